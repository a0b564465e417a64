import { useEffect, useRef } from 'react'

let pending = false
const listeners = new Set<() => void>()

/** Asks the list of cases for its search field. Kept until the list is on screen. */
export const requestSearch = (): void => {
  if (listeners.size === 0) pending = true
  for (const listener of listeners) listener()
}

/** Runs `onRequest` when the search is asked for; the list of cases moves the focus there. */
export const useSearchRequest = (onRequest: () => void): void => {
  const latest = useRef(onRequest)
  useEffect(() => {
    latest.current = onRequest
  }, [onRequest])
  useEffect(() => {
    const listener = () => latest.current()
    listeners.add(listener)
    if (pending) {
      pending = false
      listener()
    }
    return () => {
      listeners.delete(listener)
    }
  }, [])
}
