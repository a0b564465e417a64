import { err, ok, type Result } from '../../../shared/errors/result'
import { sealedOverheadBytes } from '../../../shared/formats/image'
import {
  encodeJournalClear,
  encodeRecordContext,
  encodeRecordHead,
  journalClearBytes,
  journalHeaderBytes,
  maxJournalBytes,
  maxRecordBodyBytes,
  parseJournalClear,
  parseRecordHead,
  recordHeadBytes,
} from '../../../shared/formats/journal'
import { type Bytes, bytesEqual, concatBytes } from '../../../shared/util/bytes'
import type { Disk, DiskError } from '../../platform/disk'
import { writeFileAtomic } from '../../platform/write-file-atomic'
import { deriveKey, hash256 } from '../crypto/hash'
import { wipe } from '../crypto/keys'
import { checkMac, makeMac } from '../crypto/mac'
import { open, seal } from '../crypto/seal'
import type { StorageDeps } from './storage-deps'
import { journalFile } from './vault-files'

export interface JournalPlace {
  readonly folder: string
  readonly vaultId: Uint8Array
  readonly generation: number
  readonly wrapKey: Uint8Array
}

/** What the image says that the journal continues. */
export interface JournalBase {
  readonly imageHash: Uint8Array
  readonly sequence: number
}

/** The end of the chain so far, and the keys to lengthen it. Wipe the keys with {@link wipeJournal}. */
export interface JournalHead {
  readonly vaultId: Uint8Array
  readonly generation: number
  readonly bodyKey: Bytes
  readonly macKey: Bytes
  /** Of the newest record, or of the image when there is none yet. */
  readonly sequence: number
  /** Hash of the newest record, or of the journal's header. */
  readonly lastHash: Bytes
  /** Where the next record goes. Anything behind it is an unfinished write. */
  readonly endByte: number
}

export const wipeJournal = (head: JournalHead): void => wipe(head.bodyKey, head.macKey)

/** The largest payload of one record. */
export const maxPayloadBytes = maxRecordBodyBytes - sealedOverheadBytes

/** Writes an empty journal durably under its final name. */
export const createJournal = async (
  deps: Pick<StorageDeps, 'disk' | 'random'>,
  place: JournalPlace,
  base: JournalBase,
): Promise<Result<JournalHead, DiskError>> => {
  const fileKey = deps.random(32)
  const clear = encodeJournalClear({ ...place, imageHash: base.imageHash })
  const header = concatBytes(clear, seal(place.wrapKey, fileKey, clear, deps.random(24)))
  const written = await writeFileAtomic(
    deps.disk,
    `${place.folder}/${journalFile(place.generation)}`,
    header,
  )
  const head = headAfterHeader(place, base, header, fileKey)
  wipe(fileKey)
  return written.ok ? ok(head) : written
}

const recordMacLabel = 'conclave/journal-record-mac/v1'

/** The record that continues the chain, and the head after it. */
export const sealRecord = (
  deps: Pick<StorageDeps, 'random'>,
  head: JournalHead,
  payload: Uint8Array,
): { readonly record: Bytes; readonly head: JournalHead } => {
  const sequence = head.sequence + 1
  const bodyBytes = payload.length + sealedOverheadBytes
  const context = contextOf(head, bodyBytes)
  const mac = makeMac(head.macKey, recordMacLabel, context)
  const record = concatBytes(
    encodeRecordHead({ bodyBytes, sequence, mac }),
    seal(head.bodyKey, payload, context, deps.random(24)),
  )
  return {
    record,
    head: { ...head, sequence, lastHash: hash256(record), endByte: head.endByte + record.length },
  }
}

export type JournalTail =
  | 'clean'
  /** The last write was cut short. Nothing acknowledged is in it. */
  | 'torn'
  /** Something after the last good record does not verify. */
  | 'damaged'

export interface LoadedJournal {
  readonly payloads: readonly Bytes[]
  readonly head: JournalHead
  readonly tail: JournalTail
  /** Hash of the record with this sequence, or `null` when it is not in this journal. */
  readonly hashAt: (sequence: number) => Bytes | null
}

export type ReadJournalFailure =
  | { readonly code: 'journal/missing' }
  /** The header, or its bond to the image. */
  | { readonly code: 'journal/damaged' }
  | { readonly code: 'journal/newer-format'; readonly version: number }
  | { readonly code: 'journal/unreadable'; readonly cause: DiskError['code'] }

export const readJournal = async (
  disk: Disk,
  place: JournalPlace,
  base: JournalBase,
): Promise<Result<LoadedJournal, ReadJournalFailure>> => {
  const read = await disk.readFile(
    `${place.folder}/${journalFile(place.generation)}`,
    maxJournalBytes,
  )
  if (read.ok) return openJournal(read.value, place, base)
  if (read.error.code === 'disk/missing') return err({ code: 'journal/missing' })
  if (read.error.code === 'disk/too-large') return err({ code: 'journal/damaged' })
  return err({ code: 'journal/unreadable', cause: read.error.code })
}

/** Verifies the header and as many records as there are good ones from the start. */
export const openJournal = (
  bytes: Uint8Array,
  place: Omit<JournalPlace, 'folder'>,
  base: JournalBase,
): Result<LoadedJournal, ReadJournalFailure> => {
  const damaged = err({ code: 'journal/damaged' as const })
  const clear = parseJournalClear(bytes)
  if (!clear.ok) return clear.error.code === 'journal/newer-format' ? err(clear.error) : damaged
  const isOurs =
    clear.value.generation === place.generation &&
    bytesEqual(clear.value.vaultId, place.vaultId) &&
    bytesEqual(clear.value.imageHash, base.imageHash)
  if (!isOurs) return damaged
  const header = bytes.subarray(0, journalHeaderBytes)
  const fileKey = open(
    place.wrapKey,
    header.subarray(journalClearBytes),
    header.subarray(0, journalClearBytes),
  )
  if (fileKey === null || fileKey.length !== 32) return damaged

  let head = headAfterHeader(place, base, header, fileKey)
  wipe(fileKey)
  const payloads: Bytes[] = []
  const hashes: Bytes[] = []
  for (;;) {
    const next = readRecord(bytes, head)
    if ('tail' in next) {
      const hashAt = (sequence: number) => hashes[sequence - base.sequence - 1] ?? null
      return ok({ payloads, head, tail: next.tail, hashAt })
    }
    payloads.push(next.payload)
    hashes.push(next.head.lastHash)
    head = next.head
  }
}

type NextRecord =
  | { readonly tail: JournalTail }
  | { readonly payload: Bytes; readonly head: JournalHead }

const readRecord = (bytes: Uint8Array, head: JournalHead): NextRecord => {
  const rest = bytes.subarray(head.endByte)
  if (rest.length === 0) return { tail: 'clean' }
  const recordHead = parseRecordHead(bytes, head.endByte)
  if (recordHead === null) return { tail: 'torn' }
  const context = contextOf(head, recordHead.bodyBytes)
  const isAuthentic =
    recordHead.sequence === head.sequence + 1 &&
    recordHead.bodyBytes <= maxRecordBodyBytes &&
    checkMac(head.macKey, recordMacLabel, context, recordHead.mac)
  // A file that was lengthened before its bytes arrived ends in zeros (seen on NTFS and XFS after
  // power cuts): that is a write cut short as well, and no record is all zeros.
  if (!isAuthentic) return { tail: rest.every((byte) => byte === 0) ? 'torn' : 'damaged' }
  const recordBytes = recordHeadBytes + recordHead.bodyBytes
  if (rest.length < recordBytes) return { tail: 'torn' }
  const payload = open(head.bodyKey, rest.subarray(recordHeadBytes, recordBytes), context)
  if (payload === null) return { tail: 'damaged' }
  const after = {
    ...head,
    sequence: recordHead.sequence,
    lastHash: hash256(rest.subarray(0, recordBytes)),
    endByte: head.endByte + recordBytes,
  }
  return { payload, head: after }
}

const contextOf = (head: JournalHead, bodyBytes: number): Bytes =>
  encodeRecordContext({
    vaultId: head.vaultId,
    generation: head.generation,
    sequence: head.sequence + 1,
    previousHash: head.lastHash,
    bodyBytes,
  })

const headAfterHeader = (
  place: Omit<JournalPlace, 'folder'>,
  base: JournalBase,
  header: Uint8Array,
  fileKey: Uint8Array,
): JournalHead => ({
  vaultId: place.vaultId,
  generation: place.generation,
  bodyKey: deriveKey(fileKey, 'conclave/journal-body/v1'),
  macKey: deriveKey(fileKey, 'conclave/journal-mac/v1'),
  sequence: base.sequence,
  lastHash: hash256(header),
  endByte: header.length,
})
