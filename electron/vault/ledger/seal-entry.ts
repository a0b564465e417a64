import { err, ok, type Result, unwrap } from '../../../shared/errors/result'
import { type CborValue, decodeCbor, encodeCbor } from '../../../shared/formats/cbor'
import {
  bodyBlockBytes,
  type EntryHeader,
  encodeEntry,
  encodeHeader,
  encodeSigned,
  entryIdOf,
  maxBodyBytes,
  type ParsedEntry,
  parseEntry,
  signedMessageOf,
} from '../../../shared/formats/entry'
import type { EntryId } from '../../../shared/formats/ledger-ids'
import type { Bytes } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { hash256 } from '../crypto/hash'
import { sign, wipe } from '../crypto/keys'
import { pad, unpad } from '../crypto/pad'
import { open, seal } from '../crypto/seal'

export interface EntryBody {
  readonly kind: string
  readonly content: unknown
}

export interface SealedEntry {
  readonly id: EntryId
  readonly bytes: Bytes
}

export interface BodyTooLarge {
  readonly code: 'entry/too-large'
  readonly limitBytes: number
}

/**
 * Seals an entry's body under its space's epoch key, the header as associated data, and names it.
 *
 * @param signingKey `null` inside a run: a later entry of the log signs for it
 */
export const sealEntry = (
  header: EntryHeader,
  body: EntryBody,
  epochKey: Uint8Array,
  signingKey: Uint8Array | null,
): Result<SealedEntry, BodyTooLarge> => {
  const plaintext = encodeCbor([body.kind, body.content as CborValue])
  if (plaintext.length > maxBodyBytes)
    return err({ code: 'entry/too-large', limitBytes: maxBodyBytes })
  const padded = pad(plaintext, bodyBlockBytes)
  const headerBytes = encodeHeader(header, 'sealed')
  const sealed = seal(epochKey, padded, headerBytes)
  wipe(plaintext, padded)
  return ok(signEntry(encodeSigned(headerBytes, sealed), signingKey))
}

/** An entry that carries a lockbox: its body is in the clear but for the box. Always signed. */
export const makeLockboxEntry = (
  header: EntryHeader,
  lockbox: Uint8Array,
  signingKey: Uint8Array,
): SealedEntry => signEntry(encodeSigned(encodeHeader(header, 'lockbox'), lockbox), signingKey)

const signEntry = (signed: Uint8Array, signingKey: Uint8Array | null): SealedEntry => {
  const id = entryIdOf(signed, hash256)
  const signature = signingKey === null ? null : sign(signingKey, signedMessageOf(id))
  const bytes = encodeEntry(signed, signature)
  // What could not be read again is never written: a log cannot be continued past it.
  unwrap(parseEntry(bytes, hash256))
  return { id, bytes }
}

const Body = z.tuple([z.string().min(1).max(100), z.unknown()])

export type OpenEntryFailure =
  /** The vault does not hold the epoch's key. */
  | { readonly code: 'entry/no-key' }
  /** The body was not sealed under that key with this header, or holds no fact. */
  | { readonly code: 'entry/does-not-open' }

/** The fact inside an entry. For entries whose body is sealed; a lockbox is opened by `openLockbox`. */
export const openEntry = (
  entry: ParsedEntry,
  keyFor: (number: number, keyId: string) => Uint8Array | null,
): Result<EntryBody, OpenEntryFailure> => {
  if (entry.epoch === null) throw new Error('a lockbox has no sealed body')
  const key = keyFor(entry.epoch.number, entry.epoch.keyId)
  if (key === null) return err({ code: 'entry/no-key' })
  const padded = open(key, entry.body, entry.associatedData)
  const plaintext = padded && unpad(padded, bodyBlockBytes)
  const decoded = plaintext && decodeCbor(plaintext, maxBodyBytes)
  wipe(padded, plaintext)
  const body = decoded?.ok ? Body.safeParse(decoded.value) : null
  return body?.success
    ? ok({ kind: body.data[0], content: body.data[1] })
    : err({ code: 'entry/does-not-open' })
}
