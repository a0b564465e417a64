import type { Database } from 'sql.js'
import type { Result } from '../../../shared/errors/result'
import type { CborValue } from '../../../shared/formats/cbor'
import type { KdfParams } from '../../../shared/formats/header'
import type { Bytes } from '../../../shared/util/bytes'
import type { VaultId } from '../../../shared/util/ids'
import type {
  AcceptFailure,
  CommitFailure,
  CompactFailure,
  HeaderChangeFailure,
  ReadOnlyReason,
} from './failures'

/**
 * What the parts above know of storage: a folder that was opened, a SQLite database to read, and one
 * way to change it. Made by `createVaultStore` and `openVaultStore`.
 *
 * The promise: a commit that resolved with `ok` is in the fsynced journal. After any crash the store
 * holds every acknowledged commit, plus at most those that were waiting for an answer, in order.
 * Anything else opens read-only with a reason, or is refused with a code, and the files are kept.
 */

/**
 * What the database means. The engine never looks inside an operation.
 *
 * `applyOp` and `migrate` are deterministic: no clock, no randomness (in SQL neither), no reading of
 * anything but the database, so that replaying the journal gives the same rows again. They run
 * synchronously, inside a transaction that the engine opens, and start none themselves.
 */
export interface StoreSchema<Op> {
  /** 1 or more; kept as SQLite's `user_version`. A store written by a higher one is refused. */
  readonly version: number
  /** Makes all tables of the current version in an empty database. */
  readonly sql: string
  /** Brings tables from an older version to the current one. */
  migrate(db: Database, fromVersion: number): void
  encodeOp(op: Op): CborValue
  /** The journal may hold operations written by an older version of the schema. */
  decodeOp(value: CborValue, writtenByVersion: number): Result<Op>
  /** A throw before anything was written rejects that commit and leaves the store as it was. */
  applyOp(db: Database, op: Op): void
}

export type VaultSecret =
  /** NFKC-normalised UTF-8, see `passphraseToBytes`. */
  | { readonly kind: 'passphrase'; readonly passphrase: Uint8Array }
  /** The 16 bytes that `parseRecoveryKey` gives. */
  | { readonly kind: 'recovery'; readonly recoveryKey: Uint8Array }

export type StoreMode =
  | { readonly kind: 'read-write' }
  /** Reading goes on from memory. What was not acknowledged is not in the database. */
  | { readonly kind: 'read-only'; readonly reason: ReadOnlyReason }

/** Things that the owner should hear of. The same names as the contract's `VaultWarning`. */
export type OpenWarning =
  /** The folder is older than what this laptop last saw; the store is read-only until accepted. */
  | 'older-than-last-seen'
  /** The laptop's clock is more than an hour behind the time of the newest commit. */
  | 'clock-set-back'
  /** The header was damaged or gone; its second copy was used and the header written anew. */
  | 'header-recovered'
  /** An unfinished last write was dropped, as after a crash. Nothing acknowledged was in it. */
  | 'torn-tail-dropped'

export interface VaultFacts {
  readonly vaultId: VaultId
  /** Shown on the lock screen, unencrypted. */
  readonly label: string
  readonly createdAtMs: number
  readonly kdf: KdfParams
  /** X25519 public key that intakes are sealed to while the vault is locked. */
  readonly intakePublicKey: Bytes
}

export interface VaultStore<Op> {
  readonly facts: () => VaultFacts
  /**
   * For reading, and for rows that are derived from committed ones and can be derived again: what is
   * written here without `commit` reaches the disk with the next image or not at all. Leave no
   * transaction open across an `await`.
   */
  readonly db: Database
  readonly mode: () => StoreMode
  /** Number of the newest commit, growing by one with each; 0 in a new vault. */
  readonly sequence: () => number

  /**
   * Makes the operations durable and applies them, all or none.
   *
   * Resolves after one journal record is written, synced and applied. Commits are served in the
   * order of the calls; those that wait together share one sync. The first failed write or sync
   * makes the store read-only for good: nothing is retried. The cost does not grow with the vault.
   */
  commit(ops: readonly Op[]): Promise<Result<void, CommitFailure>>

  /** True when the journal has grown past max(4 MiB, half of the image). Ask when idle. */
  readonly isCompactionDue: () => boolean
  /**
   * Writes the database as a new image with an empty journal, verifies it, then deletes the old
   * pair. Failing before the switch leaves the store working on the old pair. Commits wait meanwhile.
   */
  compact(): Promise<Result<void, CompactFailure>>
  /**
   * After an erasure: leaves no erased row in image, journal, index, or in files kept aside.
   * Merges full-text indexes, vacuums, compacts under a new file key, and deletes every older file.
   * Answers `vault/purge-incomplete` while an older file could not be deleted: call it again.
   */
  purge(): Promise<Result<void, CompactFailure>>

  /** Rewrites the passphrase slot and nothing else. `current` may be the recovery key. */
  changePassphrase(
    current: VaultSecret,
    next: { readonly passphrase: Uint8Array; readonly kdf?: KdfParams },
  ): Promise<Result<void, HeaderChangeFailure>>
  /** Replaces the recovery key: the old one stops working. The caller shows, then wipes the new. */
  changeRecoveryKey(current: VaultSecret): Promise<Result<Bytes, HeaderChangeFailure>>
  /** Tests a passphrase without changing anything. */
  checkPassphrase(passphrase: Uint8Array): Promise<Result<void, HeaderChangeFailure>>
  /** Tests a typed-back recovery key without changing anything. */
  checkRecoveryKey(recoveryKey: Uint8Array): Promise<Result<void, HeaderChangeFailure>>
  /** Label, device key; `bindToThisMachine` after the owner said that the folder was moved here. */
  changeFacts(change: {
    readonly label?: string
    readonly intakePublicKey?: Uint8Array
    readonly bindToThisMachine?: boolean
  }): Promise<Result<void, HeaderChangeFailure>>

  /**
   * The owner's explicit word to go on from what verified, after `older-than-last-seen`,
   * `journal-damaged`, `journal-missing` or `image-damaged`. The files that did not verify move to
   * `kept/`; a new pair is written from the database; then the store is writable.
   */
  acceptAsIs(): Promise<Result<void, AcceptFailure>>

  /**
   * Locks: waits for the commits that were called before, compacts when the journal holds
   * anything (unless told not to), releases the folder, wipes the keys, frees the database.
   * Later calls answer `vault/locked`. Never fails: what was acknowledged is durable already.
   */
  close(options?: { readonly compact?: boolean }): Promise<void>
}

/** What opening found out, beside the store itself. */
export interface OpenedVault<Op> {
  readonly store: VaultStore<Op>
  readonly warnings: readonly OpenWarning[]
  /** False when the folder was last used on another machine: moved, or restored? Ask the owner. */
  readonly machineMatches: boolean
  /** Set when the tables were brought up from this older version; the old files are in `kept/`. */
  readonly migratedFrom: number | null
}
