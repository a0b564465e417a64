import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findAppFiles } from '../app-files'
import { loadDemoFiles } from './demo-files'
import { createDemoNetwork } from './demo-network'
import { type Desk, openDesk } from './member-desk'
import { playCommittee } from './play-committee'
import { founderName, playDemo } from './play-demo'
import { playMeeting } from './play-meeting'
import { playRemoval } from './play-removal'

// `npm run demo -- --out DIR`: plays the whole path through the real screens and leaves pictures.

const { values } = parseArgs({ options: { out: { type: 'string', default: 'demo-out' } } })
const out = resolve(values.out)
const executablePath = process.env.CONCLAVE_CHROMIUM
if (executablePath === undefined || executablePath === '') {
  console.error('CONCLAVE_CHROMIUM names no browser; `npm run demo` finds one.')
  process.exit(2)
}

const demoFiles = loadDemoFiles(findAppFiles(import.meta.dirname).resources)
const { words, samples } = demoFiles
const startedAt = performance.now()
const say = (what: string): void =>
  console.log(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${what}`)

const screensFolder = join(out, 'screens')
await rm(screensFolder, { recursive: true, force: true })
await mkdir(screensFolder, { recursive: true })
const home = await mkdtemp(join(tmpdir(), 'conclave-demo-'))
const network = createDemoNetwork()
const screens: string[] = []
const desks: Desk[] = []
const open = async (name: string, memberName: string): Promise<Desk> => {
  const desk = await openDesk({
    name,
    memberName,
    homeFolder: join(home, name),
    executablePath,
    screensFolder,
    words,
    network,
    onScreen: (file) => screens.push(file),
  })
  desks.push(desk)
  return desk
}

try {
  const ada = await open('ada', founderName)
  const { page, operator, look } = ada
  const alone = await playDemo({ page, operator, ...demoFiles, look, say })
  const firstCase = {
    codeName: alone.cases[0]?.codeName ?? '',
    reported: samples.call.people.find(({ role }) => role === 'reported')?.name ?? '',
  }
  const ben = await open('ben', 'Ben Okafor')
  const cleo = await open('cleo', 'Cleo Castellanos')
  const stage = { words, ada, ben, cleo, firstCase, say }
  const together = await playCommittee(stage)
  const meeting = await playMeeting(stage)
  await playRemoval(stage, together.naming)
  for (const desk of desks) await desk.stop()
  await rm(join(out, 'vaults'), { recursive: true, force: true })
  await cp(home, join(out, 'vaults'), { recursive: true })
  const refusals = Object.fromEntries(desks.map((desk) => [desk.name, desk.refusals]))
  const tookSeconds = Math.round((performance.now() - startedAt) / 1_000)
  const summary = {
    ...alone,
    ...together,
    meeting,
    removed: 1,
    host: 'chromium',
    tookSeconds,
    screens,
    refusals,
  }
  await writeFile(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`)
  say(`${alone.cases.length + 2} reports taken, ${screens.length} pictures in ${screensFolder}`)
} catch (thrown) {
  for (const { name, page } of desks)
    await page
      .screenshot({ path: join(screensFolder, `${name}-failed.png`) })
      .catch(() => undefined)
  throw thrown
} finally {
  for (const desk of desks) await desk.stop()
  await rm(home, { recursive: true, force: true })
}
