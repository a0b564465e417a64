import type { MemberId } from '../terms'
import { isLeavingOf } from './past'
import {
  type AccessInput,
  boxRefOf,
  type Entitlement,
  type Grant,
  type JudgedRef,
  type KnownDevice,
  type Leaving,
  type SpaceEntry,
} from './types'

/** What `judgeStanding` answered for the same input. */
export type Voids = ReadonlyMap<JudgedRef, unknown>

/** The devices to which a lockbox validly gives its key; none for what is void or no lockbox. */
export const standingRecipients = (
  { id, lockbox }: Pick<SpaceEntry, 'id' | 'lockbox'>,
  voids: Voids,
): readonly string[] =>
  !lockbox || voids.has(id)
    ? []
    : lockbox.recipients.filter((recipient) => !voids.has(boxRefOf(id, recipient)))

/** The valid boxes: who was given which key, when and by whom, in causal order. */
export const grantsOf = ({ entries, devices }: AccessInput, voids: Voids): readonly Grant[] => {
  const memberOf = new Map(devices.map(({ deviceId, memberId }) => [deviceId, memberId]))
  return entries.flatMap((entry) => {
    const { id, lockbox, by, atMs } = entry
    if (!lockbox || by === null) return []
    const { epochKeyId, epochNumber } = lockbox
    return standingRecipients(entry, voids).flatMap((deviceId) => {
      const memberId = memberOf.get(deviceId)
      if (memberId === undefined) return []
      return { entryId: id, memberId, deviceId, epochKeyId, epochNumber, sinceMs: atMs, by }
    })
  })
}

/** Whether a leaving stands: neither undone nor void. Members and devices that left stay out until it is undone. */
const stands = (leaving: Leaving, voids: Voids): boolean =>
  leaving.undone === undefined && !voids.has(leaving.entryId)

const hasLeft = (input: AccessInput, voids: Voids, deviceId: string, memberId: string): boolean =>
  input.leavings.some((one) => isLeavingOf(one, deviceId, memberId) && stands(one, voids))

/** Outdated grounds keep the access of who has it; they give none (docs/access.md, "Spaces"). */
const isOutdated = ({ outdatedBy }: Entitlement): boolean => outdatedBy.length > 0

const present = ({ entitlements, leavings }: AccessInput, voids: Voids) =>
  entitlements.filter(
    ({ memberId }) => !leavings.some((one) => one.memberId === memberId && stands(one, voids)),
  )

/** Members that may read the space: granted access on a ground that holds, and not gone since. */
export const readersOf = (input: AccessInput, voids: Voids): ReadonlySet<MemberId> => {
  const granted = new Set(grantsOf(input, voids).map(({ memberId }) => memberId))
  return new Set(
    present(input, voids)
      .map(({ memberId }) => memberId)
      .filter((memberId) => granted.has(memberId)),
  )
}

/** Members that may be granted access and have not been: whoever may write can make their first lockbox. */
export const grantableOf = (input: AccessInput, voids: Voids): ReadonlySet<MemberId> => {
  const granted = new Set(grantsOf(input, voids).map(({ memberId }) => memberId))
  return new Set(
    present(input, voids)
      .filter((ground) => !isOutdated(ground) && !granted.has(ground.memberId))
      .map(({ memberId }) => memberId),
  )
}

/** The devices of current readers that are live and have not left. */
export const readingDevices = (input: AccessInput, voids: Voids): readonly KnownDevice[] => {
  const readers = readersOf(input, voids)
  return input.devices.filter(
    ({ deviceId, memberId, isLive }) =>
      isLive && readers.has(memberId) && !hasLeft(input, voids, deviceId, memberId),
  )
}

/**
 * Whether a device may hold a key of an epoch that is written under: it has not left, and its member
 * reads the space or may be granted access to it.
 */
export const createMayHold = (
  input: AccessInput,
  voids: Voids,
): ((deviceId: string) => boolean) => {
  const readers = readersOf(input, voids)
  const grantable = grantableOf(input, voids)
  const memberOf = new Map(input.devices.map(({ deviceId, memberId }) => [deviceId, memberId]))
  return (deviceId) => {
    const memberId = memberOf.get(deviceId)
    if (memberId === undefined || hasLeft(input, voids, deviceId, memberId)) return false
    return readers.has(memberId) || grantable.has(memberId)
  }
}
