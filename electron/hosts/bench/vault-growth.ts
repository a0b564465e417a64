import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { CaseId } from '../../../shared/domain/terms'
import { unwrap } from '../../../shared/errors/result'
import type { AppFiles } from '../app-files'
import { benchPassphrase, foundBenchVault, startBenchVault, takeMadeUpReport } from './fill-vault'
import { type Figure, measure } from './measure'

const rounds = 200

/** The peer: the least that any durable write on this disk can cost. */
const measureBareAppend = async (home: string): Promise<Figure> => {
  const handle = await open(join(home, 'bare'), 'w')
  const record = new Uint8Array(1_500)
  const figure = await measure(rounds, async (round) => {
    await handle.write(record, 0, record.length, round * record.length)
    await handle.datasync()
  })
  await handle.close()
  return figure
}

const everything = { status: [], channel: [], severity: [], overdueOnly: false }

export interface GrowthOptions {
  readonly files: AppFiles
  readonly home: string
  readonly kdfWorker: URL
  /** Numbers of cases, ascending. */
  readonly sizes: readonly number[]
  /** Of each report, about. */
  readonly chars: number
}

/**
 * What a command, a list, a search and an unlock cost as a vault grows, as ratios against the smallest
 * vault and against a bare append and sync of the same disk, in the same run.
 */
export const benchGrowth = async ({ files, home, kdfWorker, sizes, chars }: GrowthOptions) => {
  const start = () => startBenchVault(files, home, kdfWorker)
  let vault = await start()
  const folder = await foundBenchVault(vault.handlers)
  const bare = await measureBareAppend(home)
  const rows: Record<string, number | string>[] = []
  let taken = 0
  let caseId: CaseId | null = null
  let firstCommand: Figure | null = null
  for (const size of sizes) {
    const startedAt = performance.now()
    const from = taken
    while (taken < size) {
      caseId = (await takeMadeUpReport(vault.handlers, taken, chars)).caseId
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
    unwrap(await vault.handlers['vault.unlock']({ folder, passphrase: benchPassphrase }))
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
  return { bare, rows }
}
