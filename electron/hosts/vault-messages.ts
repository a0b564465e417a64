import type { Defect } from '../../shared/contracts/dispatch'

/** What a host gives its vault process at birth. */
export interface VaultInit {
  /** Where vaults and the list of them are kept unless their owner says otherwise. */
  readonly homeFolder: string
  readonly resourcesFolder: string
  readonly wasmPath: string
  readonly handoffPath: string
  /** Makes an answer outside the contract a defect. For tests. */
  readonly checkAnswers: boolean
  /** Meetings on this very machine are good: for several members on one, in tests and demos. */
  readonly allowsLoopback?: boolean
}

/** Host to vault process. What connects comes with a port. */
export type HostMessage =
  | { readonly kind: 'init'; readonly init: VaultInit }
  /** A window, which calls the vault. */
  | { readonly kind: 'connect' }
  /** The sync window that stands now (`shared/contracts/sync-link.ts`). */
  | { readonly kind: 'connect-sync' }
  /** What main does on the network for it (`shared/contracts/network.ts`). */
  | { readonly kind: 'connect-network' }
  /** Locks without a window's help: the system is locking and the window may hang. */
  | { readonly kind: 'lock' }
  /** Finishes what was begun, locks and ends. */
  | { readonly kind: 'stop' }

/** Vault process to host: nothing of a case, ever. */
export type VaultMessage = { readonly kind: 'defect'; readonly defect: Defect }
