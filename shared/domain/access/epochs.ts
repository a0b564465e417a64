import { createMayHold, readingDevices, standingRecipients, type Voids } from './readers'
import type { AccessInput, KnownDevice, Lockbox } from './types'

/** An epoch of a space: its number, and the id of its key, which alone names it. */
export interface EpochName {
  readonly keyId: string
  readonly number: number
}

/** Best first: the highest number, then the lowest key id, so that all vaults prefer the same one. */
const byPreference = (a: EpochName, b: EpochName): number =>
  b.number - a.number || (a.keyId < b.keyId ? -1 : a.keyId > b.keyId ? 1 : 0)

const lockboxesOf = ({ entries }: AccessInput): readonly Lockbox[] =>
  entries.flatMap(({ lockbox }) => (lockbox ? [lockbox] : []))

/** With at least one box that stands. */
const standingLockboxesOf = ({ entries }: AccessInput, voids: Voids): readonly Lockbox[] =>
  entries.flatMap(({ id, lockbox }) => (lockbox && !voids.has(id) ? [lockbox] : []))

/** A device and an epoch of which it was given the key. */
export const boxNameOf = (deviceId: string, epochKeyId: string): string =>
  `${deviceId}/${epochKeyId}`

/** The boxes that stand, by `boxNameOf`. */
export const standingBoxes = ({ entries }: AccessInput, voids: Voids): ReadonlySet<string> =>
  new Set(
    entries.flatMap((entry) =>
      standingRecipients(entry, voids).map((recipient) =>
        boxNameOf(recipient, entry.lockbox?.epochKeyId ?? ''),
      ),
    ),
  )

/** The epochs of which someone was validly given the key. */
const epochsOf = (input: AccessInput, voids: Voids): readonly EpochName[] => {
  const epochs = new Map<string, EpochName>()
  for (const { epochKeyId, epochNumber } of standingLockboxesOf(input, voids)) {
    epochs.set(epochKeyId, { keyId: epochKeyId, number: epochNumber })
  }
  return [...epochs.values()].sort(byPreference)
}

/**
 * The epochs that may be written under, best first: those of which no device that may not read the
 * space has a box, not even a void one. A vault takes the first whose key it has.
 */
export const writableEpochs = (input: AccessInput, voids: Voids): readonly EpochName[] => {
  const mayHold = createMayHold(input, voids)
  const exposed = new Set(
    lockboxesOf(input)
      .filter(({ recipients }) => !recipients.every(mayHold))
      .map(({ epochKeyId }) => epochKeyId),
  )
  return epochsOf(input, voids).filter(({ keyId }) => !exposed.has(keyId))
}

/** Every epoch that stands, best first: those that may be written under before the others. */
export const epochsInOrder = (input: AccessInput, voids: Voids): readonly EpochName[] => {
  const writable = new Set(writableEpochs(input, voids).map(({ keyId }) => keyId))
  const all = epochsOf(input, voids)
  return [
    ...all.filter(({ keyId }) => writable.has(keyId)),
    ...all.filter(({ keyId }) => !writable.has(keyId)),
  ]
}

/** Whether a new epoch has to be made before anything more is written. */
export const isRotationOwed = (input: AccessInput, voids: Voids): boolean =>
  epochsOf(input, voids).length > 0 && writableEpochs(input, voids).length === 0

/**
 * The devices that get a box of a new epoch: the live ones of everyone who reads the space, and
 * the one that makes it, which may be about to be the first.
 */
export const recipientsFor = (
  input: AccessInput,
  voids: Voids,
  self: string,
): readonly KnownDevice[] => {
  const reading = readingDevices(input, voids)
  const own = input.devices.find(({ deviceId }) => deviceId === self)
  return !own || reading.includes(own) ? reading : [own, ...reading]
}

/**
 * Epochs that no later one wraps: with the keys of all of these, every key of the space can be
 * unwrapped. Only a lower number counts as wrapped, so that no two epochs can hide each other.
 */
export const tipEpochs = (input: AccessInput, voids: Voids): readonly EpochName[] => {
  const epochs = epochsOf(input, voids)
  const numberOf = new Map(epochs.map(({ keyId, number }) => [keyId, number]))
  const wrapped = new Set(
    standingLockboxesOf(input, voids).flatMap(({ predecessorKeyIds, epochNumber }) =>
      predecessorKeyIds.filter((keyId) => (numberOf.get(keyId) ?? epochNumber) < epochNumber),
    ),
  )
  return epochs.filter(({ keyId }) => !wrapped.has(keyId))
}

/** Boxes that devices of readers should have and do not: any reader with the key makes them anew. */
export const missingLockboxes = (
  input: AccessInput,
  voids: Voids,
): readonly { readonly device: KnownDevice; readonly epoch: EpochName }[] => {
  const there = standingBoxes(input, voids)
  const tips = tipEpochs(input, voids)
  return readingDevices(input, voids).flatMap((device) =>
    tips
      .filter(({ keyId }) => !there.has(boxNameOf(device.deviceId, keyId)))
      .map((epoch) => ({ device, epoch })),
  )
}
