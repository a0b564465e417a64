import type { OutputOf } from '../../../shared/contracts/contract'
import type { vaultContract } from '../../../shared/contracts/vault'
import { err, ok, type Result } from '../../../shared/errors/result'
import { bundleExtension, maxBundleBytes } from '../../../shared/formats/bundle'
import { bytesToHex, textOf, utf8 } from '../../../shared/util/bytes'
import type { Disk } from '../../platform/disk'
import { hash256 } from '../crypto/hash'
import { readLocalBytes } from '../session/local-settings'
import type { UnlockedVault } from '../session/unlocked-vault'
import { importBundle, openForMe } from './import-bundle'

type FolderView = OutputOf<(typeof vaultContract)['bundle.folder']>

/** A folder in which arriving bundles are found: a shared drive, a download folder, a stick. */
export interface FolderWatch {
  readonly view: () => FolderView
  readonly set: (folder: string | null) => Promise<Result<null>>
  /** Looks once, and takes in what is new. Files are left where they are. */
  readonly look: () => Promise<void>
}

const folderKey = 'watched-folder'
const maxRemembered = 20

/** How often the folder is looked into while a vault is open. */
export const lookIntervalMs = 15_000

export const createFolderWatch = (vault: UnlockedVault, disk: Disk): FolderWatch => {
  /** By content: a file that is replaced is another file. Taking one in twice changes nothing anyway. */
  const taken = new Set<string>()
  /** Size and time of files that need not be read again: a folder may hold many large ones. */
  const seen = new Map<string, string>()
  let lastImports: FolderView['lastImports'] = []
  let isMissing = false

  const folderOf = (): string | null => {
    const bytes = readLocalBytes(vault.store.db, folderKey)
    return bytes && textOf(bytes)
  }

  const takeIn = async (folder: string, fileName: string): Promise<void> => {
    const path = `${folder}/${fileName}`
    const found = await disk.stat(path)
    // Links and pipes are never opened: reading one may wait for ever, and every command with it.
    if (!found.ok || found.value.kind !== 'file' || found.value.sizeBytes > maxBundleBytes) return
    const version = `${found.value.sizeBytes}/${found.value.modifiedAtMs}`
    if (seen.get(path) === version) return
    const file = await disk.readFile(path, maxBundleBytes)
    if (!file.ok) return
    const digest = bytesToHex(hash256(file.value))
    if (taken.has(digest)) {
      seen.set(path, version)
      return
    }
    const opened = openForMe(vault, file.value)
    // Who sent it may become known by another file.
    if (!opened.ok && opened.error.code === 'bundle/sender-not-a-member') return
    seen.set(path, version)
    // What is for somebody else lies in a shared folder rightly.
    if (!opened.ok) return
    taken.add(digest)
    const imported = await importBundle(vault, opened.value)
    if (!imported.ok) return
    const { newEntries, damagedPieces, refused } = imported.value
    if (newEntries + damagedPieces + refused.length === 0) return
    lastImports = [{ ...imported.value, fileName, atMs: vault.now() }, ...lastImports].slice(
      0,
      maxRemembered,
    )
  }

  return {
    view: () => {
      const folder = folderOf()
      return {
        folder,
        state: folder === null ? 'off' : isMissing ? 'missing' : 'watching',
        lastImports,
      }
    },
    set: async (folder) => {
      if (folder !== null) {
        const found = await disk.stat(folder)
        if (!found.ok || found.value.kind !== 'folder')
          return err({ code: 'bundle/folder-missing' })
      }
      const value = folder === null ? null : utf8(folder)
      const kept = await vault.store.commit([{ op: 'put-local', key: folderKey, value }])
      if (!kept.ok) return kept
      isMissing = false
      return ok(null)
    },
    look: async () => {
      const folder = folderOf()
      if (folder === null || vault.store.mode().kind !== 'read-write') return
      const names = await disk.list(folder)
      isMissing = !names.ok
      for (const name of names.ok ? names.value : []) {
        if (name.endsWith(bundleExtension)) await takeIn(folder, name)
      }
    },
  }
}
