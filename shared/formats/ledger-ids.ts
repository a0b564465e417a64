import { type Bytes, bytesToHex, hexToBytes } from '../util/bytes'
import { hexId } from '../util/ids'
import type { z } from '../util/schema'

/** The names in the ledger's formats: lower-case hex in memory, raw bytes on the wire. */

export const EntryId = hexId(32, 'EntryId')
export type EntryId = z.infer<typeof EntryId>

export const SpaceId = hexId(16, 'SpaceId')
export type SpaceId = z.infer<typeof SpaceId>

/** An Ed25519 public key names a device. */
export const DeviceId = hexId(32, 'DeviceId')
export type DeviceId = z.infer<typeof DeviceId>

/** A part's salted hash. */
export const PartId = hexId(32, 'PartId')
export type PartId = z.infer<typeof PartId>

/** Names an epoch key and tells nothing of it. */
export const KeyId = hexId(16, 'KeyId')
export type KeyId = z.infer<typeof KeyId>

/** An epoch of a space. Two concurrent rotations give one number to two keys, hence both. */
export interface EpochRef {
  readonly number: number
  readonly keyId: KeyId
}

type LedgerId = EntryId | SpaceId | DeviceId | PartId | KeyId

export const idToBytes = (id: LedgerId): Bytes => {
  const bytes = hexToBytes(id)
  if (!bytes) throw new Error('an id that is not hex')
  return bytes
}

/** The caller vouches for the length: these bytes come from a field that was checked. */
export const bytesToId = <T extends LedgerId>(bytes: Uint8Array): T => bytesToHex(bytes) as T

/** BLAKE2b-256 over the concatenation, passed in: the formats do no cryptography. */
export type Hash256 = (...parts: readonly Uint8Array[]) => Uint8Array
