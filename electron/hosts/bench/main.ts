import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { CaseId } from '../../../shared/domain/terms'
import { unwrap } from '../../../shared/errors/result'
import { createNodeKdfWorker } from '../../vault/crypto/kdf-in-worker'
import { startVault } from '../../vault/start'
import { findAppFiles } from '../app-files'
import { makeReport } from './made-up-reports'

// `npm run bench`: what a command, a list, a search and an unlock cost as a vault grows, as ratios
// against the smallest vault and against a bare append and sync of the same disk, in the same run.

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100,1000,10000' },
    chars: { type: 'string', default: '2000' },
    json: { type: 'string' },
  },
})
const sizes = values.cases.split(',').map(Number)
const chars = Number(values.chars)
const rounds = 200
const passphrase = 'four lanterns drift past the harbor wall'

const files = findAppFiles(import.meta.dirname)
const home = await mkdtemp(join(tmpdir(), 'conclave-bench-'))

interface Figure {
  readonly p50Ms: number
  readonly p95Ms: number
}

const measure = async (
  count: number,
  work: (round: number) => Promise<unknown>,
): Promise<Figure> => {
  const tookMs: number[] = []
  for (let round = 0; round < count; round++) {
    const startedAt = performance.now()
    await work(round)
    tookMs.push(performance.now() - startedAt)
  }
  tookMs.sort((a, b) => a - b)
  const at = (share: number) => tookMs[Math.min(count - 1, Math.floor(count * share))] as number
  return { p50Ms: at(0.5), p95Ms: at(0.95) }
}

/** The peer: the least that any durable write on this disk can cost. */
const measureBareAppend = async (): Promise<Figure> => {
  const handle = await open(join(home, 'bare'), 'w')
  const record = new Uint8Array(1_500)
  const figure = await measure(rounds, async (round) => {
    await handle.write(record, 0, record.length, round * record.length)
    await handle.datasync()
  })
  await handle.close()
  return figure
}

const start = () =>
  startVault({
    homeFolder: home,
    resourcesFolder: files.resources,
    wasmPath: files.wasm,
    createKdfWorker: createNodeKdfWorker(new URL('./kdf-worker.js', import.meta.url)),
    emit: () => {},
    now: Date.now,
  })

const everything = { status: [], channel: [], severity: [], overdueOnly: false }

try {
  let vault = await start()
  const agreement = unwrap(
    await vault.handlers['playbook.get']({ id: 'elastic' }),
  ).confidentialityAgreement
  const { folder } = unwrap(
    await vault.handlers['vault.found']({
      committeeName: 'Harbor Days committee',
      memberName: 'Ada',
      employer: 'Tidewater Labs',
      label: 'Bench',
      playbook: { id: 'elastic' },
      acceptedAgreement: String(agreement.version),
      passphrase,
    }),
  )
  const bare = await measureBareAppend()
  const rows: Record<string, number | string>[] = []
  let taken = 0
  let caseId: CaseId | null = null
  let firstCommand: Figure | null = null
  for (const size of sizes) {
    const startedAt = performance.now()
    const from = taken
    while (taken < size) {
      const { intakeId } = unwrap(await vault.handlers['intake.start']({ channel: 'phone' }))
      const draft = makeReport(taken, chars, Date.now() - taken * 3_600_000)
      caseId = unwrap(await vault.handlers['intake.finish']({ intakeId, draft })).caseId
      taken++
      if (taken % 500 === 0) console.error(`${taken} of ${size} cases`)
    }
    const takenMs = (performance.now() - startedAt) / Math.max(1, taken - from)
    const measured = caseId
    if (measured === null) throw new Error('no case to measure on')
    const list = async () =>
      vault.handlers['case.list']({
        filter: everything,
        sort: 'received',
        descending: true,
        offset: 0,
        limit: 200,
      })
    const command = await measure(rounds, async (round) =>
      unwrap(
        await vault.handlers['case.addTask']({
          caseId: measured,
          title: `Task ${size}-${round}`,
          detail: '',
        }),
      ),
    )
    firstCommand ??= command
    const listed = await measure(50, list)
    const search = await measure(50, (round) =>
      Promise.resolve(
        vault.handlers['case.search']({
          text: round % 2 ? 'corridor bad' : `Report ${round * 7}`,
          limit: 50,
        }),
      ),
    )
    unwrap(await vault.handlers['vault.lock']({}))
    await vault.stop()
    vault = await start()
    const unlockAt = performance.now()
    unwrap(await vault.handlers['vault.unlock']({ folder, passphrase }))
    const unlockMs = performance.now() - unlockAt
    rows.push({
      cases: size,
      'report p. ms': takenMs.toFixed(1),
      'command p50 ms': command.p50Ms.toFixed(2),
      'command p95 ms': command.p95Ms.toFixed(2),
      'vs smallest': (command.p50Ms / firstCommand.p50Ms).toFixed(2),
      'vs bare append': (command.p50Ms / bare.p50Ms).toFixed(1),
      'list 200 p50 ms': listed.p50Ms.toFixed(1),
      'search p95 ms': search.p95Ms.toFixed(1),
      'unlock ms, KDF included': unlockMs.toFixed(0),
      'memory MB': Math.round(process.memoryUsage.rss() / 1_048_576),
    })
  }
  await vault.stop()
  console.log(
    `bare append and sync of 1,500 bytes: p50 ${bare.p50Ms.toFixed(2)} ms, p95 ${bare.p95Ms.toFixed(2)} ms`,
  )
  console.table(rows)
  if (values.json !== undefined)
    await writeFile(values.json, `${JSON.stringify({ bare, rows }, null, 2)}\n`)
} finally {
  await rm(home, { recursive: true, force: true })
}
