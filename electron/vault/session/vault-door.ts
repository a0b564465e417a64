import type { VaultListing } from '../../../shared/contracts/views'
import type { Result } from '../../../shared/errors/result'
import type { Bytes } from '../../../shared/util/bytes'
import type { KeyPair } from '../crypto/keys'
import type { StoreOp } from '../ledger/store-ops'
import type { OpenedVault, VaultSecret } from '../storage/vault-store'

/** What the session asks of storage, with disk, key derivation, machine and clock already wired in. */
export interface VaultDoor {
  readonly create: (
    folder: string,
    facts: {
      readonly label: string
      readonly passphrase: string
      readonly intakePublicKey: Uint8Array
    },
  ) => Promise<Result<{ readonly opened: OpenedVault<StoreOp>; readonly recoveryKey: Bytes }>>
  readonly open: (folder: string, secret: VaultSecret) => Promise<Result<OpenedVault<StoreOp>>>
  /** What a folder shows without a passphrase. Never fails: a folder that is no vault is `missing`. */
  readonly peek: (folder: string) => Promise<VaultListing>
  /** The cloud drive that copies the folder, as far as names tell. */
  readonly cloudDriveOf: (folder: string) => Promise<string | null>
  /** X25519 key that intakes are sealed to while the vault is locked. */
  readonly intakeKeyOf: (folder: string) => Promise<Result<Bytes>>
  /** Sealed intakes, taken while the vault was locked. */
  readonly sealIntake: (
    folder: string,
    intakeKey: Bytes,
    name: string,
    plaintext: Bytes,
  ) => Promise<Result<void>>
  readonly readIntakes: (
    folder: string,
    keys: KeyPair,
  ) => Promise<readonly { readonly name: string; readonly plaintext: Bytes | null }[]>
  readonly removeIntake: (folder: string, name: string) => Promise<Result<void>>
}
