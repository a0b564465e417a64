import { readFileSync } from 'node:fs'
import process from 'node:process'
import { giveUp, inProject, run, say } from './project.mjs'

/** @param {string} path @returns {Record<string, { version?: string, optional?: boolean }> | null} */
const readPackages = (path) => {
  try {
    return JSON.parse(readFileSync(inProject(path), 'utf8')).packages
  } catch {
    return null
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for, by npm's own record of what it put
 * there. Optional packages are for other platforms.
 */
export const areDependenciesInstalled = () => {
  const wanted = readPackages('package-lock.json')
  const installed = readPackages('node_modules/.package-lock.json')
  if (wanted === null || installed === null) return false
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || optional === true || installed[path]?.version === version,
  )
}

const minNode = [20, 19]

const isNodeNewEnough = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [minMajor = 0, minMinor = 0] = minNode
  return major > minMajor || (major === minMajor && minor >= minMinor)
}

const quiet = ['--ignore-scripts', '--no-audit', '--no-fund']

/**
 * Installs what is missing, without running any package's scripts. `npm ci` insists on packages for
 * every other platform, which a mirror may not have; then what is locked is installed, and the lock
 * stays as it is.
 */
export const ensureDependencies = () => {
  if (!isNodeNewEnough()) {
    giveUp(`Conclave needs Node ${minNode.join('.')} or newer; this is ${process.versions.node}.`)
  }
  if (areDependenciesInstalled()) return
  say('installing the packages of package-lock.json (no install scripts)')
  if (run('npm', ['ci', ...quiet], { quiet: true })) return
  if (!run('npm', ['install', '--no-save', ...quiet], { isSetUp: true }))
    giveUp('npm could not install; see above.')
}
