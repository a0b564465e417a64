import { dirname } from 'node:path'
import { passphraseToBytes } from '../crypto/kdf'
import { calibrateKdf } from '../crypto/kdf-params'
import { wipe } from '../crypto/keys'
import { ledgerStoreSchema } from '../ledger/store-ops'
import { detectCloudFolder } from '../storage/cloud-folder'
import { createVaultStore } from '../storage/create-vault-store'
import { readIntakeKey, readIntakes, removeIntake, writeIntake } from '../storage/inbox'
import { openVaultStore } from '../storage/open-vault-store'
import { peekVault } from '../storage/peek-vault'
import type { StorageDeps } from '../storage/storage-deps'
import type { VaultDoor } from './vault-door'

/** How far up a cloud drive's own files are looked for. */
const maxParents = 6

/** The session's door to the storage engine. */
export const createStorageDoor = (deps: StorageDeps, totalMemoryBytes: number): VaultDoor => {
  const cloudDriveOf = async (folder: string): Promise<string | null> => {
    const entries: (readonly string[])[] = []
    for (let at = folder, level = 0; level < maxParents; level++) {
      const names = await deps.disk.list(at)
      if (names.ok) entries.push(names.value)
      const parent = dirname(at)
      if (parent === at) break
      at = parent
    }
    return detectCloudFolder(folder, entries)
  }

  return {
    create: async (folder, { label, passphrase, intakePublicKey }) => {
      const kdf = await calibrateKdf(deps.deriveSlotKey, deps.now, totalMemoryBytes)
      const bytes = passphraseToBytes(passphrase)
      try {
        return await createVaultStore(
          deps,
          { folder, label, passphrase: bytes, intakePublicKey, kdf },
          ledgerStoreSchema,
        )
      } finally {
        wipe(bytes)
      }
    },
    open: (folder, secret) => openVaultStore(deps, { folder, secret }, ledgerStoreSchema),
    peek: async (folder) => {
      const { vaultId, label, status, sealedIntakes } = await peekVault(deps, folder)
      return {
        vaultId,
        folder,
        label,
        status,
        cloudDrive: await cloudDriveOf(folder),
        sealedIntakes,
      }
    },
    cloudDriveOf,
    intakeKeyOf: (folder) => readIntakeKey(deps, folder),
    sealIntake: (folder, intakeKey, name, plaintext) =>
      writeIntake(deps.disk, folder, intakeKey, name, plaintext),
    readIntakes: (folder, keys) => readIntakes(deps.disk, folder, keys),
    removeIntake: (folder, name) => removeIntake(deps.disk, folder, name),
  }
}
