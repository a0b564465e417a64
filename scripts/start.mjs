import { resolve } from 'node:path'
import process from 'node:process'
import { ensureBuild } from './lib/app-build.mjs'
import { ensureChromium } from './lib/chromium-binary.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { fetchElectron } from './lib/electron-binary.mjs'
import { giveUp, inProject, run, say } from './lib/project.mjs'
import { tidyEnvironment, tidyNodeArgs } from './lib/tidy-memory.mjs'

// `npm start`: installs what is missing, builds, and opens the app in whatever there is to open it in.

const args = process.argv.slice(2)
/** Files to open; relative ones are of the folder that the command was given in. */
const files = args
  .filter((argument) => !argument.startsWith('-'))
  .map((file) => resolve(process.env.INIT_CWD ?? process.cwd(), file))
const isRoot = process.getuid?.() === 0

const hasDisplay =
  process.platform !== 'linux' ||
  Boolean(process.env.DISPLAY) ||
  Boolean(process.env.WAYLAND_DISPLAY)

ensureDependencies()

if (!hasDisplay) {
  say('there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): running the demo')
  const ended = run(process.execPath, [inProject('scripts/run.mjs'), 'demo', '--out', 'demo-out'])
  process.exit(ended ? 0 : 1)
}

const electron = fetchElectron(args.includes('--fetch-electron'))
ensureBuild()

if (electron !== null) {
  if (isRoot) say('WARNING: as root Electron runs without its sandbox; start Conclave as a user')
  process.exit(run(electron, [...(isRoot ? ['--no-sandbox'] : []), '.', ...files]) ? 0 : 1)
}

const chromium =
  ensureChromium() ??
  giveUp('neither Electron nor a Chromium can be had here; install chromium and start again.')
say(`Electron's binary cannot be had here: opening Conclave in ${chromium}`)
process.exit(
  run(process.execPath, [...tidyNodeArgs, inProject('out/main/chromium.js'), ...files], {
    env: { ...tidyEnvironment, CONCLAVE_CHROMIUM: chromium },
  })
    ? 0
    : 1,
)
