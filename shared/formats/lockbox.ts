import { err, ok, type Result } from '../errors/result'
import { type Bytes, compareBytes } from '../util/bytes'
import { z } from '../util/schema'
import { type CborValue, decodeCbor, encodeCbor } from './cbor'
import { type DeviceBox, DeviceBoxesWire, toDeviceBoxes, wireDeviceBoxes } from './device-boxes'
import { bytesToId, type EpochRef, idToBytes, type KeyId } from './ledger-ids'
import { fixedBytes, uint } from './wire'

/**
 * A space's epoch key for some devices (docs/formats.md, "Lockbox"): for all readers' when the epoch is
 * made, later for one that lacks it. It is the body of an entry of that space, in the clear but for the keys:
 *
 *     lockbox      = [ version, epoch number, key id (16), predecessors, boxes ]
 *     predecessors = [ [ key id (16), number, key sealed under this epoch's key ], … ]
 *
 * The key id is made of the key, the space and the number, so that a box says where it belongs.
 */
export const lockboxVersion = 1
/** One with all its boxes and predecessors has 13.9 kB. */
export const maxLockboxBytes = 16_384
export const maxPredecessors = 16

export interface Predecessor {
  readonly epoch: EpochRef
  readonly wrapped: Uint8Array
}

export interface Lockbox {
  readonly epoch: EpochRef
  /**
   * Epochs before, so that who is cleared reads everything: none in the first, several after
   * rotations that crossed.
   */
  readonly predecessors: readonly Predecessor[]
  readonly boxes: readonly DeviceBox[]
}

export interface LockboxMalformed {
  readonly code: 'lockbox/malformed'
}

const malformed = err({ code: 'lockbox/malformed' } as const)

/** A 32-byte key, sealed (24 + 32 + 32 + 16). */
const wrappedKeyBytes = 104

const PredecessorWire = z.tuple([fixedBytes(16), uint, fixedBytes(wrappedKeyBytes)])
type Wired = readonly [keyId: Uint8Array, number: number, wrapped: Uint8Array]
const byKeyId = ([a]: Wired, [b]: Wired): number => compareBytes(a, b)

const Wire = z.tuple([
  z.literal(lockboxVersion),
  uint,
  fixedBytes(16),
  z
    .array(PredecessorWire)
    .max(maxPredecessors)
    .refine((all) => all.every((one, i) => i === 0 || byKeyId(all[i - 1] as Wired, one) < 0)),
  DeviceBoxesWire,
])

export const encodeLockbox = ({ epoch, predecessors, boxes }: Lockbox): Bytes =>
  encodeCbor([
    lockboxVersion,
    epoch.number,
    idToBytes(epoch.keyId),
    predecessors
      .map(({ epoch: older, wrapped }): Wired => [idToBytes(older.keyId), older.number, wrapped])
      .sort(byKeyId),
    wireDeviceBoxes(boxes),
  ] satisfies CborValue)

export const parseLockbox = (bytes: Uint8Array): Result<Lockbox, LockboxMalformed> => {
  const decoded = decodeCbor(bytes, maxLockboxBytes)
  const parsed = decoded.ok ? Wire.safeParse(decoded.value) : null
  if (!parsed?.success) return malformed
  const [, number, keyId, predecessors, boxes] = parsed.data
  return ok({
    epoch: { number, keyId: bytesToId<KeyId>(keyId) },
    predecessors: predecessors.map(([olderId, olderNumber, wrapped]) => ({
      epoch: { number: olderNumber, keyId: bytesToId<KeyId>(olderId) },
      wrapped,
    })),
    boxes: toDeviceBoxes(boxes),
  })
}
