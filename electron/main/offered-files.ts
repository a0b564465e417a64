import { isAbsolute, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { err, ok, type Result } from '../../shared/errors/result'
import { bundleExtension, maxBundleBytes } from '../../shared/formats/bundle'
import type { Bytes } from '../../shared/util/bytes'
import type { Disk } from '../platform/disk'

/**
 * Files that the desktop handed over to be opened, by a double click or on the command line. Their
 * paths stay here: the window hears that one waits and is given its bytes, sealed as they are, once
 * a vault is unlocked and it asks.
 */
export interface OfferedFiles {
  /**
   * Keeps those of the arguments that name a bundle: by its extension, and a file itself, no link,
   * folder or pipe. Everything else on a command line is somebody else's.
   *
   * @param folder what relative paths are relative to
   */
  offer(args: readonly string[], folder: string): Promise<void>
  /** How many wait. */
  count(): number
  /** The oldest, which is forgotten with this; `null` when none waits. */
  take(): Promise<Result<Bytes | null>>
  /** @param listener told whenever files came to wait */
  onOffered(listener: () => void): void
}

/** More than anybody selects at once, and few enough to open one after the other. */
const maxWaiting = 20

/** Some Linux desktops hand over `file:` addresses. One of another machine is no path. */
const pathOf = (argument: string, folder: string): string | null => {
  if (argument.startsWith('-')) return null
  try {
    const named = argument.startsWith('file:') ? fileURLToPath(argument) : argument
    if (!named.toLowerCase().endsWith(bundleExtension)) return null
    const path = isAbsolute(named) ? named : resolve(folder, named)
    return sep === '\\' ? path.replaceAll('\\', '/') : path
  } catch {
    return null
  }
}

export const createOfferedFiles = (disk: Disk): OfferedFiles => {
  let waiting: readonly string[] = []
  let tellOffered = (): void => {}

  const isFile = async (path: string): Promise<boolean> => {
    const found = await disk.stat(path)
    return found.ok && found.value.kind === 'file'
  }

  return {
    offer: async (args, folder) => {
      let hasNew = false
      for (const argument of args) {
        const path = pathOf(argument, folder)
        if (path === null || waiting.includes(path) || !(await isFile(path))) continue
        if (waiting.length === maxWaiting) break
        waiting = [...waiting, path]
        hasNew = true
      }
      if (hasNew) tellOffered()
    },
    count: () => waiting.length,
    take: async () => {
      const [path, ...others] = waiting
      if (path === undefined) return ok(null)
      waiting = others
      // Another file may stand there by now.
      if (!(await isFile(path))) return err({ code: 'shell/file-unreadable' })
      const read = await disk.readFile(path, maxBundleBytes)
      return read.ok ? read : err({ code: 'shell/file-unreadable' })
    },
    onOffered: (listener) => {
      tellOffered = listener
    },
  }
}
