import type { Database } from 'sql.js'
import { MemberId } from '../../../shared/domain/terms'
import { decodeCbor, encodeCbor } from '../../../shared/formats/cbor'
import { bytesToHex, hexToBytes } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { selectRow } from '../ledger/select'
import type { StoreOp } from '../ledger/store-ops'

/** What a member set on this laptop; goes to no other. */
const settings = {
  'idle-lock-minutes': z.number().int().min(1).max(240),
  'recovery-confirmed': z.boolean(),
  'accepted-warnings': z.array(z.string()),
  /** R31: the member on call with this one. */
  'on-call-with': MemberId.nullable(),
} as const

type Settings = { readonly [K in keyof typeof settings]: z.infer<(typeof settings)[K]> }

/** KeePassXC locks after 240 s; a call at an event may rest longer than that while people walk. */
const defaults: Settings = {
  'idle-lock-minutes': 5,
  'recovery-confirmed': false,
  'accepted-warnings': [],
  'on-call-with': null,
}

const Row = z.object({ value: z.custom<Uint8Array>((value) => value instanceof Uint8Array) })

export const readLocalBytes = (db: Database, key: string): Uint8Array | null =>
  selectRow(db, 'SELECT value FROM local WHERE key = ?', [key], Row)?.value ?? null

const foundingDeviceKey = 'founding-device'

/** The device that founded the committee, as this vault learnt it: a later founding is a forgery. */
export const readFoundingDevice = (db: Database): string | null => {
  const bytes = readLocalBytes(db, foundingDeviceKey)
  return bytes && bytesToHex(bytes)
}

export const pinFoundingDevice = (deviceId: string): StoreOp => ({
  op: 'put-local',
  key: foundingDeviceKey,
  value: hexToBytes(deviceId),
})

export const readSetting = <K extends keyof Settings>(db: Database, key: K): Settings[K] => {
  const bytes = readLocalBytes(db, key)
  const decoded = bytes && decodeCbor(bytes, 10_000)
  const parsed = decoded?.ok ? settings[key].safeParse(decoded.value) : null
  return parsed?.success ? (parsed.data as Settings[K]) : defaults[key]
}

export const writeSetting = <K extends keyof Settings>(key: K, value: Settings[K]): StoreOp => ({
  op: 'put-local',
  key,
  value: encodeCbor(value as never),
})
