import type { EntryRef, MemberId } from '../terms'
import {
  citedBy,
  hasMark,
  isLeavingOf,
  knowsLeaving,
  knowsUndone,
  marksOf,
  pastLeavings,
} from './past'
import type { AccessInput, Leaving, Lockbox, Past, SpaceEntry, VoidCode } from './types'

const none = 0n

/** The first lockbox without a leaver, or the leaving itself in its own space: where the leaver's log ends. */
interface Frontier {
  readonly entryId: EntryRef
  readonly leaving: Leaving
}

/**
 * The entries of a space that are void, with the reason (rules.md A1-A8; docs/access.md, "Leaving").
 *
 * The answer depends on the set of entries alone. First each entry is judged by its own past; only
 * then the cuts are made, by frontiers that were not void in that first judgement. So of two
 * rotations that cross, each without the other's author, both cut.
 */
export const judgeStanding = (input: AccessInput): ReadonlyMap<EntryRef, VoidCode> => {
  const concerned = { ...input, leavings: leavingsConcerning(input) }
  const { voids, frontiers, past } = judgeByPast(concerned)
  cutLogs(concerned, past, frontiers, voids)
  return voids
}

/** The leavings of those who wrote here or were given a key: a long-lived committee knows many more. */
const leavingsConcerning = ({ entries, devices, leavings }: AccessInput): readonly Leaving[] => {
  const memberOf = new Map(devices.map(({ deviceId, memberId }) => [deviceId, memberId]))
  const here = new Set<string | null>()
  for (const { deviceId, by, lockbox } of entries) {
    here.add(deviceId).add(by)
    if (lockbox) here.add(lockbox.recipient).add(memberOf.get(lockbox.recipient) ?? null)
  }
  return leavings.filter(({ deviceId, memberId }) => here.has(deviceId ?? memberId))
}

/** What an entry had seen of this space's lockboxes, as bits. */
interface Seen {
  /** Members for whom there was a valid lockbox. */
  readonly granted: bigint
  /** Lockboxes, valid or void, for devices that leave: one bit for each device and epoch. */
  readonly held: bigint
  /** Leavings for which there was a frontier. */
  readonly cut: bigint
}

const judgeByPast = (input: AccessInput) => {
  const { space, entries, leavings } = input
  const past = pastLeavings(entries, marksOf(leavings, input.entitlements), input.wider)
  const memberOf = new Map(input.devices.map(({ deviceId, memberId }) => [deviceId, memberId]))
  const ownLeavings = new Map(
    leavings.filter((leaving) => leaving.space === space).map((one) => [one.entryId, one]),
  )
  const bitOf = bitsByKey()
  const heldBitsOf = leavings.map(() => new Map<string, bigint>())
  const voids = new Map<EntryRef, VoidCode>()
  const frontiers: Frontier[] = []
  const seenBy = new Map<EntryRef, Seen>()

  const isKnown = (marks: bigint, leaving: Leaving): boolean =>
    knowsLeaving(marks, past, leaving, voids)
  const hasLeft = (marks: bigint, deviceId: string, memberId: MemberId | null): boolean =>
    leavings.some((one) => isLeavingOf(one, deviceId, memberId) && isKnown(marks, one))
  const isGranted = (seen: Seen, memberId: MemberId): boolean =>
    (seen.granted & bitOf(memberId)) !== none

  const mayBeGiven = (marks: bigint, seen: Seen, memberId: MemberId): boolean =>
    input.entitlements.some(
      (ground) =>
        ground.memberId === memberId &&
        (ground.seen === null || hasMark(marks, past, ground.seen)) &&
        (isGranted(seen, memberId) || !ground.outdatedBy.some((id) => hasMark(marks, past, id))),
    )

  const judge = (entry: SpaceEntry, marks: bigint, seen: Seen): VoidCode | null => {
    const { by, deviceId, lockbox } = entry
    if (entry.isForkVoid) return 'entry/forked'
    if (by === null) return 'entry/unknown-author'
    if (hasLeft(marks, deviceId, by)) return 'entry/author-left'
    const isCreation =
      lockbox?.recipient === deviceId && !citedBy(entry).some((id) => seenBy.has(id))
    if (isCreation) {
      return input.entitlements.some(({ memberId }) => memberId === by)
        ? null
        : 'lockbox/not-cleared'
    }
    if (!isGranted(seen, by)) return 'entry/author-not-cleared'
    if (!lockbox) {
      const { epochKeyId } = entry
      const isSealedToOneWhoLeft = leavings.some(
        (leaving, at) =>
          ((heldBitsOf[at]?.get(epochKeyId ?? '') ?? none) & seen.held) !== none &&
          isKnown(marks, leaving),
      )
      return isSealedToOneWhoLeft ? 'entry/sealed-to-one-who-left' : null
    }
    const memberId = memberOf.get(lockbox.recipient) ?? null
    if (hasLeft(marks, lockbox.recipient, memberId)) return 'lockbox/after-leaving'
    if (memberId === null || !mayBeGiven(marks, seen, memberId)) return 'lockbox/not-cleared'
    return null
  }

  /** The lockbox's own bit when its recipient is one who leaves. */
  const holdsAs = ({ recipient, epochKeyId }: Lockbox): bigint => {
    const memberId = memberOf.get(recipient) ?? null
    let held = none
    for (const [at, leaving] of leavings.entries()) {
      if (!isLeavingOf(leaving, recipient, memberId)) continue
      held = bitOf(`${recipient}/${epochKeyId}`)
      const bits = heldBitsOf[at]
      bits?.set(epochKeyId, (bits.get(epochKeyId) ?? none) | held)
    }
    return held
  }

  /** The leavings for which a lockbox is the first of an epoch without the leaver. */
  const cutsAs = (entry: SpaceEntry, lockbox: Lockbox, marks: bigint, seen: Seen): bigint => {
    let cut = none
    for (const [at, leaving] of leavings.entries()) {
      const bit = bitOf(`cut/${leaving.entryId}`)
      const wasHeld = ((heldBitsOf[at]?.get(lockbox.epochKeyId) ?? none) & seen.held) !== none
      if ((seen.cut & bit) !== none || wasHeld || !isKnown(marks, leaving)) continue
      frontiers.push({ entryId: entry.id, leaving })
      cut |= bit
    }
    return cut
  }

  for (const entry of entries) {
    const seen = union(citedBy(entry).map((id) => seenBy.get(id)))
    const marks = past.before(entry.id)
    const code = judge(entry, marks, seen)
    if (code) voids.set(entry.id, code)
    const leaving = ownLeavings.get(entry.id)
    if (leaving && !code) frontiers.push({ entryId: entry.id, leaving })
    const { lockbox } = entry
    if (!lockbox) {
      seenBy.set(entry.id, seen)
      continue
    }
    const memberId = memberOf.get(lockbox.recipient)
    seenBy.set(entry.id, {
      granted: seen.granted | (code || !memberId ? none : bitOf(memberId)),
      cut: seen.cut | (code ? none : cutsAs(entry, lockbox, marks, seen)),
      held: seen.held | holdsAs(lockbox),
    })
  }
  return { voids, frontiers, past }
}

/**
 * Facts that take nothing but their author's own access. They are never cut: who recused themselves
 * while others left them out has recused themselves when they are told again.
 */
const endsOwnAccess = ({ kind, content }: SpaceEntry): boolean => {
  switch (kind) {
    case 'access.left':
    case 'matter.left':
    case 'member.resigned':
      return true
    case 'conflict.declared':
      return (content as { readonly answer?: unknown } | null)?.answer === 'conflict'
    default:
      return false
  }
}

/** Voids what a leaver entered outside the past of a frontier, whatever it claims to have seen. */
const cutLogs = (
  { space, entries, leavings }: AccessInput,
  past: Past,
  frontiers: readonly Frontier[],
  voids: Map<EntryRef, VoidCode>,
): void => {
  if (frontiers.length === 0) return
  const bitsAt = new Map<EntryRef, bigint>()
  for (const [at, { entryId }] of frontiers.entries()) {
    bitsAt.set(entryId, (bitsAt.get(entryId) ?? none) | (1n << BigInt(at)))
  }
  const isLeavingHere = new Set(
    leavings.filter((leaving) => leaving.space === space).map(({ entryId }) => entryId),
  )
  /** The frontiers that have an entry in their past. */
  const reaching = new Map<EntryRef, bigint>()
  for (const entry of entries.toReversed()) {
    const reached = (reaching.get(entry.id) ?? none) | (bitsAt.get(entry.id) ?? none)
    for (const id of citedBy(entry)) reaching.set(id, (reaching.get(id) ?? none) | reached)
    // Leavings that cross both stand, and what was void stays so for its first reason.
    if (voids.has(entry.id) || isLeavingHere.has(entry.id) || endsOwnAccess(entry)) continue
    const isCut = frontiers.some(
      ({ leaving }, at) =>
        isLeavingOf(leaving, entry.deviceId, entry.by) &&
        (reached & (1n << BigInt(at))) === none &&
        !knowsUndone(past.before(entry.id), past, leaving, voids),
    )
    if (isCut) voids.set(entry.id, 'entry/after-cut')
  }
}

const union = (all: readonly (Seen | undefined)[]): Seen => {
  let granted = none
  let held = none
  let cut = none
  for (const seen of all) {
    if (!seen) continue
    granted |= seen.granted
    held |= seen.held
    cut |= seen.cut
  }
  return { granted, held, cut }
}

/** One bit for each key, given out as they come. */
const bitsByKey = (): ((key: string) => bigint) => {
  const bits = new Map<string, bigint>()
  return (key) => {
    const known = bits.get(key)
    if (known !== undefined) return known
    const bit = 1n << BigInt(bits.size)
    bits.set(key, bit)
    return bit
  }
}
