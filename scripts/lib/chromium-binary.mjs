import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { isCommand, run, runTool, say } from './project.mjs'

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
]

const fixedPlaces = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const folder = process.env[variable]
    return folder === undefined
      ? []
      : [
          join(folder, 'Google/Chrome/Application/chrome.exe'),
          join(folder, 'Microsoft/Edge/Application/msedge.exe'),
        ]
  }),
}

/** Where Playwright puts the browsers that it fetches. */
const playwrightFolder = () => {
  const { PLAYWRIGHT_BROWSERS_PATH: own, LOCALAPPDATA: local } = process.env
  if (own !== undefined && own !== '' && own !== '0') return own
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/ms-playwright')
  if (process.platform === 'win32') return join(local ?? homedir(), 'ms-playwright')
  return join(homedir(), '.cache/ms-playwright')
}

const playwrightPrograms = [
  'chrome-linux64/chrome',
  'chrome-linux/chrome',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-win64/chrome.exe',
  'chrome-win/chrome.exe',
]

const findPlaywrights = () => {
  const folder = playwrightFolder()
  if (!existsSync(folder)) return null
  return (
    readdirSync(folder)
      .filter((name) => name.startsWith('chromium-'))
      .sort()
      .reverse()
      .flatMap((name) => playwrightPrograms.map((program) => join(folder, name, program)))
      .find((path) => existsSync(path)) ?? null
  )
}

/** @returns {string | null} an installed Chromium, Chrome or Edge */
export const findChromium = () => {
  const { CONCLAVE_CHROMIUM: own, PATH = '' } = process.env
  if (own !== undefined && own !== '') return existsSync(own) ? own : null
  if (process.platform === 'darwin' || process.platform === 'win32') {
    const fixed = fixedPlaces[process.platform].find((path) => existsSync(path))
    return fixed ?? findPlaywrights()
  }
  for (const command of commands) {
    const folder = PATH.split(':').find((each) => each !== '' && existsSync(join(each, command)))
    if (folder !== undefined) return join(folder, command)
  }
  return findPlaywrights()
}

/** How this account may install a Debian package without being asked, or `null`. */
const aptPrefix = () => {
  if (process.platform !== 'linux' || !isCommand('apt-get')) return null
  if (process.getuid?.() === 0) return []
  return isCommand('sudo') && run('sudo', ['-n', 'true'], { quiet: true }) ? ['sudo', '-n'] : null
}

/**
 * Installs Debian packages where that may be done without a question.
 *
 * @param {readonly string[]} packages
 */
export const installDebianPackages = (packages) => {
  const prefix = aptPrefix()
  if (prefix === null) return false
  say(`installing ${packages.join(', ')} with apt-get`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (/** @type {string[]} */ ...args) => {
    const [program = '', ...rest] = [...prefix, 'apt-get', '-qq', ...args]
    return run(program, rest, { env })
  }
  const install = () => apt('install', '-y', '--no-install-recommends', ...packages)
  return install() || (apt('update') && install())
}

/** @returns {string | null} a Chromium, installed now if there was none and that may be done */
export const ensureChromium = () => {
  const found = findChromium()
  if (found !== null) return found
  if (installDebianPackages(['chromium'])) return findChromium()
  say('fetching a Chromium with Playwright')
  runTool('playwright-core/cli.js', ['install', 'chromium'])
  return findChromium()
}
