import { headerVersion } from '../../../shared/formats/header'
import { bytesToHex } from '../../../shared/util/bytes'
import { VaultId } from '../../../shared/util/ids'
import { listGenerations } from './generations'
import { findHeader } from './header-file'
import { listIntakes } from './inbox'
import type { StorageDeps } from './storage-deps'
import { creationMarkerFile } from './vault-files'
import { isVaultInUse } from './vault-lock'

/** What a folder shows without a passphrase. Nothing in it is authenticated before unlocking. */
export interface VaultPeek {
  readonly vaultId: VaultId | null
  readonly label: string
  readonly status: VaultPeekStatus
  readonly formatVersion: number | null
  /** The second copy of the header can be read. */
  readonly hasBackupHeader: boolean
  readonly sealedIntakes: number
}

export type VaultPeekStatus =
  | 'ok'
  /** No header that can be read, or no image: unlocking will say more. */
  | 'damaged'
  | 'newer-format'
  | 'in-use'
  /** Founding was interrupted. */
  | 'incomplete'
  /** Not a vault, or not there. */
  | 'missing'

export const peekVault = async (
  deps: Pick<StorageDeps, 'disk' | 'now' | 'host'>,
  folder: string,
): Promise<VaultPeek> => {
  const { disk } = deps
  const generations = await listGenerations(disk, folder)
  const found = await findHeader(disk, folder)
  const sealedIntakes = (await listIntakes(disk, folder)).length
  const hasImage = generations.ok && generations.value.images.length > 0
  const nothing = {
    vaultId: null,
    label: '',
    formatVersion: null,
    hasBackupHeader: false,
    sealedIntakes,
  }
  if (!found.ok) {
    const { error } = found
    if (error.code === 'vault/newer-format') {
      return { ...nothing, status: 'newer-format', formatVersion: error.version }
    }
    if (error.code !== 'vault/not-a-vault') return { ...nothing, status: 'damaged' }
    const marker = await disk.stat(`${folder}/${creationMarkerFile}`)
    return { ...nothing, status: marker.ok ? 'incomplete' : hasImage ? 'damaged' : 'missing' }
  }
  const { body, from, backup } = found.value
  const isInUse = await isVaultInUse(deps, folder, body.vaultId)
  return {
    vaultId: VaultId.parse(bytesToHex(body.vaultId)),
    label: body.label,
    status: isInUse ? 'in-use' : hasImage ? 'ok' : 'damaged',
    formatVersion: headerVersion,
    hasBackupHeader: from === 'backup' || backup !== null,
    sealedIntakes,
  }
}
