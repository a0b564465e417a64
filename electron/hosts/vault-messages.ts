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
}

/** Host to vault process. A `connect` comes with the port of one window. */
export type HostMessage =
  | { readonly kind: 'init'; readonly init: VaultInit }
  | { readonly kind: 'connect' }
  /** Locks without a window's help: the system is locking and the window may hang. */
  | { readonly kind: 'lock' }
  /** Finishes what was begun, locks and ends. */
  | { readonly kind: 'stop' }

/** Vault process to host: nothing of a case, ever. */
export type VaultMessage = { readonly kind: 'defect'; readonly defect: Defect }
