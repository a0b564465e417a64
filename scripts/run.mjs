import { existsSync } from 'node:fs'
import process from 'node:process'
import { ensureBuild } from './lib/app-build.mjs'
import { ensureChromium, findChromium } from './lib/chromium-binary.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { giveUp, inProject, run } from './lib/project.mjs'

// Sets up, builds, and runs one of the programs of `out/main`: demo, scenario, bench.

const [name = '', ...args] = process.argv.slice(2)
const needsWindow = name === 'demo'

ensureDependencies()
ensureBuild()

const program = inProject('out/main', `${name}.js`)
if (!/^[a-z-]+$/.test(name) || !existsSync(program)) giveUp(`there is no program "${name}"`)

const chromium = needsWindow ? ensureChromium() : findChromium()
if (needsWindow && chromium === null) giveUp('no Chromium can be had here; install chromium.')

const env = chromium === null ? {} : { CONCLAVE_CHROMIUM: chromium }
process.exit(run(process.execPath, [program, ...args], { env }) ? 0 : 1)
