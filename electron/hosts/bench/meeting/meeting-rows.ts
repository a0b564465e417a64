import type { PeerMemory } from './peer'
import type { EditFigures, SyncFigures } from './scenarios'

/** One line of the table. Numbers of laptops and of plain y-webrtc are in the unit that `what` names. */
export interface MeetingRow {
  readonly what: string
  readonly conclave: number | ''
  readonly plain: number | ''
  readonly ratio: number | ''
  readonly goal: string
}

/** One first sync, of both kinds. */
export interface MeetingSync {
  readonly cases: number
  /** That the second laptop lacked. */
  readonly entries: number
  /** Of kinds, contents and texts before anything is sealed. */
  readonly payloadBytes: number
  readonly ours: SyncFigures & {
    readonly collectMs: number
    readonly receiveMs: number
    /** From the last entry until every case is in the list. */
    readonly listedMs: number
    readonly memory: PeerMemory
  }
  readonly plain: SyncFigures & { readonly count: number; readonly memory: PeerMemory }
}

const rounded = (value: number): number =>
  Number(value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0))

const row = (
  what: string,
  conclave: number | null,
  plain: number | null,
  goal = '',
): MeetingRow => ({
  what,
  conclave: conclave === null ? '' : rounded(conclave),
  plain: plain === null ? '' : rounded(plain),
  ratio: conclave === null || plain === null || plain <= 0 ? '' : rounded(conclave / plain),
  goal,
})

export const firstSyncRows = ({
  cases,
  entries,
  payloadBytes,
  ours,
  plain,
}: MeetingSync): readonly MeetingRow[] => {
  const of = `first sync of ${cases} cases (${entries} entries)`
  const oursEach = ours.wireBytes / entries
  const plainEach = plain.wireBytes / plain.count
  const payloadEach = payloadBytes / plain.count
  return [
    row(`${of}, s`, ours.syncMs / 1_000, plain.syncMs / 1_000, '<= 1.25 x'),
    row('  and until all cases are in the list, s', (ours.syncMs + ours.listedMs) / 1_000, null),
    row('  in ledger.receive, s', ours.receiveMs / 1_000, null),
    row('  in ledger.collectOnly, s', ours.collectMs / 1_000, null),
    row('  processor time of both windows, s', ours.windowMs / 1_000, plain.windowMs / 1_000),
    row('  processor time of both vaults, s', ours.vaultMs / 1_000, null),
    row('  bytes on the wire an entry', oursEach, plainEach),
    row(
      '  of these beyond the payload',
      (ours.wireBytes - payloadBytes) / entries,
      plainEach - payloadEach,
      '<= 200',
    ),
    row('  window at most, MB', ours.memory.windowPeakMb, plain.memory.windowPeakMb),
    row('  window afterwards (heap), MB', ours.memory.windowHeapMb, plain.memory.windowHeapMb),
    row('  vault process, MB', ours.memory.vaultMb, null),
  ]
}

/** How the window grows from the least to the most cases: `conclave` and `plain` are factors. */
export const flatnessRows = (all: readonly MeetingSync[]): readonly MeetingRow[] => {
  const [least, most] = [all[0], all.at(-1)]
  if (least === undefined || most === undefined || least === most) return []
  const growth = (of: (one: MeetingSync) => number | null): number | null => {
    const [before, after] = [of(least), of(most)]
    return before === null || after === null ? null : after / before
  }
  const what = `from ${least.cases} to ${most.cases} cases`
  return [
    row(
      `window at most, ${what}, factor`,
      growth(({ ours }) => ours.memory.windowPeakMb),
      growth(({ plain }) => plain.memory.windowPeakMb),
      'flat',
    ),
    row(
      `window afterwards (heap), ${what}, factor`,
      growth(({ ours }) => ours.memory.windowHeapMb),
      growth(({ plain }) => plain.memory.windowHeapMb),
      'flat',
    ),
  ]
}

type Meeting = EditFigures & { readonly memory: PeerMemory }
interface Both<T> {
  readonly ours: T
  readonly plain: T
}

const editGoals: Readonly<Record<number, string>> = { 2: '<= 1.3 x', 8: '< 1 x' }

export const editRows = (size: number, { ours, plain }: Both<Meeting>): readonly MeetingRow[] => {
  const goal = editGoals[size] ?? ''
  return [
    row(`${size} peers: an edit to visible, p50, ms`, ours.p50Ms, plain.p50Ms, goal),
    row('  p95, ms', ours.p95Ms, plain.p95Ms, goal),
    row(
      '  all edit at once, until all see all, p50, ms',
      ours.together50Ms,
      plain.together50Ms,
      goal,
    ),
    row('  p95, ms', ours.together95Ms, plain.together95Ms, goal),
    row('  processor time of all windows for an edit, ms', ours.windowMs, plain.windowMs),
    row('  processor time of all vaults for an edit, ms', ours.vaultMs, null),
    row('  window at most, MB', ours.memory.windowPeakMb, plain.memory.windowPeakMb),
    row('  window afterwards (heap), MB', ours.memory.windowHeapMb, plain.memory.windowHeapMb),
    row('  vault process, MB', ours.memory.vaultMb, null),
  ]
}

export const reconnectRows = (
  apart: number,
  { ours, plain }: Both<{ readonly syncMs: number; readonly wireBytes: number }>,
): readonly MeetingRow[] => [
  row(`reconnect after ${apart} edits apart, s`, ours.syncMs / 1_000, plain.syncMs / 1_000),
  row('  bytes on the wire an edit', ours.wireBytes / apart, plain.wireBytes / apart),
]
