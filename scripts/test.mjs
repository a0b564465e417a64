import process from 'node:process'
import { ensureBuild } from './lib/app-build.mjs'
import { ensureChromium, installDebianPackages } from './lib/chromium-binary.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { giveUp, inProject, isCommand, run, runTool, say } from './lib/project.mjs'
import { addResults, readResults } from './lib/test-results.mjs'

// `npm test`: sets itself up, then checks, then every test. `npm run unit` and `npm run e2e` are parts
// of it: `test.mjs unit` runs the fast tests alone, `test.mjs slow` the failing disks, killed processes
// and committees of many vaults, `test.mjs e2e` those in a browser.

const [part = 'all', ...args] = process.argv.slice(2)
const isWhole = part === 'all'
/** @param {string} name */
const has = (name) => isWhole || part === name

ensureDependencies()

if (isWhole && !run(process.execPath, [inProject('scripts/check.mjs'), '--all'])) {
  giveUp('a check failed; the tests were not run.')
}

/** @type {boolean[]} */
const passed = []
/** @type {string[]} */
const reports = []

/** @param {string} name @param {string[]} projects @param {NodeJS.ProcessEnv} env */
const runTests = (name, projects, env) => {
  const report = inProject('.cache', `tests-${name}.json`)
  const flags = projects.flatMap((project) => ['--project', project])
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  passed.push(runTool('vitest/vitest.mjs', ['run', ...flags, ...reporters, ...args], { env }))
  reports.push(report)
}

if (has('unit')) runTests('fast', ['unit'], {})

if (has('slow')) {
  // Fault tests that kill at the n-th write of a real disk need it; they say so where it is missing.
  if (isWhole && process.platform === 'linux' && !isCommand('strace')) {
    installDebianPackages(['strace'])
  }
  runTests('slow', ['faults', 'simulation'], {})
}

if (has('e2e')) {
  // Tests that put laptops on a network of their own need them; they say so where they are missing.
  const network = { iproute2: 'ip', socat: 'socat' }
  if (isWhole && process.platform === 'linux' && process.getuid?.() === 0) {
    const missing = Object.entries(network).filter(([, command]) => !isCommand(command))
    if (missing.length > 0) installDebianPackages(missing.map(([name]) => name))
  }
  ensureBuild()
  const chromium = ensureChromium()
  if (chromium === null) say('no Chromium can be had here')
  const env = chromium === null ? {} : { CONCLAVE_CHROMIUM: chromium }
  runTests('screens', ['screens', 'scenarios'], env)
  runTests('e2e', ['e2e'], env)
}

// Again at the end, where whoever reads only the end of a long run finds it.
const total = addResults(reports.map(readResults))
for (const { name, why } of total.failures) console.log(`failed: ${name}\n${why}\n`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(passed.every(Boolean) ? 0 : 1)
