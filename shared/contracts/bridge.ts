import type { ShellClient, ShellEvent } from './shell'
import type { VaultClient, VaultEvent } from './vault'

/** What preload puts on the window as `window.conclave`: one named method per contract row, no more. */
export interface Bridge {
  readonly vault: VaultClient
  readonly shell: ShellClient
  /** @returns a function that stops listening. */
  readonly onVaultEvent: (listener: (event: VaultEvent) => void) => () => void
  readonly onShellEvent: (listener: (event: ShellEvent) => void) => () => void
}
