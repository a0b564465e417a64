import { err, ok, type Result } from '../errors/result'
import { type Bytes, bytesEqual, concatBytes, utf8 } from '../util/bytes'
import { z } from '../util/schema'
import { type CborValue, decodeCbor, encodeCbor } from './cbor'
import { encodeU16, encodeU32, readU16, readU32 } from './integers'

/**
 * `conclave.header` and its second copy `conclave.header.bak`: all that is known of a vault without
 * its passphrase, and the vault key wrapped once per way in.
 *
 * | at   | bytes | what |
 * |------|-------|------|
 * | 0    | 8     | `CONCLAVE` |
 * | 8    | 2     | format version |
 * | 10   | 4     | bytes of the body, n |
 * | 14   | n     | body: a deterministic CBOR map, see {@link HeaderBody} |
 * | 14+n | 32    | BLAKE2b-256 of everything before |
 *
 * The hash tells a damaged header from a wrong passphrase; it protects against accidents only.
 * Against people, each slot's associated data ({@link encodeSlotContext}) holds the facts that
 * opening it depends on, and `mac` (under a key derived from the vault key) covers the whole body.
 */
export const headerVersion = 1
export const maxHeaderBytes = 8_192
export const maxLabelChars = 200

const magic = utf8('CONCLAVE')
const frameBytes = 14
const checksumBytes = 32

/** Argon2id version 1.3, one lane (libsodium's `crypto_pwhash`). */
export interface KdfParams {
  /** Passes over the memory. */
  readonly opsLimit: number
  readonly memLimitBytes: number
}

export interface HeaderFacts {
  /** 16 random bytes. */
  readonly vaultId: Uint8Array
  readonly label: string
  readonly createdAtMs: number
  /** Grows by one with each rewrite, so that an older copy can be told from a newer. */
  readonly revision: number
  readonly kdf: KdfParams
  /** 16 random bytes, new with each passphrase. */
  readonly kdfSalt: Uint8Array
  /** X25519; intakes taken while locked are sealed to it. */
  readonly intakePublicKey: Uint8Array
  /** 16 random bytes, and the hash of the machine's id with them. */
  readonly machineSalt: Uint8Array
  readonly machineHash: Uint8Array
}

/** `seal(slotKey, vaultKey, slot context)`: 104 bytes each. */
export interface HeaderSlots {
  readonly passphrase: Uint8Array
  readonly recovery: Uint8Array
}

export interface HeaderBody extends HeaderFacts {
  readonly slots: HeaderSlots
  /** Keyed BLAKE2b-256 over {@link encodeHeaderForMac}. */
  readonly mac: Uint8Array
}

export type HeaderFormatFailure =
  | { readonly code: 'header/not-a-header' }
  | { readonly code: 'header/newer-format'; readonly version: number }
  | { readonly code: 'header/damaged' }

/** BLAKE2b-256, passed in because `shared` has no cryptography. */
export type Hash256 = (...parts: readonly Uint8Array[]) => Uint8Array

export const encodeHeader = (body: HeaderBody, hash256: Hash256): Bytes => {
  const map = encodeCbor({ ...mapOf(body, body.slots), mac: body.mac })
  const framed = concatBytes(magic, encodeU16(headerVersion), encodeU32(map.length), map)
  return concatBytes(framed, hash256(framed))
}

export const parseHeader = (
  bytes: Uint8Array,
  hash256: Hash256,
): Result<HeaderBody, HeaderFormatFailure> => {
  if (bytes.length < 10 || !bytesEqual(bytes.subarray(0, 8), magic)) {
    return err({ code: 'header/not-a-header' })
  }
  const version = readU16(bytes, 8)
  // A newer format may frame its body otherwise, so its checksum cannot be asked first.
  if (version > headerVersion) return err({ code: 'header/newer-format', version })
  const bodyEnd = bytes.length - checksumBytes
  const isFramed =
    version === headerVersion &&
    bytes.length <= maxHeaderBytes &&
    bytes.length >= frameBytes + checksumBytes &&
    readU32(bytes, 10) === bodyEnd - frameBytes &&
    bytesEqual(hash256(bytes.subarray(0, bodyEnd)), bytes.subarray(bodyEnd))
  if (!isFramed) return err({ code: 'header/damaged' })
  const map = decodeCbor(bytes.subarray(frameBytes, bodyEnd), maxHeaderBytes)
  const body = map.ok ? bodyOf(map.value) : null
  return body === null ? err({ code: 'header/damaged' }) : ok(body)
}

/** What the header's MAC is computed over: the body without the MAC. */
export const encodeHeaderForMac = (facts: HeaderFacts, slots: HeaderSlots): Bytes =>
  concatBytes(encodeU16(headerVersion), encodeCbor(mapOf(facts, slots)))

/** Associated data of a slot. The facts that may change later (label, machine, device key) are left to the MAC, so that changing one does not need every secret at hand. */
export const encodeSlotContext = (
  slot: keyof HeaderSlots,
  facts: Pick<HeaderFacts, 'vaultId' | 'createdAtMs' | 'kdf' | 'kdfSalt'>,
): Bytes =>
  encodeCbor([
    'conclave/header-slot/v1',
    headerVersion,
    slot,
    facts.vaultId,
    facts.createdAtMs,
    slot === 'passphrase'
      ? ['argon2id13', facts.kdf.opsLimit, facts.kdf.memLimitBytes, facts.kdfSalt]
      : null,
  ])

const mapOf = (facts: HeaderFacts, slots: HeaderSlots) => ({
  vaultId: facts.vaultId,
  label: facts.label,
  createdAt: facts.createdAtMs,
  revision: facts.revision,
  kdf: {
    name: 'argon2id13',
    opsLimit: facts.kdf.opsLimit,
    memLimit: facts.kdf.memLimitBytes,
    salt: facts.kdfSalt,
  },
  intakeKey: facts.intakePublicKey,
  machine: { salt: facts.machineSalt, hash: facts.machineHash },
  slots: { passphrase: slots.passphrase, recovery: slots.recovery },
})

const exactBytes = (length: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length)
const natural = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

const BodyMap = z.strictObject({
  vaultId: exactBytes(16),
  label: z.string().max(maxLabelChars),
  createdAt: natural,
  revision: natural,
  kdf: z.strictObject({
    name: z.literal('argon2id13'),
    opsLimit: natural,
    memLimit: natural,
    salt: exactBytes(16),
  }),
  intakeKey: exactBytes(32),
  machine: z.strictObject({ salt: exactBytes(16), hash: exactBytes(32) }),
  slots: z.strictObject({ passphrase: exactBytes(104), recovery: exactBytes(104) }),
  mac: exactBytes(32),
})

/** @returns `null` on a missing, surplus or ill-typed field. */
const bodyOf = (value: CborValue): HeaderBody | null => {
  const parsed = BodyMap.safeParse(value)
  if (!parsed.success) return null
  const map = parsed.data
  return {
    vaultId: map.vaultId,
    label: map.label,
    createdAtMs: map.createdAt,
    revision: map.revision,
    kdf: { opsLimit: map.kdf.opsLimit, memLimitBytes: map.kdf.memLimit },
    kdfSalt: map.kdf.salt,
    intakePublicKey: map.intakeKey,
    machineSalt: map.machine.salt,
    machineHash: map.machine.hash,
    slots: map.slots,
    mac: map.mac,
  }
}
