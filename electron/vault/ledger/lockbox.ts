import { err, ok, type Result } from '../../../shared/errors/result'
import {
  bytesToId,
  type DeviceId,
  type EpochRef,
  idToBytes,
  type KeyId,
  type SpaceId,
} from '../../../shared/formats/ledger-ids'
import {
  encodeLockbox,
  encodeLockboxSecret,
  type Lockbox,
  type Predecessor,
  parseLockboxSecret,
} from '../../../shared/formats/lockbox'
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

/** 16 bytes that name a key and tell nothing of it. */
export const keyIdOf = (key: Uint8Array): KeyId =>
  bytesToId(deriveKey(key, keyIdLabel).subarray(0, 16))

export const makeEpochKey = (number: number): EpochKey => {
  const key = randomBytes(keyBytes)
  return { epoch: { number, keyId: keyIdOf(key) }, key }
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
  if (key === null || keyIdOf(key) !== predecessor.epoch.keyId) return null
  return { epoch: predecessor.epoch, key }
}

/** The epoch key for one device, as the body of a lockbox entry. */
export const sealLockbox = (
  space: SpaceId,
  recipient: DeviceId,
  recipientBoxKey: Uint8Array,
  epochKey: EpochKey,
  predecessor: Predecessor | null,
): Bytes => {
  const secret = encodeLockboxSecret({ space, recipient, epoch: epochKey.epoch, key: epochKey.key })
  const box = boxTo(recipientBoxKey, secret)
  wipe(secret)
  return encodeLockbox({ recipient, epoch: epochKey.epoch, box, predecessor })
}

export type OpenLockboxFailure =
  /** It is addressed to this device and does not open: damaged, or made for other keys. */
  | { readonly code: 'lockbox/does-not-open' }
  /** What is inside is not what it says outside: moved from another space, epoch or reader. */
  | { readonly code: 'lockbox/misaddressed' }

/**
 * @returns the epoch key, or `null` when the lockbox is not addressed to this device. A lockbox that is
 * ours but does not open is an error, never `null`.
 */
export const openLockbox = (
  space: SpaceId,
  device: DeviceId,
  boxKeys: KeyPair,
  lockbox: Lockbox,
): Result<EpochKey | null, OpenLockboxFailure> => {
  if (lockbox.recipient !== device) return ok(null)
  const bytes = openBox(boxKeys, lockbox.box)
  if (bytes === null) return err({ code: 'lockbox/does-not-open' })
  const secret = parseLockboxSecret(bytes)
  if (!secret.ok) return err({ code: 'lockbox/does-not-open' })
  const { key, epoch } = secret.value
  const isAddressed =
    secret.value.space === space &&
    secret.value.recipient === device &&
    epoch.number === lockbox.epoch.number &&
    epoch.keyId === lockbox.epoch.keyId &&
    keyIdOf(key) === epoch.keyId
  return isAddressed ? ok({ epoch, key: key as Bytes }) : err({ code: 'lockbox/misaddressed' })
}
