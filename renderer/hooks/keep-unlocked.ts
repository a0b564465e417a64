import { useEffect, useSyncExternalStore } from 'react'
import { callShell, useClient } from '../client/client'

/** How many screens on display must not be covered by the idle lock: an open intake, a recovery key. */
let holders = 0
const listeners = new Set<() => void>()

const change = (by: 1 | -1): void => {
  holders += by
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether something is open that the idle lock never interrupts. */
export const useIsKeptUnlocked = (): boolean => useSyncExternalStore(subscribe, () => holders > 0)

/**
 * Keeps the idle lock away while the caller is on screen and `active`. Locking by hand and the
 * system's lock still work. Tells the host too, which has an idle time of its own.
 */
export const useKeepUnlocked = (active = true): void => {
  const bridge = useClient()
  useEffect(() => {
    if (!active) return
    change(1)
    if (holders === 1) void callShell(bridge, 'shell.setBusy', { busy: true })
    return () => {
      change(-1)
      if (holders === 0) void callShell(bridge, 'shell.setBusy', { busy: false })
    }
  }, [active, bridge])
}
