import { err, ok, type Result } from '../../../shared/errors/result'
import { decodeCbor, encodeCbor } from '../../../shared/formats/cbor'
import { encodeU16, readU16 } from '../../../shared/formats/integers'
import { type Bytes, bytesEqual, concatBytes, utf8 } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import type { Disk, DiskError } from '../../platform/disk'
import { removeIfPresent, writeFileAtomic } from '../../platform/write-file-atomic'
import { boxTo, type KeyPair, openBox } from '../crypto/keys'
import { pad, unpad } from '../crypto/pad'
import { type FindHeaderFailure, findHeader } from './header-file'
import type { StorageDeps } from './storage-deps'
import { inboxFolder } from './vault-files'

/**
 * Intakes taken while the vault is locked: `inbox/<name>.sealed`, each a sealed box (X25519) to the
 * device's key in the header. Whoever can write to the folder can put one there: what comes out is
 * no proof of who took it.
 */
export const maxIntakeBytes = 16 * 1_048_576
const magic = utf8('CONCINBX')
const inboxVersion = 1
const headBytes = 10
/** Hides how much was written, roughly. */
const padBlockBytes = 4_096
const namePattern = /^[0-9a-f]{32}$/
const suffix = '.sealed'

const Content = z.strictObject({
  name: z.string().regex(namePattern),
  plaintext: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
})

export type IntakeKeyFailure =
  | FindHeaderFailure
  /** No device key was set: the founding was not finished. */
  | { readonly code: 'vault/incomplete' }
  /** The header names another key than this laptop last saw: somebody may want to read along. */
  | { readonly code: 'inbox/key-changed' }

/** The key to seal to, from the header of a locked vault. */
export const readIntakeKey = async (
  deps: Pick<StorageDeps, 'disk' | 'witness'>,
  folder: string,
): Promise<Result<Bytes, IntakeKeyFailure>> => {
  const found = await findHeader(deps.disk, folder)
  if (!found.ok) return found
  const { vaultId, intakePublicKey } = found.value.body
  if (intakePublicKey.every((byte) => byte === 0)) return err({ code: 'vault/incomplete' })
  const seen = await deps.witness.get(vaultId as Bytes).catch(() => null)
  const isKnown = seen === null || bytesEqual(seen.intakePublicKey, intakePublicKey)
  return isKnown ? ok(intakePublicKey as Bytes) : err({ code: 'inbox/key-changed' })
}

export type WriteIntakeFailure =
  | DiskError
  | { readonly code: 'inbox/too-large'; readonly limitBytes: number }

/** Writes durably, replacing what was saved under the name before. Names are 32 random hex digits. */
export const writeIntake = async (
  disk: Disk,
  folder: string,
  intakePublicKey: Uint8Array,
  name: string,
  plaintext: Uint8Array,
): Promise<Result<void, WriteIntakeFailure>> => {
  if (!namePattern.test(name)) throw new Error('an intake is named by 32 hex digits')
  if (plaintext.length > maxIntakeBytes) {
    return err({ code: 'inbox/too-large', limitBytes: maxIntakeBytes })
  }
  const padded = pad(encodeCbor({ name, plaintext }), padBlockBytes)
  const bytes = concatBytes(magic, encodeU16(inboxVersion), boxTo(intakePublicKey, padded))
  padded.fill(0)
  const made = await disk.makeFolder(`${folder}/${inboxFolder}`)
  if (!made.ok && made.error.code !== 'disk/exists') return made
  return writeFileAtomic(disk, intakePath(folder, name), bytes)
}

/** Names only, sorted; none when there is no inbox. */
export const listIntakes = async (disk: Disk, folder: string): Promise<readonly string[]> => {
  const names = await disk.list(`${folder}/${inboxFolder}`)
  if (!names.ok) return []
  return names.value
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .filter((name) => namePattern.test(name))
}

/** `plaintext` is `null` where the file does not open with these keys, is damaged, or was renamed: it stays. */
export const readIntakes = async (
  disk: Disk,
  folder: string,
  keys: KeyPair,
): Promise<readonly { readonly name: string; readonly plaintext: Bytes | null }[]> => {
  const intakes = []
  for (const name of await listIntakes(disk, folder)) {
    const read = await disk.readFile(intakePath(folder, name), 2 * maxIntakeBytes)
    intakes.push({ name, plaintext: read.ok ? openIntake(read.value, name, keys) : null })
  }
  return intakes
}

export const removeIntake = (
  disk: Disk,
  folder: string,
  name: string,
): Promise<Result<void, DiskError>> => removeIfPresent(disk, intakePath(folder, name))

const intakePath = (folder: string, name: string): string =>
  `${folder}/${inboxFolder}/${name}${suffix}`

const openIntake = (bytes: Uint8Array, name: string, keys: KeyPair): Bytes | null => {
  if (bytes.length < headBytes || !bytesEqual(bytes.subarray(0, 8), magic)) return null
  if (readU16(bytes, 8) !== inboxVersion) return null
  const padded = openBox(keys, bytes.subarray(headBytes))
  const map = padded && unpad(padded, padBlockBytes)
  const decoded = map && decodeCbor(map, 2 * maxIntakeBytes)
  const content = decoded?.ok ? Content.safeParse(decoded.value) : null
  return content?.success && content.data.name === name ? (content.data.plaintext as Bytes) : null
}
