import { err, ok, type Result } from '../../shared/errors/result'
import type { Disk, DiskError, DiskFile } from './disk'

/**
 * Replaces a file so that at any moment the path shows the old bytes or the new, and after `ok` the
 * new ones are durable: temporary file beside it, write, sync, rename, sync of the folder.
 */
export const writeFileAtomic = (
  disk: Disk,
  path: string,
  bytes: Uint8Array,
): Promise<Result<void, DiskError>> => replaceFile(disk, path, (file) => file.write(bytes, 0))

/** The same for content that is written piece by piece. A failure leaves the path as it was. */
export const replaceFile = async (
  disk: Disk,
  path: string,
  fill: (file: DiskFile) => Promise<Result<void, DiskError>>,
): Promise<Result<void, DiskError>> => {
  const temporary = `${path}.tmp`
  const created = await createAfresh(disk, temporary)
  if (!created.ok) return created
  const filled = await fillAndSync(created.value, fill)
  const renamed = filled.ok ? await disk.rename(temporary, path) : filled
  if (!renamed.ok) {
    await disk.remove(temporary)
    return renamed
  }
  return disk.syncFolder(folderOf(path))
}

const createAfresh = async (disk: Disk, path: string): Promise<Result<DiskFile, DiskError>> => {
  const created = await disk.create(path)
  if (created.ok || created.error.code !== 'disk/exists') return created
  const removed = await disk.remove(path)
  return removed.ok ? disk.create(path) : removed
}

const fillAndSync = async (
  file: DiskFile,
  fill: (file: DiskFile) => Promise<Result<void, DiskError>>,
): Promise<Result<void, DiskError>> => {
  const filled = await fill(file)
  const synced = filled.ok ? await file.sync() : filled
  const closed = await file.close()
  return synced.ok ? closed : synced
}

const folderOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')))

/** Removing what is gone already is a success. */
export const removeIfPresent = async (
  disk: Disk,
  path: string,
): Promise<Result<void, DiskError>> => {
  const removed = await disk.remove(path)
  return removed.ok || removed.error.code === 'disk/missing' ? ok(undefined) : err(removed.error)
}
