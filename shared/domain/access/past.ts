import type { EntryRef } from '../terms'
import type { Entitlement, Leaving, Past, SpaceEntry } from './types'

const none = 0n

export type Linked = Pick<SpaceEntry, 'id' | 'previous' | 'heads'>

/** What an entry cites: its predecessor and the heads that it had seen. */
export const citedBy = ({ previous, heads }: Linked): readonly EntryRef[] =>
  previous === null ? heads : [previous, ...heads]

/** Whether a set of marks has a marked entry in it. */
export const hasMark = (seen: bigint, past: Past, id: EntryRef): boolean => {
  const bit = past.bits.get(id)
  return bit !== undefined && (seen & bit) !== none
}

/**
 * Which leavings (and other marked entries) each entry of a space had seen. Sets are bits of one
 * number, so that the cost grows with the entries and hardly with the marks. Pass the result as
 * `wider` for the next narrower space: committee, then notice, then case.
 *
 * @param entries of one space, in causal order
 * @param marks entries of this space that are asked about here or in a narrower one (`marksOf`)
 */
export const pastLeavings = (
  entries: readonly Linked[],
  marks: Iterable<EntryRef>,
  wider: Past | null,
): Past => {
  const present = new Set(entries.map(({ id }) => id))
  const bits = new Map(wider?.bits)
  for (const mark of marks) {
    if (present.has(mark) && !bits.has(mark)) bits.set(mark, 1n << BigInt(bits.size))
  }
  const before = new Map<EntryRef, bigint>()
  const upTo = (id: EntryRef): bigint => {
    const seen = before.get(id)
    return seen === undefined ? (wider?.upTo(id) ?? none) : seen | (bits.get(id) ?? none)
  }
  for (const entry of entries) {
    let seen = none
    for (const id of citedBy(entry)) seen |= upTo(id)
    before.set(entry.id, seen)
  }
  return { bits, upTo, before: (id) => before.get(id) ?? none }
}

/** Every entry that these leavings and entitlements ask about. */
export const marksOf = (
  leavings: readonly Leaving[],
  entitlements: readonly Entitlement[],
): ReadonlySet<EntryRef> =>
  new Set([
    ...leavings.flatMap(({ entryId, takes, undone }) => [
      entryId,
      ...(takes?.of ?? []),
      ...(undone ?? []).flatMap((quorum) => quorum.of),
    ]),
    ...entitlements.flatMap(({ seen, outdatedBy }) => [
      ...(seen === null ? [] : [seen]),
      ...outdatedBy,
    ]),
  ])

interface Voided {
  readonly has: (id: EntryRef) => boolean
}

/** Whether who has seen these marks knows of the leaving, and of nothing that undid it. */
export const knowsLeaving = (seen: bigint, past: Past, leaving: Leaving, voids: Voided): boolean =>
  hasMark(seen, past, leaving.entryId) &&
  hasSeenEnough(seen, past, leaving) &&
  !voids.has(leaving.entryId) &&
  !knowsUndone(seen, past, leaving, voids)

const hasSeenEnough = (seen: bigint, past: Past, { takes }: Leaving): boolean =>
  takes === undefined || takes.of.filter((id) => hasMark(seen, past, id)).length >= takes.needed

/** Whether who has seen these marks knows that the leaving was undone. */
export const knowsUndone = (
  seen: bigint,
  past: Past,
  { undone }: Leaving,
  voids: Voided,
): boolean =>
  undone?.every(
    ({ of, needed }) =>
      of.filter((id) => hasMark(seen, past, id) && !voids.has(id)).length >= needed,
  ) ?? false

/** Whether a leaving is this device's, or its member's. */
export const isLeavingOf = (
  leaving: Leaving,
  deviceId: string,
  memberId: string | null,
): boolean =>
  leaving.deviceId === null
    ? leaving.memberId !== null && leaving.memberId === memberId
    : leaving.deviceId === deviceId
