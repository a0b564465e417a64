import type { Bytes } from '../../../shared/util/bytes'

/**
 * What this laptop last saw of a vault, kept outside the vault's folder: the one way to notice that
 * the folder as a whole is older than it was. A restored backup and a disk that lies look alike.
 *
 * Best effort: a witness that is missing or cannot be written never keeps anybody out. It is set
 * after each acknowledged group of commits, so it is never ahead of the journal.
 */
export interface WitnessRecord {
  readonly sequence: number
  readonly headHash: Uint8Array
  readonly headerRevision: number
  /** So that a header with another key is noticed before an intake is sealed to it. */
  readonly intakePublicKey: Uint8Array
}

export interface Witness {
  /** @returns `null` when this laptop has not seen the vault. */
  readonly get: (vaultId: Bytes) => Promise<WitnessRecord | null>
  readonly set: (vaultId: Bytes, record: WitnessRecord) => Promise<void>
}
