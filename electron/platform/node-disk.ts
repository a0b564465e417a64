import { constants, type Stats } from 'node:fs'
import {
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  rmdir,
  utimes,
} from 'node:fs/promises'
import { err, ok, type Result } from '../../shared/errors/result'
import type { Bytes } from '../../shared/util/bytes'
import type { Disk, DiskError, DiskErrorCode, DiskFile, DiskOperation, FileStat } from './disk'
import { retryRename } from './retry-rename'

/** The real file system. Files are made with mode 0600 and folders with 0700, whatever the umask allows beyond. */
export const createNodeDisk = (): Disk => ({
  readFile: (path, limitBytes) =>
    withHandle('read-file', path, async (handle) => {
      const { size } = await handle.stat()
      if (size > limitBytes) return err({ code: 'disk/too-large', operation: 'read-file' })
      return ok(await readFully(handle, size))
    }),
  stat: (path) => attempt('stat', async () => statOf(await lstat(path))),
  list: (path) => attempt('list', async () => (await readdir(path)).sort()),
  makeFolder: (path) => attempt('make-folder', () => mkdir(path, { mode: 0o700 })),
  create: (path) =>
    attempt('create', async () =>
      fileOf(await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600)),
    ),
  open: (path) => attempt('open', async () => fileOf(await open(path, constants.O_RDWR))),
  rename: (from, to) =>
    attempt('rename', () => retryRename(() => rename(from, to), process.platform === 'win32')),
  remove: (path) =>
    attempt('remove', async () => ((await lstat(path)).isDirectory() ? rmdir(path) : rm(path))),
  syncFolder: (path) => attempt('sync-folder', () => syncFolder(path)),
  touch: (path, modifiedAtMs) =>
    attempt('touch', () => utimes(path, modifiedAtMs / 1_000, modifiedAtMs / 1_000)),
})

const fileOf = (handle: FileHandle): DiskFile => ({
  write: (bytes, atByte) =>
    attempt('write', async () => {
      let written = 0
      while (written < bytes.length) {
        const { bytesWritten } = await handle.write(
          bytes,
          written,
          bytes.length - written,
          atByte + written,
        )
        written += bytesWritten
      }
    }),
  truncate: (sizeBytes) => attempt('truncate', () => handle.truncate(sizeBytes)),
  sync: () => attempt('sync', () => handle.datasync()),
  close: () => attempt('close', () => handle.close()),
})

const readFully = async (handle: FileHandle, sizeBytes: number): Promise<Bytes> => {
  const bytes = new Uint8Array(sizeBytes)
  let read = 0
  while (read < sizeBytes) {
    const { bytesRead } = await handle.read(bytes, read, sizeBytes - read, read)
    if (bytesRead === 0) return bytes.slice(0, read)
    read += bytesRead
  }
  return bytes
}

const statOf = (stats: Stats): FileStat => ({
  kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other',
  sizeBytes: stats.size,
  modifiedAtMs: Math.round(stats.mtimeMs),
})

/** Windows cannot sync a folder (EPERM, nodejs/node#3879), some network file systems neither (EINVAL). */
const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(path, constants.O_RDONLY)
  try {
    await handle.sync()
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP'].includes(codeOf(error))) throw error
  } finally {
    await handle.close()
  }
}

const withHandle = async <T>(
  operation: DiskOperation,
  path: string,
  use: (handle: FileHandle) => Promise<Result<T, DiskError>>,
): Promise<Result<T, DiskError>> => {
  try {
    const handle = await open(path, constants.O_RDONLY)
    try {
      return await use(handle)
    } finally {
      await handle.close()
    }
  } catch (error) {
    return err(diskErrorOf(operation, error))
  }
}

const attempt = async <T>(
  operation: DiskOperation,
  run: () => Promise<T>,
): Promise<Result<T, DiskError>> => {
  try {
    return ok(await run())
  } catch (error) {
    return err(diskErrorOf(operation, error))
  }
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? '')

const codes: Readonly<Record<string, DiskErrorCode>> = {
  ENOENT: 'disk/missing',
  ENOTDIR: 'disk/missing',
  EEXIST: 'disk/exists',
  ENOTEMPTY: 'disk/exists',
  ENOSPC: 'disk/full',
  EDQUOT: 'disk/full',
  EACCES: 'disk/permission-denied',
  EPERM: 'disk/permission-denied',
  EROFS: 'disk/read-only',
  EMFILE: 'disk/too-many-open-files',
  ENFILE: 'disk/too-many-open-files',
}

const diskErrorOf = (operation: DiskOperation, error: unknown): DiskError => ({
  code: codes[codeOf(error)] ?? 'disk/io-error',
  operation,
})
