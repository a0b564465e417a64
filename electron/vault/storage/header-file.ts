import { err, ok, type Result } from '../../../shared/errors/result'
import {
  encodeHeader,
  encodeHeaderForMac,
  encodeSlotContext,
  type HeaderBody,
  type HeaderFacts,
  type HeaderSlots,
  maxHeaderBytes,
  parseHeader,
} from '../../../shared/formats/header'
import { type Bytes, bytesEqual } from '../../../shared/util/bytes'
import type { Disk, DiskError } from '../../platform/disk'
import { writeFileAtomic } from '../../platform/write-file-atomic'
import { deriveKey, hash256 } from '../crypto/hash'
import { checkKdfParams } from '../crypto/kdf-params'
import { wipe } from '../crypto/keys'
import { checkMac, makeMac } from '../crypto/mac'
import { open, seal } from '../crypto/seal'
import type { OpenFailure } from './failures'
import type { StorageDeps } from './storage-deps'
import { backupHeaderFile, headerFile } from './vault-files'
import type { VaultSecret } from './vault-store'

/** What an unlocked vault keeps in memory. The vault key itself is wiped once these are derived. */
export interface VaultKeys {
  /** Wraps the file keys of images and journals. */
  readonly wrapKey: Bytes
  readonly headerMacKey: Bytes
}

export interface FoundHeader {
  readonly body: HeaderBody
  readonly from: 'header' | 'backup'
  /** False when the second copy is missing, damaged or different. */
  readonly copiesAgree: boolean
  /** The second copy, when the first can be read too: used if the first turns out to be forged. */
  readonly backup: HeaderBody | null
}

export type FindHeaderFailure = Extract<
  OpenFailure,
  { code: 'vault/not-a-vault' | 'vault/header-damaged' | 'vault/newer-format' | 'vault/unreadable' }
>

/** Reads the header, or its second copy when the first is damaged or gone. */
export const findHeader = async (
  disk: Disk,
  folder: string,
): Promise<Result<FoundHeader, FindHeaderFailure>> => {
  const first = await disk.readFile(`${folder}/${headerFile}`, maxHeaderBytes)
  const second = await disk.readFile(`${folder}/${backupHeaderFile}`, maxHeaderBytes)
  const main = first.ok ? parseHeader(first.value, hash256) : null
  const backup = second.ok ? parseHeader(second.value, hash256) : null
  if (main && !main.ok && main.error.code === 'header/newer-format') {
    return err({ code: 'vault/newer-format', file: 'header', version: main.error.version })
  }
  // A disk that gives no answer now may give one later: that is no reason to fall back.
  if (!first.ok && first.error.code !== 'disk/missing' && first.error.code !== 'disk/too-large') {
    return err({ code: 'vault/unreadable', cause: first.error.code })
  }
  if (main?.ok && first.ok) {
    const copiesAgree = second.ok && bytesEqual(first.value, second.value)
    return ok({
      body: main.value,
      from: 'header',
      copiesAgree,
      backup: backup?.ok ? backup.value : null,
    })
  }
  if (backup?.ok)
    return ok({ body: backup.value, from: 'backup', copiesAgree: false, backup: null })
  if (backup && backup.error.code === 'header/newer-format') {
    return err({ code: 'vault/newer-format', file: 'header', version: backup.error.version })
  }
  if (
    !second.ok &&
    second.error.code !== 'disk/missing' &&
    second.error.code !== 'disk/too-large'
  ) {
    return err({ code: 'vault/unreadable', cause: second.error.code })
  }
  const isAbsent = !first.ok && first.error.code === 'disk/missing' && !second.ok
  return err({ code: isAbsent ? 'vault/not-a-vault' : 'vault/header-damaged' })
}

/** The second copy first: at every moment one of the two can be read. */
export const writeHeader = async (
  disk: Disk,
  folder: string,
  body: HeaderBody,
): Promise<Result<void, DiskError>> => {
  const bytes = encodeHeader(body, hash256)
  const backup = await writeFileAtomic(disk, `${folder}/${backupHeaderFile}`, bytes)
  return backup.ok ? writeFileAtomic(disk, `${folder}/${headerFile}`, bytes) : backup
}

export const sealHeader = (
  keys: Pick<VaultKeys, 'headerMacKey'>,
  facts: HeaderFacts,
  slots: HeaderSlots,
): HeaderBody => ({
  ...facts,
  slots,
  mac: makeMac(keys.headerMacKey, macLabel, encodeHeaderForMac(facts, slots)),
})

export const deriveVaultKeys = (vaultKey: Uint8Array, vaultId: Uint8Array): VaultKeys => ({
  wrapKey: deriveKey(vaultKey, 'conclave/file-wrap/v1', vaultId),
  headerMacKey: deriveKey(vaultKey, 'conclave/header-mac-key/v1', vaultId),
})

export const wipeVaultKeys = (keys: VaultKeys): void => wipe(keys.wrapKey, keys.headerMacKey)

const macLabel = 'conclave/header-mac/v1'

type SlotFailure = Extract<
  OpenFailure,
  {
    code:
      | 'vault/kdf-refused'
      | 'vault/kdf-failed'
      | 'vault/wrong-passphrase'
      | 'recovery/key-wrong'
      | 'vault/header-damaged'
  }
>

/** Wraps the vault key for one way in. */
export const sealSlot = async (
  deps: Pick<StorageDeps, 'deriveSlotKey' | 'random'>,
  facts: HeaderFacts,
  secret: VaultSecret,
  vaultKey: Uint8Array,
): Promise<Result<Bytes, SlotFailure>> => {
  const slotKey = await deriveKeyOfSlot(deps, facts, secret)
  if (!slotKey.ok) return slotKey
  const sealed = seal(
    slotKey.value,
    vaultKey,
    encodeSlotContext(secret.kind, facts),
    deps.random(24),
  )
  wipe(slotKey.value)
  return ok(sealed)
}

/**
 * Opens the slot of the secret and checks the whole header with what is inside.
 *
 * @returns the vault key; wipe it. `vault/header-damaged` when the slot opens and the header's MAC
 * does not verify: somebody changed a fact.
 */
export const openSlot = async (
  deps: Pick<StorageDeps, 'deriveSlotKey'>,
  body: HeaderBody,
  secret: VaultSecret,
): Promise<Result<Bytes, SlotFailure>> => {
  const slotKey = await deriveKeyOfSlot(deps, body, secret)
  if (!slotKey.ok) return slotKey
  const vaultKey = open(
    slotKey.value,
    body.slots[secret.kind],
    encodeSlotContext(secret.kind, body),
  )
  wipe(slotKey.value)
  if (vaultKey === null) {
    return err({
      code: secret.kind === 'passphrase' ? 'vault/wrong-passphrase' : 'recovery/key-wrong',
    })
  }
  const keys = deriveVaultKeys(vaultKey, body.vaultId)
  const isWhole = checkMac(
    keys.headerMacKey,
    macLabel,
    encodeHeaderForMac(body, body.slots),
    body.mac,
  )
  wipeVaultKeys(keys)
  if (isWhole) return ok(vaultKey)
  wipe(vaultKey)
  return err({ code: 'vault/header-damaged' })
}

const deriveKeyOfSlot = async (
  deps: Pick<StorageDeps, 'deriveSlotKey'>,
  facts: HeaderFacts,
  secret: VaultSecret,
): Promise<Result<Bytes, SlotFailure>> => {
  // A recovery key is as strong as the slot key itself; stretching would add nothing but a wait.
  if (secret.kind === 'recovery') {
    return secret.recoveryKey.length === 16
      ? ok(deriveKey(secret.recoveryKey, 'conclave/recovery-slot/v1', facts.vaultId))
      : err({ code: 'recovery/key-wrong' })
  }
  const problem = checkKdfParams(facts.kdf)
  if (problem !== null) return err({ code: 'vault/kdf-refused', problem })
  try {
    const { passphrase } = secret
    return ok(await deps.deriveSlotKey({ passphrase, salt: facts.kdfSalt, ...facts.kdf }))
  } catch {
    return err({ code: 'vault/kdf-failed' })
  }
}
