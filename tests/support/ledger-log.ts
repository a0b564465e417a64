import { hash256 } from '../../electron/vault/crypto/hash'
import { type KeyPair, makeSigningKeys } from '../../electron/vault/crypto/keys'
import { type EpochKey, makeEpochKey } from '../../electron/vault/ledger/lockbox'
import { sealEntry } from '../../electron/vault/ledger/seal-entry'
import { unwrap } from '../../shared/errors/result'
import { decodeCbor } from '../../shared/formats/cbor'
import {
  type EntryHeader,
  encodeEntry,
  maxEntryBytes,
  type ParsedEntry,
  parseEntry,
} from '../../shared/formats/entry'
import type { DeviceId, SpaceId } from '../../shared/formats/ledger-ids'
import { bytesToHex } from '../../shared/util/bytes'

export const spaceOne = 'aa'.repeat(16) as SpaceId
export const spaceTwo = 'bb'.repeat(16) as SpaceId

export const deviceOf = (keys: KeyPair): DeviceId => bytesToHex(keys.publicKey) as DeviceId

export const parse = (bytes: Uint8Array): ParsedEntry => unwrap(parseEntry(bytes, hash256))

export interface Scribe {
  readonly keys: KeyPair
  readonly epochKey: EpochKey
  readonly device: DeviceId
  /** The next entry after `previous`, or the first of a log. */
  readonly write: (
    previous: ParsedEntry | null,
    options?: { signed?: boolean; content?: unknown; header?: Partial<EntryHeader> },
  ) => ParsedEntry
  /** A log of its own, an entry for each flag. */
  readonly writeLog: (signed: readonly boolean[]) => ParsedEntry[]
}

/** Someone who writes entries in one space. Two logs of one scribe are a fork. */
export const makeScribe = (
  keys: KeyPair = makeSigningKeys(),
  epochKey: EpochKey = makeEpochKey(spaceOne, 0),
): Scribe => {
  const device = deviceOf(keys)
  const write: Scribe['write'] = (
    previous,
    { signed = true, content = null, header = {} } = {},
  ) => {
    const full: EntryHeader = {
      critical: true,
      space: spaceOne,
      device,
      incarnation: 0,
      seq: previous === null ? 0 : previous.seq + 1,
      previous: previous?.id ?? null,
      heads: [],
      epoch: epochKey.epoch,
      timeMs: 1_000,
      parts: [],
      ...header,
    }
    const body = { kind: 'note.added', content }
    return parse(unwrap(sealEntry(full, body, epochKey.key, signed ? keys.secretKey : null)).bytes)
  }
  const writeLog: Scribe['writeLog'] = (signed) => {
    const entries: ParsedEntry[] = []
    for (const isSigned of signed) entries.push(write(entries.at(-1) ?? null, { signed: isSigned }))
    return entries
  }
  return { keys, epochKey, device, write, writeLog }
}

const splitEntry = (bytes: Uint8Array): readonly [Uint8Array, Uint8Array] =>
  unwrap(decodeCbor(bytes, maxEntryBytes)) as unknown as readonly [Uint8Array, Uint8Array]

export const signedPartOf = (entry: { readonly bytes: Uint8Array }): Uint8Array =>
  splitEntry(entry.bytes)[0]

export const headerFieldsOf = (entry: { readonly bytes: Uint8Array }): unknown[] => {
  const [header] = splitEntry(signedPartOf(entry))
  return [...(unwrap(decodeCbor(header, maxEntryBytes)) as unknown[])]
}

/** The same entry as it travels with another signature, or with none. */
export const withSignature = (entry: ParsedEntry, signature: Uint8Array | null): ParsedEntry =>
  parse(encodeEntry(signedPartOf(entry), signature))
