import type { Failure } from '../../../shared/errors/result'
import type { DiskError, DiskErrorCode } from '../../platform/disk'

/** Why a store that can be read cannot be written. Each has its own page in the app. */
export type ReadOnlyReason =
  | 'disk-full'
  | 'disk-error'
  | 'permission-denied'
  | 'read-only-disk'
  | 'too-many-open-files'
  /** The database shows every record up to the first that does not verify. */
  | 'journal-damaged'
  /** The image verifies; what was written after it is gone. */
  | 'journal-missing'
  /** The newest image is damaged or gone; the database shows the pair before it. */
  | 'image-damaged'
  | 'older-than-last-seen'
  /** Another process took the folder over, for instance after this laptop slept for long. */
  | 'lock-lost'
  /** An operation that had been accepted could not be applied: a mistake of the program. */
  | 'defect'

export interface LockedFailure extends Failure {
  readonly code: 'vault/locked'
}
export interface ReadOnlyFailure extends Failure {
  readonly code: 'vault/read-only'
  readonly reason: ReadOnlyReason
}
export interface UnreadableFailure extends Failure {
  /** The disk refused to give a file; trying again may help. Nothing is said about its content. */
  readonly code: 'vault/unreadable'
  readonly cause: DiskErrorCode
}

export type CommitFailure =
  | LockedFailure
  | ReadOnlyFailure
  | { readonly code: 'vault/commit-too-large'; readonly limitBytes: number }

export type CompactFailure =
  | LockedFailure
  | ReadOnlyFailure
  /** Nothing changed; the store goes on with the image and journal that it has. */
  | { readonly code: 'vault/compaction-failed'; readonly cause: DiskErrorCode | 'verification' }
  | { readonly code: 'vault/image-too-large'; readonly limitBytes: number }
  | { readonly code: 'vault/purge-incomplete'; readonly cause: DiskErrorCode }

export type HeaderChangeFailure =
  | LockedFailure
  | ReadOnlyFailure
  | KdfRefused
  | { readonly code: 'vault/wrong-passphrase' }
  | { readonly code: 'recovery/key-wrong' }
  | { readonly code: 'vault/kdf-failed' }

export type AcceptFailure = CompactFailure | { readonly code: 'vault/nothing-to-accept' }

export interface KdfRefused extends Failure {
  /** Parameters under the floor, or so large that they would only exhaust the laptop. */
  readonly code: 'vault/kdf-refused'
  readonly problem: 'below-floor' | 'above-ceiling'
}

export type CreateFailure =
  | { readonly code: 'vault/folder-exists' }
  | { readonly code: 'vault/in-use' }
  | { readonly code: 'vault/kdf-failed' }
  | KdfRefused
  | { readonly code: 'storage/write-failed'; readonly reason: ReadOnlyReason }

export type OpenFailure =
  | { readonly code: 'vault/not-a-vault' }
  /** Founding was interrupted before it was acknowledged; `createVaultStore` clears it. */
  | { readonly code: 'vault/incomplete' }
  | { readonly code: 'vault/newer-format'; readonly file: VaultFileKind; readonly version: number }
  | { readonly code: 'vault/in-use' }
  /** Both copies of the header. */
  | { readonly code: 'vault/header-damaged' }
  | { readonly code: 'vault/kdf-failed' }
  | KdfRefused
  | { readonly code: 'vault/wrong-passphrase' }
  | { readonly code: 'recovery/key-wrong' }
  /** No image that verifies is left, and so nothing that could be shown. */
  | { readonly code: 'vault/image-damaged' }
  | { readonly code: 'vault/image-missing' }
  | UnreadableFailure

export type VaultFileKind = 'header' | 'image' | 'journal' | 'tables'

/** The reason that a failed write gives to a store from then on. */
export const diskErrorToReason = (error: DiskError): ReadOnlyReason => {
  switch (error.code) {
    case 'disk/full':
      return 'disk-full'
    case 'disk/permission-denied':
      return 'permission-denied'
    case 'disk/read-only':
      return 'read-only-disk'
    case 'disk/too-many-open-files':
      return 'too-many-open-files'
    case 'disk/missing':
    case 'disk/exists':
    case 'disk/too-large':
    case 'disk/io-error':
      return 'disk-error'
  }
}
