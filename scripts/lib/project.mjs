import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

/** The folder of the project. Scripts run from any folder. */
export const projectFolder = join(import.meta.dirname, '..', '..')

/** @param {string[]} names */
export const inProject = (...names) => join(projectFolder, ...names)

/** A folder for what the scripts remember; never committed. */
export const cacheFolder = () => {
  const folder = inProject('.cache')
  mkdirSync(folder, { recursive: true })
  return folder
}

/**
 * To stderr: what a program prints on stdout, JSON for instance, stays whole.
 *
 * @param {string} text One line, so that it can be found again in a long output.
 */
export const say = (text) => console.error(`· ${text}`)

/** @param {string} text @returns {never} */
export const giveUp = (text) => {
  console.error(`✗ ${text}`)
  process.exit(1)
}

/**
 * Runs a program in the project's folder with its output shown, on stderr alone for setting up.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, timeoutMs?: number, quiet?: boolean, isSetUp?: boolean }} [options]
 * @returns {boolean} whether it ended well
 */
export const run = (program, args, options = {}) => {
  const { status } = spawnSync(program, args, {
    cwd: projectFolder,
    stdio: options.quiet ? 'ignore' : options.isSetUp ? ['inherit', 2, 2] : 'inherit',
    env: { ...process.env, ...options.env },
    timeout: options.timeoutMs,
    // npm is a script on Windows.
    shell: process.platform === 'win32' && program === 'npm',
  })
  return status === 0
}

/**
 * Runs an installed tool with this Node.
 *
 * @param {string} tool path under node_modules
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, timeoutMs?: number, quiet?: boolean, isSetUp?: boolean }} [options]
 */
export const runTool = (tool, args, options) =>
  run(process.execPath, [inProject('node_modules', tool), ...args], options)

/** @param {string} command */
export const isCommand = (command) =>
  (process.env.PATH ?? '')
    .split(process.platform === 'win32' ? ';' : ':')
    .some((folder) => folder !== '' && existsSync(join(folder, command)))

/**
 * One digest over the contents of files and folders of the project, names included.
 *
 * @param {readonly string[]} names
 */
export const digestOf = (names) => {
  const digest = createHash('sha256')
  for (const name of names) {
    for (const path of filesUnder(name)) {
      digest
        .update(`${path}\0`)
        .update(readFileSync(inProject(path)))
        .update('\0')
    }
  }
  return digest.digest('hex')
}

/** @param {string} name @returns {string[]} */
const filesUnder = (name) => {
  if (!existsSync(inProject(name))) return []
  try {
    return readdirSync(inProject(name), { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) =>
        entry.isDirectory() ? filesUnder(`${name}/${entry.name}`) : [`${name}/${entry.name}`],
      )
  } catch {
    return [name]
  }
}
