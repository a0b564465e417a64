import { dirname } from 'node:path'
import type { Disk } from '../platform/disk'
import { writeFileAtomic } from '../platform/write-file-atomic'

/**
 * Writes a file that a member chose to pass on, and keeps nothing of it.
 *
 * @param path absolute; what is there is replaced, as the dialog asked
 * @returns the folder that it stands in, or `null` when it could not be written whole
 */
export const saveFile = async (
  disk: Disk,
  path: string,
  bytes: Uint8Array,
): Promise<string | null> => {
  const written = await writeFileAtomic(disk, path.replaceAll('\\', '/'), bytes)
  return written.ok ? dirname(path) : null
}
