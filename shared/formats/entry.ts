import { err, ok, type Result } from '../errors/result'
import { type Bytes, concatBytes, utf8 } from '../util/bytes'
import { z } from '../util/schema'
import { decodeBytesPair, decodeCbor, encodeCbor } from './cbor'
import {
  bytesToId,
  type DeviceId,
  type EntryId,
  type EpochRef,
  type Hash256,
  idToBytes,
  type KeyId,
  type PartId,
  type SpaceId,
} from './ledger-ids'
import { type Lockbox, parseLockbox } from './lockbox'
import { fixedBytes, uint } from './wire'

/**
 * An entry on the wire (docs/formats.md, "Entry"). All three levels are deterministic CBOR.
 *
 *     entry  = [ signed: bytes, signature: bytes (64, or 0 inside a run) ]
 *     signed = [ header: bytes, body: bytes ]
 *     header = [ version, critical, space, device, incarnation, seq, previous, heads, parts,
 *                epoch, time, mode ]
 *
 * Every version keeps `entry`, `signed`, the header up to `parts`, and how id and signature are made,
 * so that a vault can chain, verify, keep and pass on what it does not understand. The rest of the
 * header and the body are the version's own.
 *
 * Received bytes are kept and verified as received: the id hashes `signed` as it came, and the
 * body's seal binds `header` as it came. Nothing that was received is encoded again.
 */
export const entryVersion = 1
/** A header with all its heads and parts has 4.6 kB. */
export const maxHeaderBytes = 8_192
/** Before padding. Typing and facts are small; what is large is a part or an attachment. */
export const maxBodyBytes = 262_144
export const bodyBlockBytes = 32
/** Nonce, commitment and tag of the seal (24 + 32 + 16). */
const sealBytes = 72
const minSealedBodyBytes = sealBytes + bodyBlockBytes
export const maxSealedBodyBytes = sealBytes + maxBodyBytes + bodyBlockBytes
export const maxEntryBytes = maxHeaderBytes + maxSealedBodyBytes + 128
export const maxHeads = 64
export const maxPartsPerEntry = 64

/** What every version of the format tells: enough to chain, verify and pass on. */
export interface EntryLink {
  readonly version: number
  readonly id: EntryId
  /** As received. */
  readonly bytes: Uint8Array
  /** A vault that does not know a critical entry writes and grants nothing in its space. */
  readonly critical: boolean
  readonly space: SpaceId
  readonly device: DeviceId
  /** Counts the lives of a device's log; a restored device begins a new one under a new key. */
  readonly incarnation: number
  /** Number in the log of this device in this space, from 0. */
  readonly seq: number
  /** The entry before it in that log; `null` exactly at 0. */
  readonly previous: EntryId | null
  /** Entries that its author had seen, sorted, beside `previous`: of this space and of wider ones. */
  readonly heads: readonly EntryId[]
  /** Salted hashes of its parts, in the author's order. */
  readonly parts: readonly PartId[]
  /** Not checked yet; see `verify-log`. */
  readonly signature: Uint8Array | null
}

/** A sealed body opens with its epoch's key; the other is a lockbox, whose secret is in its box. */
export type BodyMode = 'sealed' | 'lockbox'

export interface ParsedEntry extends EntryLink {
  /** `null` exactly for a lockbox. */
  readonly epoch: EpochRef | null
  /** Milliseconds since 1970 on the author's laptop: for people only, never an order. */
  readonly timeMs: number
  readonly bodyMode: BodyMode
  readonly body: Uint8Array
  /** What the body says where it is one; `null` where it is sealed. */
  readonly lockbox: Lockbox | null
  /** What the body's seal binds: the header's bytes, as received. */
  readonly associatedData: Uint8Array
}

/** Everything of an entry but its body, its name and its signature. */
export type EntryHeader = Omit<
  ParsedEntry,
  'version' | 'id' | 'bytes' | 'bodyMode' | 'body' | 'lockbox' | 'associatedData' | 'signature'
>

export type EntryFailure =
  | { readonly code: 'entry/malformed' }
  | { readonly code: 'entry/too-large'; readonly limitBytes: number }
  /** `critical`: whether the space must stand still until this program is updated. */
  | { readonly code: 'entry/unknown-version'; readonly version: number; readonly critical: boolean }

const idLabel = utf8('conclave/entry/v1\0')
const signatureLabel = utf8('conclave/entry-signature/v1\0')

export const entryIdOf = (signed: Uint8Array, hash: Hash256): EntryId =>
  bytesToId(hash(idLabel, signed))

/** What the signature of an entry covers. */
export const signedMessageOf = (id: EntryId): Bytes => concatBytes(signatureLabel, idToBytes(id))

/** The header's bytes: also the associated data that the body is sealed under. */
export const encodeHeader = (header: EntryHeader, mode: BodyMode): Bytes =>
  encodeCbor([
    entryVersion,
    header.critical,
    idToBytes(header.space),
    idToBytes(header.device),
    header.incarnation,
    header.seq,
    header.previous === null ? null : idToBytes(header.previous),
    header.heads.map(idToBytes),
    header.parts.map(idToBytes),
    header.epoch === null ? null : [header.epoch.number, idToBytes(header.epoch.keyId)],
    header.timeMs,
    mode === 'sealed' ? 0 : 1,
  ])

/** The bytes that the id is made of. */
export const encodeSigned = (header: Uint8Array, body: Uint8Array): Bytes =>
  encodeCbor([header, body])

/** @param signature 64 bytes, or `null` for an entry that a later one of its run covers. */
export const encodeEntry = (signed: Uint8Array, signature: Uint8Array | null): Bytes =>
  encodeCbor([signed, signature ?? new Uint8Array()])

const signatureBytes = 64
const linkFields = [
  uint.min(1),
  z.boolean(),
  fixedBytes(16),
  fixedBytes(32),
  uint,
  uint,
  fixedBytes(32).nullable(),
  z.array(fixedBytes(32)).max(maxHeads),
  z.array(fixedBytes(32)).max(maxPartsPerEntry),
] as const
const LinkWire = z.tuple(linkFields, z.unknown())
const HeaderWire = z.tuple([
  ...linkFields,
  z.tuple([uint, fixedBytes(16)]).nullable(),
  uint,
  z.union([z.literal(0), z.literal(1)]),
])

const malformed = err({ code: 'entry/malformed' } as const)

interface Frame {
  readonly link: EntryLink
  readonly header: Uint8Array
  readonly fields: unknown
  readonly body: Uint8Array
}

const parseFrame = (bytes: Uint8Array, hash: Hash256): Result<Frame, EntryFailure> => {
  if (bytes.length > maxEntryBytes) {
    return err({ code: 'entry/too-large', limitBytes: maxEntryBytes })
  }
  // Node's Buffer would give views of its own kind.
  const wire = decodeBytesPair(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length))
  const parts = wire && decodeBytesPair(wire[0])
  if (!parts) return malformed
  const [signed, signature] = wire
  const [header, body] = parts
  if (signature.length !== 0 && signature.length !== signatureBytes) return malformed
  const decoded = decodeCbor(header, maxHeaderBytes)
  const fields = decoded.ok ? LinkWire.safeParse(decoded.value) : null
  if (!decoded.ok || !fields?.success) return malformed
  const [version, critical, space, device, incarnation, seq, previous, heads, cited] = fields.data
  const link: EntryLink = {
    version,
    id: entryIdOf(signed, hash),
    bytes,
    critical,
    space: bytesToId(space),
    device: bytesToId(device),
    incarnation,
    seq,
    previous: previous && bytesToId<EntryId>(previous),
    heads: heads.map(bytesToId<EntryId>),
    parts: cited.map(bytesToId<PartId>),
    signature: signature.length === 0 ? null : signature,
  }
  return isWellFormed(link) ? ok({ link, header, fields: decoded.value, body }) : malformed
}

const isWellFormed = ({ seq, previous, heads, parts }: EntryLink): boolean =>
  (seq === 0) === (previous === null) &&
  heads.every((id, index) => index === 0 || (heads[index - 1] as string) < id) &&
  new Set(parts).size === parts.length

/**
 * What every version tells, of an entry of any version. Shape and size only: nothing is believed yet
 * (see `verify-log`).
 */
export const parseLink = (bytes: Uint8Array, hash: Hash256): Result<EntryLink, EntryFailure> => {
  const frame = parseFrame(bytes, hash)
  return frame.ok ? ok(frame.value.link) : frame
}

/** An entry of this version. Shape and size only, as for `parseLink`. */
export const parseEntry = (bytes: Uint8Array, hash: Hash256): Result<ParsedEntry, EntryFailure> => {
  const frame = parseFrame(bytes, hash)
  if (!frame.ok) return frame
  const { link, header, fields, body } = frame.value
  if (link.version !== entryVersion) {
    const { version, critical } = link
    return err({ code: 'entry/unknown-version', version, critical })
  }
  const parsed = HeaderWire.safeParse(fields)
  if (!parsed.success) return malformed
  const epoch = parsed.data[9]
  const bodyMode = parsed.data[11] === 0 ? 'sealed' : 'lockbox'
  const lockbox = bodyMode === 'lockbox' ? parseLockbox(body) : null
  const isWhole = lockbox === null ? isSealedBody(body) : lockbox.ok
  if ((epoch === null) !== (bodyMode === 'lockbox') || !isWhole) return malformed
  return ok({
    ...link,
    epoch: epoch && { number: epoch[0], keyId: bytesToId<KeyId>(epoch[1]) },
    timeMs: parsed.data[10],
    bodyMode,
    body,
    lockbox: lockbox?.ok ? lockbox.value : null,
    associatedData: header,
  })
}

/** A body in the clear is a lockbox and nothing else: no fact can be written unsealed by mistake. */
const isSealedBody = (body: Uint8Array): boolean =>
  body.length >= minSealedBodyBytes &&
  body.length <= maxSealedBodyBytes &&
  (body.length - sealBytes) % bodyBlockBytes === 0
