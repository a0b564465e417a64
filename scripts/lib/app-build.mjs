import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import process from 'node:process'
import { digestOf, giveUp, inProject, runTool, say } from './project.mjs'

const sources = [
  'electron',
  'renderer',
  'shared',
  'resources/handoff',
  'resources/locales',
  'scripts/lib/handoff-page.mjs',
  'electron.vite.config.ts',
  'package-lock.json',
  'tsconfig.base.json',
]

const digestFile = 'out/.sources'

const isBuilt = (/** @type {string} */ digest) =>
  existsSync(inProject(digestFile)) && readFileSync(inProject(digestFile), 'utf8') === digest

/**
 * Builds the app into `out`, unless it was built from these very sources. The new build takes the
 * place of the old in one step, so an interrupted build is never run.
 */
export const ensureBuild = () => {
  const digest = digestOf(sources)
  if (isBuilt(digest)) return
  say('building')
  const beside = `.cache/build-${process.pid}`
  const built = runTool('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'], {
    env: { CONCLAVE_BUILD_FOLDER: beside, NODE_ENV: 'production' },
    isSetUp: true,
  })
  if (!built) {
    rmSync(inProject(beside), { recursive: true, force: true })
    giveUp('the build failed; see above.')
  }
  mkdirSync(inProject(beside, 'wasm'), { recursive: true })
  copyFileSync(
    inProject('node_modules/sql.js/dist/sql-wasm.wasm'),
    inProject(beside, 'wasm/sql-wasm.wasm'),
  )
  writeFileSync(inProject(beside, '.sources'), digest)
  const old = inProject(`${beside}-old`)
  if (existsSync(inProject('out'))) renameSync(inProject('out'), old)
  renameSync(inProject(beside), inProject('out'))
  rmSync(old, { recursive: true, force: true })
}
