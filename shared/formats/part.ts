import { err, ok, type Result } from '../errors/result'
import { type Bytes, utf8 } from '../util/bytes'
import { z } from '../util/schema'
import { type CborValue, decodeCbor, encodeCbor } from './cbor'
import { type DeviceBox, DeviceBoxesWire, toDeviceBoxes, wireDeviceBoxes } from './device-boxes'
import {
  bytesToId,
  type EpochRef,
  type Hash256,
  idToBytes,
  type KeyId,
  type PartId,
} from './ledger-ids'
import { bytesBetween, fixedBytes, uint } from './wire'

/**
 * What may have to be erased, on the wire (docs/formats.md, "Part").
 *
 *     part = [ version, kind, salt (32), ciphertext, key ]
 *     key  = [ 0, epoch number, key id (16), wrapped ] / [ 1, [ [ device (32), box ], … ] ]
 *
 * Its id is a hash over salt and ciphertext, which the entry carries. The envelope is in no hash:
 * destroying salt, key and ciphertext leaves the entry's chain as it was and the id meaningless.
 */
export const partVersion = 1
export const maxPartPlaintextBytes = 4_194_304
export const maxPartBytes = maxPartPlaintextBytes + 65_536

export const PartKind = z.enum(['text', 'identity', 'safety', 'attachment'])
export type PartKind = z.infer<typeof PartKind>

export type PartKeyWrap =
  /** For every reader of the space. */
  | { readonly kind: 'epoch'; readonly epoch: EpochRef; readonly wrapped: Uint8Array }
  /** For the named devices only: the reporter's identity. */
  | { readonly kind: 'devices'; readonly boxes: readonly DeviceBox[] }

export interface Part {
  readonly kind: PartKind
  readonly salt: Uint8Array
  readonly ciphertext: Uint8Array
  readonly key: PartKeyWrap
}

export type PartFailure =
  | { readonly code: 'part/malformed' }
  | { readonly code: 'part/too-large'; readonly limitBytes: number }
  | { readonly code: 'part/unknown-version'; readonly version: number }

const label = utf8('conclave/part/v1\0')
const kinds = PartKind.options

export const partIdOf = (salt: Uint8Array, ciphertext: Uint8Array, hash: Hash256): PartId =>
  bytesToId(hash(label, salt, ciphertext))

const encodeKey = (key: PartKeyWrap): CborValue =>
  key.kind === 'epoch'
    ? [0, key.epoch.number, idToBytes(key.epoch.keyId), key.wrapped]
    : [1, wireDeviceBoxes(key.boxes)]

export const encodePart = (part: Part): Bytes =>
  encodeCbor([
    partVersion,
    kinds.indexOf(part.kind),
    part.salt,
    part.ciphertext,
    encodeKey(part.key),
  ])

/** A 32-byte key, sealed (24 + 32 + 32 + 16). */
const wrappedKeyBytes = 104

const Wire = z.tuple([
  z.literal(partVersion),
  uint.max(kinds.length - 1),
  fixedBytes(32),
  bytesBetween(0, maxPartBytes),
  z.union([
    z.tuple([z.literal(0), uint, fixedBytes(16), fixedBytes(wrappedKeyBytes)]),
    z.tuple([z.literal(1), DeviceBoxesWire]),
  ]),
])

export const parsePart = (bytes: Uint8Array): Result<Part, PartFailure> => {
  if (bytes.length > maxPartBytes) return err({ code: 'part/too-large', limitBytes: maxPartBytes })
  const decoded = decodeCbor(bytes, maxPartBytes)
  if (!decoded.ok || !Array.isArray(decoded.value)) return err({ code: 'part/malformed' })
  const [version] = decoded.value as readonly CborValue[]
  if (typeof version === 'number' && version > partVersion) {
    return err({ code: 'part/unknown-version', version })
  }
  const parsed = Wire.safeParse(decoded.value)
  if (!parsed.success) return err({ code: 'part/malformed' })
  const [, kind, salt, ciphertext, key] = parsed.data
  return ok({
    kind: kinds[kind] as PartKind,
    salt,
    ciphertext,
    key:
      key[0] === 0
        ? {
            kind: 'epoch',
            epoch: { number: key[1], keyId: bytesToId<KeyId>(key[2]) },
            wrapped: key[3],
          }
        : { kind: 'devices', boxes: toDeviceBoxes(key[1]) },
  })
}
