import { useSyncExternalStore } from 'react'

/**
 * Whether the screen is covered: what an idle laptop in a meeting does instead of locking. It is kept
 * beside the page too, so that loading the page anew does not lift the cover.
 */
const storageKey = 'screen-covered'

let isCovered = sessionStorage.getItem(storageKey) !== null
const listeners = new Set<() => void>()

const change = (next: boolean): void => {
  if (next === isCovered) return
  isCovered = next
  if (next) sessionStorage.setItem(storageKey, 'yes')
  else sessionStorage.removeItem(storageKey)
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const coverScreen = (): void => change(true)

/** Only after the passphrase was checked, or once the vault is not open any more. */
export const uncoverScreen = (): void => change(false)

export const useIsCovered = (): boolean => useSyncExternalStore(subscribe, () => isCovered)
