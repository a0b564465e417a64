import type { EntryRef, MemberId } from '../terms'
import { cutLogs, type Frontier } from './cut-logs'
import { citedBy, hasMark, isLeavingOf, knowsLeaving, marksOf, pastLeavings } from './past'
import {
  type AccessInput,
  boxRefOf,
  type JudgedRef,
  type Leaving,
  type Lockbox,
  type SpaceEntry,
  type VoidCode,
} from './types'

const none = 0n

/**
 * The entries of a space that are void, with the reason (rules.md A1-A8, A14; docs/access.md, "Leaving"), and the
 * void boxes of lockboxes that stand.
 *
 * The answer depends on the set of entries alone. First each entry is judged by its own past; only
 * then the cuts are made, by frontiers that were not void in that first judgement. So of two
 * rotations that cross, each without the other's author, both cut.
 */
export const judgeStanding = (input: AccessInput): ReadonlyMap<JudgedRef, VoidCode> => {
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
    for (const recipient of lockbox?.recipients ?? [])
      here.add(recipient).add(memberOf.get(recipient) ?? null)
  }
  return leavings.filter(({ deviceId, memberId }) => here.has(deviceId ?? memberId))
}

/** What an entry had seen of this space's lockboxes, as bits. */
interface Seen {
  /** Members for whom there was a valid box. */
  readonly granted: bigint
  /** Boxes, valid or void, for devices that leave: one bit for each device and epoch. */
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
  const voids = new Map<JudgedRef, VoidCode>()
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

  /** The space's first lockbox, made by its author for themselves. */
  const isCreation = (entry: SpaceEntry): boolean =>
    (entry.lockbox?.recipients.includes(entry.deviceId) ?? false) &&
    !citedBy(entry).some((id) => seenBy.has(id))

  const judgeAuthor = (entry: SpaceEntry, marks: bigint, seen: Seen): VoidCode | null => {
    const { by, deviceId } = entry
    if (entry.isForkVoid) return 'entry/forked'
    if (by === null) return 'entry/unknown-author'
    if (hasLeft(marks, deviceId, by)) return 'entry/author-left'
    if (isGranted(seen, by)) return null
    if (!isCreation(entry)) return 'entry/author-not-cleared'
    return input.entitlements.some(({ memberId }) => memberId === by) ? null : 'lockbox/not-cleared'
  }

  const judgeFact = ({ epochKeyId }: SpaceEntry, marks: bigint, seen: Seen): VoidCode | null => {
    const isSealedToOneWhoLeft = leavings.some(
      (leaving, at) =>
        ((heldBitsOf[at]?.get(epochKeyId ?? '') ?? none) & seen.held) !== none &&
        isKnown(marks, leaving),
    )
    return isSealedToOneWhoLeft ? 'entry/sealed-to-one-who-left' : null
  }

  const judgeBox = (recipient: string, marks: bigint, seen: Seen): VoidCode | null => {
    const memberId = memberOf.get(recipient) ?? null
    if (hasLeft(marks, recipient, memberId)) return 'lockbox/after-leaving'
    if (memberId === null || !mayBeGiven(marks, seen, memberId)) return 'lockbox/not-cleared'
    return null
  }

  /**
   * Each box alone: one that is void takes nothing from the others. A lockbox of void boxes only is void,
   * as its first box is.
   *
   * @returns the members whom it grants access, as bits; `null` for a void lockbox
   */
  const judgeBoxes = (
    entry: SpaceEntry,
    { recipients }: Lockbox,
    marks: bigint,
    seen: Seen,
  ): bigint | null => {
    const isFirst = isCreation(entry) && entry.by !== null
    const known = isFirst ? { ...seen, granted: seen.granted | bitOf(entry.by) } : seen
    const refused: (readonly [string, VoidCode])[] = []
    let granted = none
    for (const recipient of recipients) {
      const isOwn = isFirst && recipient === entry.deviceId
      const code = isOwn ? null : judgeBox(recipient, marks, known)
      if (code) refused.push([recipient, code])
      else granted |= bitOf(memberOf.get(recipient) as MemberId)
    }
    const [first] = refused
    if (first && refused.length === recipients.length) {
      voids.set(entry.id, first[1])
      return null
    }
    for (const [recipient, code] of refused) voids.set(boxRefOf(entry.id, recipient), code)
    return granted
  }

  /** The bits of a lockbox's boxes for those who leave. */
  const holdsAs = ({ recipients, epochKeyId }: Lockbox): bigint => {
    let held = none
    for (const recipient of recipients) {
      const memberId = memberOf.get(recipient) ?? null
      for (const [at, leaving] of leavings.entries()) {
        if (!isLeavingOf(leaving, recipient, memberId)) continue
        const bit = bitOf(`${recipient}/${epochKeyId}`)
        const bits = heldBitsOf[at]
        bits?.set(epochKeyId, (bits.get(epochKeyId) ?? none) | bit)
        held |= bit
      }
    }
    return held
  }

  /**
   * The leavings for which an entry is the first lockbox of an epoch without the leaver, or the first fact
   * under one that was there already.
   *
   * @param held boxes that it had seen or holds itself
   */
  const cutsAs = (
    { id }: SpaceEntry,
    epochKeyId: string,
    marks: bigint,
    seen: Seen,
    held: bigint,
  ): bigint => {
    let cut = none
    for (const [at, leaving] of leavings.entries()) {
      const bit = bitOf(`cut/${leaving.entryId}`)
      const isHeld = ((heldBitsOf[at]?.get(epochKeyId) ?? none) & held) !== none
      if ((seen.cut & bit) !== none || isHeld || !isKnown(marks, leaving)) continue
      frontiers.push({ entryId: id, leaving })
      cut |= bit
    }
    return cut
  }

  const judgeLockbox = (
    entry: SpaceEntry,
    lockbox: Lockbox,
    marks: bigint,
    seen: Seen,
    isAuthorVoid: boolean,
  ): Seen => {
    const granted = isAuthorVoid ? null : judgeBoxes(entry, lockbox, marks, seen)
    const held = seen.held | holdsAs(lockbox)
    if (granted === null) return { ...seen, held }
    const cut = cutsAs(entry, lockbox.epochKeyId, marks, seen, held)
    return { granted: seen.granted | granted, cut: seen.cut | cut, held }
  }

  const judgeCut = (entry: SpaceEntry, marks: bigint, seen: Seen): Seen => {
    const cut = cutsAs(entry, entry.epochKeyId ?? '', marks, seen, seen.held)
    return cut === none ? seen : { ...seen, cut: seen.cut | cut }
  }

  for (const entry of entries) {
    const seen = union(citedBy(entry).map((id) => seenBy.get(id)))
    const marks = past.before(entry.id)
    const { lockbox } = entry
    const code = judgeAuthor(entry, marks, seen) ?? (lockbox ? null : judgeFact(entry, marks, seen))
    if (code) voids.set(entry.id, code)
    const leaving = ownLeavings.get(entry.id)
    if (leaving && !code) frontiers.push({ entryId: entry.id, leaving })
    if (lockbox) seenBy.set(entry.id, judgeLockbox(entry, lockbox, marks, seen, code !== null))
    else seenBy.set(entry.id, code === null ? judgeCut(entry, marks, seen) : seen)
  }
  return { voids, frontiers, past }
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
