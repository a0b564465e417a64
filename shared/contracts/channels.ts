/** The channels of Electron's IPC that exist. Everything else travels on the vault's port. */
export const channels = {
  /** Window to main: one row of the shell's contract. */
  shell: 'conclave:shell',
  /** Window to main: a document has loaded and has no vault yet. */
  vaultWanted: 'conclave:vault-wanted',
  /** Main to window. */
  shellEvent: 'conclave:shell-event',
  /** Main to window: the port of a fresh vault process. */
  vaultPort: 'conclave:vault-port',
} as const
