import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { cacheFolder, inProject, runTool, say } from './project.mjs'

const readVersion = () =>
  JSON.parse(readFileSync(inProject('node_modules/electron/package.json'), 'utf8')).version

/** @returns {string | null} the Electron program, if its binary is here */
export const findElectron = () => {
  const { ELECTRON_OVERRIDE_DIST_PATH: override } = process.env
  const pathFile = inProject('node_modules/electron/path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron'
  const program = join(override ?? inProject('node_modules/electron/dist'), name)
  return existsSync(program) ? program : null
}

/** A refused download is not tried again for this long: it costs up to two minutes at every start. */
const retryAfterMs = 7 * 24 * 3_600_000
const downloadTimeoutMs = 120_000

/**
 * The Electron program, downloaded if it must and can be. A network that refuses is remembered;
 * `npm start -- --fetch-electron` asks again.
 *
 * @param {boolean} askAgain
 * @returns {string | null}
 */
export const fetchElectron = (askAgain) => {
  const found = findElectron()
  if (found !== null) return found
  const refusalFile = join(cacheFolder(), 'electron-refused.json')
  const version = readVersion()
  if (!askAgain && existsSync(refusalFile)) {
    const refusal = JSON.parse(readFileSync(refusalFile, 'utf8'))
    const isRecent = Date.now() - refusal.atMs < retryAfterMs
    if (refusal.version === version && isRecent) return null
  }
  say(`fetching Electron ${version} (once)`)
  runTool('electron/install.js', [], { timeoutMs: downloadTimeoutMs, quiet: true })
  const fetched = findElectron()
  if (fetched === null) writeFileSync(refusalFile, JSON.stringify({ version, atMs: Date.now() }))
  return fetched
}
