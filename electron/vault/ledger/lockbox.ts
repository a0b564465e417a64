import { err, ok, type Result } from '../../../shared/errors/result'
import {
  bytesToId,
  type DeviceId,
  type EpochRef,
  idToBytes,
  type KeyId,
  type SpaceId,
} from '../../../shared/formats/ledger-ids'
import { encodeLockbox, type Lockbox, type Predecessor } from '../../../shared/formats/lockbox'
import { type Bytes, concatBytes, utf8 } from '../../../shared/util/bytes'
import { deriveKey } from '../crypto/hash'
import { boxTo, type KeyPair, openBox, randomBytes, wipe } from '../crypto/keys'
import { keyBytes, open, seal } from '../crypto/seal'

/** An epoch's key with what entries cite of it. */
export interface EpochKey {
  readonly epoch: EpochRef
  /** Wipe when the vault locks. */
  readonly key: Bytes
}

const keyIdLabel = 'conclave/epoch-key-id/v1'
const predecessorLabel = utf8('conclave/epoch-predecessor/v1\0')

/**
 * 16 bytes that name the key of a space's epoch and tell nothing of it. A key that is moved to another space or
 * number does not have the name there: none can be found without knowing the key.
 */
export const keyIdOf = (space: SpaceId, number: number, key: Uint8Array): KeyId => {
  const context = concatBytes(idToBytes(space), utf8(`${number}`))
  return bytesToId(deriveKey(key, keyIdLabel, context).subarray(0, 16))
}

export const makeEpochKey = (space: SpaceId, number: number): EpochKey => {
  const key = randomBytes(keyBytes)
  return { epoch: { number, keyId: keyIdOf(space, number, key) }, key }
}

const predecessorContext = (space: SpaceId, newer: EpochRef, older: EpochRef): Bytes =>
  concatBytes(
    predecessorLabel,
    idToBytes(space),
    idToBytes(newer.keyId),
    idToBytes(older.keyId),
    utf8(`${newer.number}/${older.number}`),
  )

/** Each epoch key wraps its predecessor: who is given the newest reads everything. */
export const wrapPredecessor = (space: SpaceId, newer: EpochKey, older: EpochKey): Predecessor => ({
  epoch: older.epoch,
  wrapped: seal(newer.key, older.key, predecessorContext(space, newer.epoch, older.epoch)),
})

/** @returns the older key, or `null` when the bytes were not wrapped under this key for this space. */
export const unwrapPredecessor = (
  space: SpaceId,
  newer: EpochKey,
  predecessor: Predecessor,
): EpochKey | null => {
  const key = open(
    newer.key,
    predecessor.wrapped,
    predecessorContext(space, newer.epoch, predecessor.epoch),
  )
  const { number, keyId } = predecessor.epoch
  if (key === null || keyIdOf(space, number, key) !== keyId) return null
  return { epoch: predecessor.epoch, key }
}

/** A device that an epoch key is for. */
export interface Recipient {
  readonly device: DeviceId
  /** X25519. */
  readonly boxKey: Uint8Array
}

/** The epoch key for some devices, as the body of a lockbox entry. */
export const sealLockbox = (
  { epoch, key }: EpochKey,
  predecessors: readonly Predecessor[],
  recipients: readonly Recipient[],
): Bytes =>
  encodeLockbox({
    epoch,
    predecessors,
    boxes: recipients.map(({ device, boxKey }) => ({ device, box: boxTo(boxKey, key) })),
  })

export type OpenLockboxFailure =
  /** It is addressed to this device and does not open: damaged, or made for other keys. */
  | { readonly code: 'lockbox/does-not-open' }
  /** The key inside is not the one that it names: moved from another space or epoch, or a lie. */
  | { readonly code: 'lockbox/misaddressed' }

/**
 * @returns the epoch key, or `null` when no box is addressed to this device. A box that is ours but does
 * not open is an error, never `null`.
 */
export const openLockbox = (
  space: SpaceId,
  device: DeviceId,
  boxKeys: KeyPair,
  { epoch, boxes }: Lockbox,
): Result<EpochKey | null, OpenLockboxFailure> => {
  const own = boxes.find((one) => one.device === device)
  if (!own) return ok(null)
  const key = openBox(boxKeys, own.box)
  if (key === null) return err({ code: 'lockbox/does-not-open' })
  if (keyIdOf(space, epoch.number, key) === epoch.keyId) return ok({ epoch, key })
  wipe(key)
  return err({ code: 'lockbox/misaddressed' })
}
