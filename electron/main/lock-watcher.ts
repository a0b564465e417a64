import type { PowerMonitor } from 'electron'

export interface LockWatcherDeps {
  readonly powerMonitor: PowerMonitor
  readonly platform: NodeJS.Platform
  every(intervalMs: number, run: () => void): void
  /** The system is locking, going to sleep or changing its user. */
  onLock(): void
}

const pollMs = 5_000
/** Only the state `locked` is looked for, for which this threshold plays no part. */
const idleThresholdSeconds = 3_600

/**
 * Tells when the system locks. On Linux `lock-screen` never comes (bitwarden/clients#2601), so the
 * state is asked for, and told once for every time that it turns to locked.
 */
export const watchSystemLock = (deps: LockWatcherDeps): void => {
  const { powerMonitor, platform, onLock } = deps
  powerMonitor.on('lock-screen', onLock)
  powerMonitor.on('suspend', onLock)
  if (platform === 'darwin') powerMonitor.on('user-did-resign-active', onLock)
  if (platform !== 'linux') return
  let wasLocked = false
  deps.every(pollMs, () => {
    const isLocked = powerMonitor.getSystemIdleState(idleThresholdSeconds) === 'locked'
    if (isLocked && !wasLocked) onLock()
    wasLocked = isLocked
  })
}
