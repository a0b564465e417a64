import { ok, type Result } from '../../../shared/errors/result'
import { textOf, utf8 } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import type { Disk, DiskError } from '../../platform/disk'
import { writeFileAtomic } from '../../platform/write-file-atomic'

/**
 * Which folders on this laptop hold vaults: those in the app's own folder, and those that were added
 * by hand. The list names folders only; what is in them is asked of the folders themselves.
 */
export interface VaultRegistry {
  readonly folders: () => Promise<readonly string[]>
  readonly add: (folder: string) => Promise<Result<void, DiskError>>
  /** Where a new vault goes when nobody says otherwise. */
  readonly ownFolder: string
}

const RegistryFile = z.object({
  version: z.literal(1),
  folders: z.array(z.string().max(4_096)).max(200),
})
const maxFileBytes = 1_000_000

export const createVaultRegistry = (disk: Disk, homeFolder: string): VaultRegistry => {
  const file = `${homeFolder}/vaults.json`
  const ownFolder = `${homeFolder}/vaults`

  /** A list that is missing or unreadable is an empty one: no vault is lost with it. */
  const added = async (): Promise<readonly string[]> => {
    const read = await disk.readFile(file, maxFileBytes)
    if (!read.ok) return []
    try {
      return RegistryFile.parse(JSON.parse(textOf(read.value))).folders
    } catch {
      return []
    }
  }

  return {
    ownFolder,
    folders: async () => {
      const own = await disk.list(ownFolder)
      const inside = own.ok ? own.value.map((name) => `${ownFolder}/${name}`) : []
      return [...new Set([...inside, ...(await added())])]
    },
    add: async (folder) => {
      const folders = await added()
      if (folders.includes(folder) || folder.startsWith(`${ownFolder}/`)) return ok(undefined)
      const next = JSON.stringify({ version: 1, folders: [...folders, folder].slice(-200) })
      return writeFileAtomic(disk, file, utf8(next))
    },
  }
}
