import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import process from 'node:process'
import { ensureDependencies } from './lib/dependencies.mjs'
import { inProject, projectFolder } from './lib/project.mjs'

// `npm run check`: lint and format, one type check per runtime, the import table.
// `npm run check -- --all` adds dead code and licences, as `npm test` does.

ensureDependencies()
mkdirSync(inProject('.cache'), { recursive: true })

/** @type {{ references: { path: string }[] }} */
const { references } = JSON.parse(readFileSync(inProject('tsconfig.json'), 'utf8'))

/** @type {[name: string, program: string, args: string[]][]} */
const checks = [
  [
    'lint and format',
    'node_modules/@biomejs/biome/bin/biome',
    ['check', '--error-on-warnings', '.'],
  ],
  [
    'imports',
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    ['--config', '.dependency-cruiser.cjs', 'shared', 'electron', 'renderer', 'tests'],
  ],
  ...references.map(
    ({ path }) =>
      /** @type {[string, string, string[]]} */ ([
        `types of ${path}`,
        'node_modules/typescript-native/bin/tsc',
        [
          '-p',
          path,
          '--pretty',
          '--incremental',
          '--tsBuildInfoFile',
          `.cache/${path.replaceAll('/', '-')}.tsbuildinfo`,
        ],
      ]),
  ),
]

if (process.argv.includes('--all')) {
  checks.push(
    [
      'dead code',
      'node_modules/knip/bin/knip.js',
      ['--no-progress', '--treat-config-hints-as-errors'],
    ],
    ['licences', 'scripts/check-licences.mjs', []],
  )
}

/** @param {(typeof checks)[number]} check @returns {Promise<boolean>} */
const runCheck = ([name, program, args]) =>
  new Promise((resolve) => {
    const startedAt = performance.now()
    const child = spawn(process.execPath, [inProject(program), ...args], {
      cwd: projectFolder,
      env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
    })
    let output = ''
    child.stdout.on('data', (text) => {
      output += text
    })
    child.stderr.on('data', (text) => {
      output += text
    })
    child.on('close', (status) => {
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
      console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
      if (status !== 0) console.log(output.trimEnd())
      resolve(status === 0)
    })
  })

// Two at a time: type checks are memory as well as time.
const waiting = [...checks]
let failed = 0
const work = async () => {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    if (!(await runCheck(check))) failed += 1
  }
}
await Promise.all([work(), work()])
console.log(`${checks.length - failed} checks passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
