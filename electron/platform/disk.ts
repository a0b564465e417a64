import type { Failure, Result } from '../../shared/errors/result'
import type { Bytes } from '../../shared/util/bytes'

/**
 * The disk as the storage engine sees it: few operations, each of which either happened or answers
 * with a code. Nothing is retried here, except a rename that Windows refuses for a moment.
 *
 * Paths are absolute, with `/` between names. Adapters: `createNodeDisk`, and in tests one in
 * memory that crashes and fails where it is told to. One contract suite runs on both.
 */
export type DiskErrorCode =
  /** There is no such file or folder. */
  | 'disk/missing'
  | 'disk/exists'
  /** No space, or over quota. */
  | 'disk/full'
  | 'disk/permission-denied'
  /** The file system is mounted for reading only. */
  | 'disk/read-only'
  | 'disk/too-many-open-files'
  /** The file is larger than the limit that the caller gave. */
  | 'disk/too-large'
  /** Anything else; on a failed sync nothing is known about what reached the disk. */
  | 'disk/io-error'

export type DiskOperation =
  | 'read-file'
  | 'stat'
  | 'list'
  | 'make-folder'
  | 'create'
  | 'open'
  | 'write'
  | 'truncate'
  | 'sync'
  | 'close'
  | 'rename'
  | 'remove'
  | 'sync-folder'
  | 'touch'

/** Carries no path: folder names are the owner's business and failures get logged. */
export interface DiskError extends Failure {
  readonly code: DiskErrorCode
  readonly operation: DiskOperation
}

export interface FileStat {
  readonly kind: 'file' | 'folder' | 'other'
  readonly sizeBytes: number
  readonly modifiedAtMs: number
}

/** An open file. Close it on every way out; a closed file answers `disk/io-error`. */
export interface DiskFile {
  /** Writes all bytes at the offset, or fails having written any part of them. */
  write(bytes: Uint8Array, atByte: number): Promise<Result<void, DiskError>>
  truncate(sizeBytes: number): Promise<Result<void, DiskError>>
  /** fdatasync (F_FULLFSYNC on macOS). After a failure never sync again: reopen and read instead. */
  sync(): Promise<Result<void, DiskError>>
  close(): Promise<Result<void, DiskError>>
}

export interface Disk {
  readFile(path: string, limitBytes: number): Promise<Result<Bytes, DiskError>>
  stat(path: string): Promise<Result<FileStat, DiskError>>
  /** Names in the folder, sorted. */
  list(path: string): Promise<Result<readonly string[], DiskError>>
  /** Mode 0700. Parents must exist; an existing folder answers `disk/exists`. */
  makeFolder(path: string): Promise<Result<void, DiskError>>
  /** Creates for writing with mode 0600; answers `disk/exists` if anything is there (O_EXCL). */
  create(path: string): Promise<Result<DiskFile, DiskError>>
  /** Opens an existing file for writing, changing nothing. */
  open(path: string): Promise<Result<DiskFile, DiskError>>
  /** Replaces the target in one step. */
  rename(from: string, to: string): Promise<Result<void, DiskError>>
  /** Removes a file, or an empty folder. */
  remove(path: string): Promise<Result<void, DiskError>>
  /** Makes names durable. A no-op where folders cannot be synced (Windows). */
  syncFolder(path: string): Promise<Result<void, DiskError>>
  touch(path: string, modifiedAtMs: number): Promise<Result<void, DiskError>>
}
