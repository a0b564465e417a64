import { err, ok, type Result, unwrap } from '../../../shared/errors/result'
import { type CborValue, decodeCbor, encodeCbor } from '../../../shared/formats/cbor'
import {
  type DeviceId,
  type EpochRef,
  idToBytes,
  type PartId,
  type SpaceId,
} from '../../../shared/formats/ledger-ids'
import {
  encodePart,
  maxPartPlaintextBytes,
  type Part,
  type PartKeyWrap,
  type PartKind,
  parsePart,
  partIdOf,
} from '../../../shared/formats/part'
import { type Bytes, concatBytes, utf8 } from '../../../shared/util/bytes'
import { hash256 } from '../crypto/hash'
import { boxTo, type KeyPair, openBox, randomBytes, wipe } from '../crypto/keys'
import { pad, unpad } from '../crypto/pad'
import { keyBytes, open, seal } from '../crypto/seal'

/** Who can open a part: every reader of the space, or named devices only. */
export type PartReaders =
  | { readonly kind: 'epoch'; readonly epoch: EpochRef; readonly key: Uint8Array }
  | {
      readonly kind: 'devices'
      readonly devices: readonly { readonly device: DeviceId; readonly boxKey: Uint8Array }[]
    }

export interface SealedPart {
  readonly id: PartId
  readonly bytes: Bytes
}

export interface PartTooLarge {
  readonly code: 'part/too-large'
  readonly limitBytes: number
}

const contentLabel = utf8('conclave/part-content/v1\0')
const keyLabel = utf8('conclave/part-key/v1\0')

const paddingBlockBytes = 64

const contextOf = (label: Uint8Array, space: SpaceId, kind: PartKind): Bytes =>
  concatBytes(label, idToBytes(space), utf8(kind))

/**
 * Seals a value under a random key of its own, and that key to the readers. Named devices are 1 to
 * `maxDeviceBoxes`, each once.
 */
export const sealPart = (
  space: SpaceId,
  kind: PartKind,
  value: unknown,
  readers: PartReaders,
): Result<SealedPart, PartTooLarge> => {
  const plaintext = encodeCbor(value as CborValue)
  if (plaintext.length > maxPartPlaintextBytes) {
    return err({ code: 'part/too-large', limitBytes: maxPartPlaintextBytes })
  }
  const padded = pad(plaintext, paddingBlockBytes)
  const key = randomBytes(keyBytes)
  const salt = randomBytes(32)
  const ciphertext = seal(key, padded, contextOf(contentLabel, space, kind))
  const part: Part = { kind, salt, ciphertext, key: wrapKey(space, kind, key, salt, readers) }
  wipe(plaintext, padded, key)
  const bytes = encodePart(part)
  // What could not be read again is never handed out.
  unwrap(parsePart(bytes))
  return ok({ id: partIdOf(salt, ciphertext, hash256), bytes })
}

/** What the wrapped key is bound to, so that it passes for no other epoch's, space's, kind's or part's. */
const wrapContext = (space: SpaceId, kind: PartKind, salt: Uint8Array, epoch: EpochRef): Bytes =>
  concatBytes(
    contextOf(keyLabel, space, kind),
    salt,
    encodeCbor([epoch.number, idToBytes(epoch.keyId)]),
  )

const wrapKey = (
  space: SpaceId,
  kind: PartKind,
  key: Uint8Array,
  salt: Uint8Array,
  readers: PartReaders,
): PartKeyWrap =>
  readers.kind === 'epoch'
    ? {
        kind: 'epoch',
        epoch: readers.epoch,
        wrapped: seal(readers.key, key, wrapContext(space, kind, salt, readers.epoch)),
      }
    : {
        kind: 'devices',
        boxes: readers.devices.map(({ device, boxKey }) => ({ device, box: boxTo(boxKey, key) })),
      }

export type OpenPartFailure =
  /** No key of this device opens it. */
  { readonly code: 'part/not-a-reader' } | { readonly code: 'part/does-not-open' }

export interface PartKeys {
  readonly device: DeviceId
  readonly boxKeys: KeyPair
  readonly keyFor: (number: number, keyId: string) => Uint8Array | null
}

/** The value inside a part of this space. */
export const openPart = (
  space: SpaceId,
  part: Part,
  keys: PartKeys,
): Result<unknown, OpenPartFailure> => {
  const key = unwrapPartKey(space, part, keys)
  return key === null ? err({ code: 'part/not-a-reader' }) : openPartWith(space, part, key)
}

/** The same with the part's own key, which is wiped. */
export const openPartWith = (
  space: SpaceId,
  part: Part,
  key: Uint8Array,
): Result<unknown, OpenPartFailure> => {
  const padded = open(key, part.ciphertext, contextOf(contentLabel, space, part.kind))
  const plaintext = padded && unpad(padded, paddingBlockBytes)
  const decoded = plaintext && decodeCbor(plaintext, maxPartPlaintextBytes)
  wipe(key, padded, plaintext)
  return decoded?.ok ? ok(decoded.value) : err({ code: 'part/does-not-open' })
}

/** A part's own key; `null` when nothing here opens it. Wipe it after use. */
export const unwrapPartKey = (space: SpaceId, part: Part, keys: PartKeys): Bytes | null => {
  if (part.key.kind === 'epoch') {
    const epochKey = keys.keyFor(part.key.epoch.number, part.key.epoch.keyId)
    return (
      epochKey &&
      open(epochKey, part.key.wrapped, wrapContext(space, part.kind, part.salt, part.key.epoch))
    )
  }
  const mine = part.key.boxes.find(({ device }) => device === keys.device)
  return mine ? openBox(keys.boxKeys, mine.box) : null
}

/** Whether the bytes are those that an entry cites by this id. */
export const isPartOf = (part: Part, id: PartId): boolean =>
  partIdOf(part.salt, part.ciphertext, hash256) === id
