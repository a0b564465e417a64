import { type EntryLink, signedMessageOf } from '../../../shared/formats/entry'
import {
  type DeviceId,
  type EntryId,
  idToBytes,
  type SpaceId,
} from '../../../shared/formats/ledger-ids'
import { verify } from '../crypto/keys'
import { type LogView, overlayLog } from './log-view'

/**
 * Whether received entries belong to a log (one device in one space).
 *
 * An entry without a signature is *pending* until a valid signature at or after it in its log covers
 * it: each entry names its predecessor's hash, so that one signature vouches for the run before it.
 * Pending entries prove nothing, not even against each other: anyone can make one, and none may stand
 * in the way of what its author signed. They are held as branches until a signature picks theirs.
 *
 * The verified entries of a log are therefore those that some signature covers, and its forks the
 * numbers that two of them share: both depend on what has arrived and not on its order.
 *
 * Entries of versions that this program does not know are judged like all others.
 */
export type LogVerdict =
  /** Covered: it, and the pending entries before it in `nowVerified`, oldest first. */
  | { readonly kind: 'accepted'; readonly nowVerified: readonly EntryId[] }
  /** In its place in the log, but not covered by a signature yet. */
  | { readonly kind: 'pending' }
  /** Already here; nothing changes. */
  | { readonly kind: 'duplicate' }
  /** `missing`, its predecessor, has not arrived. Keep the entry and judge it again when it has. */
  | { readonly kind: 'gap'; readonly missing: EntryId }
  /**
   * Validly signed, and proof of equivocation. The entries in `nowVerified` belong to the log as on
   * acceptance; there are none while its predecessor is missing: then it is a gap as well.
   */
  | { readonly kind: 'fork'; readonly proof: ForkProof; readonly nowVerified: readonly EntryId[] }
  /** Forged, damaged or misplaced. Changes nothing for the entries that come after. */
  | { readonly kind: 'refused'; readonly code: LogRefusal }

/** Two entries that one device signed, or covered by a signature, under one number. */
export interface ForkProof {
  readonly space: SpaceId
  readonly device: DeviceId
  readonly seq: number
  /** In ascending order, so that every vault names the same fork alike. */
  readonly ids: readonly [EntryId, EntryId]
}

export type LogRefusal =
  | 'entry/wrong-space'
  | 'entry/wrong-device'
  | 'entry/bad-signature'
  /** Its predecessor does not carry the number before its own. */
  | 'entry/broken-chain'

/** Judges one entry against its log. It depends on the two alone and changes neither. */
export const judgeEntry = (log: LogView, entry: EntryLink): LogVerdict => {
  if (entry.space !== log.space) return refused('entry/wrong-space')
  if (entry.device !== log.device) return refused('entry/wrong-device')
  const known = log.find(entry.id)
  if (known?.isVerified) return { kind: 'duplicate' }
  if (entry.signature !== null && !isSignedByDevice(entry, entry.signature)) {
    return refused('entry/bad-signature')
  }
  const { previous } = entry
  const parent = previous && log.find(previous)
  if (previous !== null && parent === null) return judgeOrphan(log, entry, previous)
  if (parent && parent.seq !== entry.seq - 1) return refused('entry/broken-chain')
  if (entry.signature === null) return { kind: known ? 'duplicate' : 'pending' }
  const run = uncoveredRun(log, entry)
  const proof = findFork(log, run)
  const nowVerified = run.map(({ id }) => id)
  return proof ? { kind: 'fork', proof, nowVerified } : { kind: 'accepted', nowVerified }
}

export interface JudgedEntry<E extends EntryLink> {
  readonly entry: E
  readonly verdict: LogVerdict
}

/**
 * Judges a batch of one log, each entry as if those before it had been added. Whatever order it came
 * in, entries are judged by number, so that only what is missing from log and batch leaves a gap.
 */
export const judgeBatch = <E extends EntryLink>(
  log: LogView,
  entries: readonly E[],
): readonly JudgedEntry<E>[] => {
  const overlay = overlayLog(log)
  return [...entries]
    .sort((a, b) => a.seq - b.seq)
    .map((entry) => {
      const verdict = judgeEntry(overlay, entry)
      if (verdict.kind === 'pending') overlay.addPending(entry)
      if (verdict.kind === 'accepted' || verdict.kind === 'fork') {
        if (verdict.nowVerified.length > 0) overlay.addVerified(entry, verdict.nowVerified)
      }
      return { entry, verdict }
    })
}

const refused = (code: LogRefusal): LogVerdict => ({ kind: 'refused', code })

const isSignedByDevice = ({ id, device }: EntryLink, signature: Uint8Array): boolean =>
  verify(idToBytes(device), signedMessageOf(id), signature)

/** A signed entry tells its predecessor's name: when another one is verified there, that is a fork. */
const judgeOrphan = (log: LogView, entry: EntryLink, missing: EntryId): LogVerdict => {
  const rival = entry.signature === null ? undefined : log.verifiedAt(entry.seq - 1)[0]
  return rival === undefined
    ? { kind: 'gap', missing }
    : { kind: 'fork', proof: proveFork(log, entry.seq - 1, rival, missing), nowVerified: [] }
}

interface Step {
  readonly id: EntryId
  readonly seq: number
}

/** The entry and the pending ones before it, oldest first. */
const uncoveredRun = (log: LogView, entry: EntryLink): readonly Step[] => {
  const run: Step[] = [{ id: entry.id, seq: entry.seq }]
  let at = entry.previous
  while (at !== null) {
    const known = log.find(at)
    if (known === null || known.isVerified) break
    run.push({ id: known.id, seq: known.seq })
    at = known.previous
  }
  return run.reverse()
}

/** The first number of the run at which another entry is verified. */
const findFork = (log: LogView, run: readonly Step[]): ForkProof | null => {
  for (const { id, seq } of run) {
    const rival = log.verifiedAt(seq)[0]
    if (rival !== undefined) return proveFork(log, seq, rival, id)
  }
  return null
}

const proveFork = (log: LogView, seq: number, one: EntryId, other: EntryId): ForkProof => ({
  space: log.space,
  device: log.device,
  seq,
  ids: one < other ? [one, other] : [other, one],
})
