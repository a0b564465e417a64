import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** The process that a folder belongs to stands in its name: `conclave-browser-<pid>-<random>`. */
export const folderPrefix = 'conclave-browser-'

const ownerOf = (name: string): number | null => {
  const [, pid] = /^conclave-browser-([1-9][0-9]{0,9})-[A-Za-z0-9]+$/.exec(name) ?? []
  return pid === undefined ? null : Number(pid)
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    // Anything but "no such process", a refusal for instance, means that there is one.
    return (thrown as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/**
 * Removes what runs left that were killed before they could tidy up. Left alone are folders whose
 * owner runs, that name no owner, that are links, or that another account made: the folder for
 * temporary files is everybody's. A process that got the number of one that is gone keeps its folder.
 *
 * @param temporaryFolder the system's
 */
export const sweepBrowserFiles = async (temporaryFolder: string): Promise<void> => {
  const names = await readdir(temporaryFolder).catch(() => [])
  for (const name of names) {
    const owner = ownerOf(name)
    if (owner === null || isRunning(owner)) continue
    const folder = join(temporaryFolder, name)
    try {
      const stats = await lstat(folder)
      const isOwn = process.getuid === undefined || process.getuid() === stats.uid
      if (isOwn && stats.isDirectory()) await rm(folder, { recursive: true })
    } catch {
      // Another start may sweep at the same time, and what stays is swept at the next.
    }
  }
}
