import { err, ok, type Result } from '../errors/result'
import type { Bytes } from '../util/bytes'
import { z } from '../util/schema'
import { type CborValue, decodeCbor, encodeCbor } from './cbor'
import {
  bytesToId,
  type DeviceId,
  type EpochRef,
  idToBytes,
  type KeyId,
  type SpaceId,
} from './ledger-ids'
import { bytesBetween, fixedBytes, uint } from './wire'

/**
 * A space's epoch key for one device (docs/formats.md, "Lockbox"). It is the body of an entry of that
 * space, in the clear but for its content:
 *
 *     lockbox = [ version, recipient device (32), epoch number, key id (16), box, predecessor / null ]
 *     box     = sealed box of [ space (16), recipient (32), epoch number, key id (16), key (32) ]
 *     predecessor = [ number, key id (16), key sealed under this epoch's key ]
 */
export const lockboxVersion = 1
export const maxLockboxBytes = 2_048

export interface Predecessor {
  readonly epoch: EpochRef
  readonly wrapped: Uint8Array
}

export interface Lockbox {
  readonly recipient: DeviceId
  readonly epoch: EpochRef
  readonly box: Uint8Array
  /** The epoch before, so that who is cleared reads everything; `null` in the first. */
  readonly predecessor: Predecessor | null
}

/** What the box holds: repeated inside, so that it cannot be moved to another space, epoch or reader. */
export interface LockboxSecret {
  readonly space: SpaceId
  readonly recipient: DeviceId
  readonly epoch: EpochRef
  readonly key: Uint8Array
}

export interface LockboxMalformed {
  readonly code: 'lockbox/malformed'
}

const malformed = err({ code: 'lockbox/malformed' } as const)

/** The secret has 104 to 112 bytes, as its number has 1 to 9; the box adds 48. */
const minBoxBytes = 152
const maxBoxBytes = 160
/** A 32-byte key, sealed (24 + 32 + 32 + 16). */
const wrappedKeyBytes = 104

const Wire = z.tuple([
  z.literal(lockboxVersion),
  fixedBytes(32),
  uint,
  fixedBytes(16),
  bytesBetween(minBoxBytes, maxBoxBytes),
  z.tuple([uint, fixedBytes(16), fixedBytes(wrappedKeyBytes)]).nullable(),
])
const SecretWire = z.tuple([fixedBytes(16), fixedBytes(32), uint, fixedBytes(16), fixedBytes(32)])

export const encodeLockbox = ({ recipient, epoch, box, predecessor }: Lockbox): Bytes =>
  encodeCbor([
    lockboxVersion,
    idToBytes(recipient),
    epoch.number,
    idToBytes(epoch.keyId),
    box,
    predecessor === null
      ? null
      : [predecessor.epoch.number, idToBytes(predecessor.epoch.keyId), predecessor.wrapped],
  ] satisfies CborValue)

export const parseLockbox = (bytes: Uint8Array): Result<Lockbox, LockboxMalformed> => {
  const decoded = decodeCbor(bytes, maxLockboxBytes)
  const parsed = decoded.ok ? Wire.safeParse(decoded.value) : null
  if (!parsed?.success) return malformed
  const [, recipient, number, keyId, box, predecessor] = parsed.data
  return ok({
    recipient: bytesToId<DeviceId>(recipient),
    epoch: { number, keyId: bytesToId<KeyId>(keyId) },
    box,
    predecessor:
      predecessor === null
        ? null
        : {
            epoch: { number: predecessor[0], keyId: bytesToId<KeyId>(predecessor[1]) },
            wrapped: predecessor[2],
          },
  })
}

export const encodeLockboxSecret = ({ space, recipient, epoch, key }: LockboxSecret): Bytes =>
  encodeCbor([idToBytes(space), idToBytes(recipient), epoch.number, idToBytes(epoch.keyId), key])

export const parseLockboxSecret = (bytes: Uint8Array): Result<LockboxSecret, LockboxMalformed> => {
  const decoded = decodeCbor(bytes, maxLockboxBytes)
  const parsed = decoded.ok ? SecretWire.safeParse(decoded.value) : null
  if (!parsed?.success) return malformed
  const [space, recipient, number, keyId, key] = parsed.data
  return ok({
    space: bytesToId<SpaceId>(space),
    recipient: bytesToId<DeviceId>(recipient),
    epoch: { number, keyId: bytesToId<KeyId>(keyId) },
    key,
  })
}
