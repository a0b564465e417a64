import type { InputOf } from '../../shared/contracts/contract'
import type { VaultContract } from '../../shared/contracts/vault'

export type VaultRow = keyof VaultContract & string
export type VaultInput<K extends VaultRow> = InputOf<VaultContract[K]>

/**
 * The cache key of a row of the vault's contract: its name, then its input. Never build one for
 * `passphrase.rate` or another row whose input is a secret: keys stay in the cache's memory.
 */
export const vaultKey = <K extends VaultRow>(row: K, input?: VaultInput<K>) =>
  input === undefined ? ([row] as const) : ([row, input] as const)
