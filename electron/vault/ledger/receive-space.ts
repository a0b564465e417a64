import { parseEntry, parseLink } from '../../../shared/formats/entry'
import type { DeviceId, SpaceId } from '../../../shared/formats/ledger-ids'
import { hash256 } from '../crypto/hash'
import { type JudgedArrivals, judgeArrivals, type RefusedArrival } from './judge-arrivals'
import { heldKeysOf, type LockboxProblem, openLockboxes, putKey } from './keyring'
import type { LedgerContext } from './ledger-context'
import type { EpochKey } from './lockbox'
import { receiveParts } from './receive-parts'
import type { StoreOp } from './store-op'
import { lockboxesOf, type StoredEntry, toLockboxes } from './stored-entries'

/** What one space's arrivals come to; nothing is stored yet. */
export interface ReceivedSpace {
  readonly ops: readonly StoreOp[]
  readonly refused: readonly RefusedArrival[]
  /** Their codes; parts are large, and prove nothing against anybody. */
  readonly refusedParts: readonly string[]
  readonly added: number
  readonly duplicates: number
  readonly pending: number
  readonly waiting: number
  /** Keys that this device did not have. */
  readonly newKeys: number
  readonly problems: readonly LockboxProblem[]
}

/** Entries as they came, of whatever version; what is not an entry of this space is refused. */
export const readArrivals = (
  space: string,
  entries: readonly Uint8Array[],
): { readonly read: readonly StoredEntry[]; readonly refused: readonly RefusedArrival[] } => {
  const read: StoredEntry[] = []
  const refused: RefusedArrival[] = []
  for (const bytes of entries) {
    const parsed = parseEntry(bytes, hash256)
    const isNewer = !parsed.ok && parsed.error.code === 'entry/unknown-version'
    const link = isNewer ? parseLink(bytes, hash256) : parsed
    if (!link.ok) refused.push({ code: link.error.code, bytes })
    else if (link.value.space !== space) refused.push({ code: 'entry/wrong-space', bytes })
    else read.push({ link: link.value, parsed: parsed.ok ? parsed.value : null })
  }
  return { read, refused }
}

const byLog = (
  entries: readonly StoredEntry[],
  woken: readonly string[],
): ReadonlyMap<string, readonly StoredEntry[]> => {
  const logs = new Map<string, StoredEntry[]>(woken.map((device) => [device, []]))
  for (const entry of entries) {
    const log = logs.get(entry.link.device)
    if (log) log.push(entry)
    else logs.set(entry.link.device, [entry])
  }
  // Logs in one order, whatever order the entries came in.
  return new Map([...logs].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Held where the committee does not know the device yet. In its own space that is how devices become known. */
const isJudged = (ctx: LedgerContext, space: string, device: string): boolean =>
  space === ctx.committeeSpace ||
  device === ctx.deviceId ||
  ctx.spaces.devices().some((known) => known.deviceId === device)

/**
 * Judges what arrived in one space: its logs, the keys that its lockboxes give, its parts.
 *
 * @param adopted keys that came with the space, when it is new here
 * @param woken devices whose entries waited until the committee knew them
 */
export const receiveSpace = (
  ctx: LedgerContext,
  space: string,
  entries: readonly StoredEntry[],
  parts: readonly Uint8Array[],
  adopted: readonly EpochKey[],
  woken: readonly string[],
): ReceivedSpace => {
  const judged = [...byLog(entries, woken)].map(([device, arrived]) =>
    judgeArrivals(
      ctx.db,
      space as SpaceId,
      device as DeviceId,
      arrived,
      isJudged(ctx, space, device),
    ),
  )
  const sum = (count: (one: JudgedArrivals) => number): number =>
    judged.reduce((total, one) => total + count(one), 0)
  const verified = judged.flatMap((one) => one.verified)
  const held = [...heldKeysOf(ctx.db, space), ...adopted]
  const newBoxes = verified.flatMap(({ parsed }) => toLockboxes(parsed))
  // A key that arrives may unwrap what older lockboxes wrap.
  const opened =
    newBoxes.length === 0
      ? { keys: [], problems: [] }
      : openLockboxes(ctx.device, ctx.deviceId, space, held, [
          ...lockboxesOf(ctx.db, space),
          ...newBoxes,
        ])
  const keys = [...held, ...opened.keys]
  const keyFor = (number: number, keyId: string) =>
    keys.find(({ epoch }) => epoch.number === number && epoch.keyId === keyId)?.key ?? null
  const received = receiveParts(ctx, space, parts, {
    keyFor,
    news: judged.flatMap((one) => [...one.verified, ...one.pending]),
    held: judged.flatMap((one) => one.held),
  })
  return {
    ops: [
      ...judged.flatMap((one) => one.ops),
      ...opened.keys.map((key) => putKey(space, key)),
      ...received.ops,
    ],
    refused: judged.flatMap((one) => one.refused),
    refusedParts: received.refused,
    added: sum((one) => one.added),
    duplicates: sum((one) => one.duplicates),
    pending: sum((one) => one.pending.length),
    waiting: sum((one) => one.held.length),
    newKeys: opened.keys.length,
    problems: opened.problems,
  }
}
