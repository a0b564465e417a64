import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findAppFiles } from '../app-files'
import { startChromiumHost } from '../chromium/start-host'
import { loadDemoFiles } from './demo-files'
import { createMouseOperator } from './operator'
import { type DemoStage, playDemo } from './play-demo'

// `npm run demo -- --out DIR`: plays the whole path through the real screens and leaves pictures.

const { values } = parseArgs({ options: { out: { type: 'string', default: 'demo-out' } } })
const out = resolve(values.out)
const executablePath = process.env.CONCLAVE_CHROMIUM
if (executablePath === undefined || executablePath === '') {
  console.error('CONCLAVE_CHROMIUM names no browser; `npm run demo` finds one.')
  process.exit(2)
}

const files = findAppFiles(import.meta.dirname)
const startedAt = performance.now()
const say = (what: string): void =>
  console.log(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${what}`)

const screensFolder = join(out, 'screens')
await rm(screensFolder, { recursive: true, force: true })
await mkdir(screensFolder, { recursive: true })
const home = await mkdtemp(join(tmpdir(), 'conclave-demo-'))
const host = await startChromiumHost({
  homeFolder: home,
  executablePath,
  headless: true,
  reportDefect: (defect) => console.error('defect', JSON.stringify(defect)),
  onSandboxRefused: () =>
    console.error('the kernel refuses the browser its sandbox; going on without'),
})
const screens: string[] = []
try {
  const { page } = host
  await page.setViewportSize({ width: 1280, height: 800 })
  const look: DemoStage['look'] = async (name) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const file = `${name}.${colorScheme}.png`
      await page.screenshot({ path: join(screensFolder, file) })
      screens.push(file)
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  }
  const outcome = await playDemo({
    page,
    operator: createMouseOperator(page),
    ...loadDemoFiles(files.resources),
    look,
    say,
  })
  await host.stop()
  await rm(join(out, 'vault'), { recursive: true, force: true })
  await cp(home, join(out, 'vault'), { recursive: true })
  const summary = { ...outcome, host: 'chromium', screens, refusals: host.refusals }
  await writeFile(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`)
  say(`${outcome.cases.length} reports taken, ${screens.length} pictures in ${screensFolder}`)
} catch (thrown) {
  await host.page.screenshot({ path: join(screensFolder, 'failed.png') }).catch(() => undefined)
  throw thrown
} finally {
  await host.stop()
  await rm(home, { recursive: true, force: true })
}
