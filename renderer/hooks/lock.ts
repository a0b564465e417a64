import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { callShell, useClient } from '../client/client'

type Save = () => Promise<unknown>

const saves = new Set<Save>()

/** A lock is not held up longer than this by a save that hangs. */
const saveTimeoutMs = 1_500

const waitMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Writes what is still unsaved on screen, as far as that works in time. */
export const saveWhatIsOpen = async (): Promise<void> => {
  await Promise.race([Promise.allSettled([...saves].map((save) => save())), waitMs(saveTimeoutMs)])
}

/** Registers what must be written before the vault locks, while the caller is on screen. */
export const useBeforeLock = (save: Save): void => {
  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  }, [save])
  useEffect(() => {
    const callLatest: Save = () => latest.current()
    saves.add(callLatest)
    return () => {
      saves.delete(callLatest)
    }
  }, [])
}

/**
 * Asks the host for a fresh page in a fresh process, so that nothing of a case stays in this one's
 * memory. A host that cannot any more leaves loading it anew.
 */
export const useRenewPage = (): (() => Promise<void>) => {
  const bridge = useClient()
  const queryClient = useQueryClient()
  return useCallback(async () => {
    queryClient.clear()
    try {
      await callShell(bridge, 'shell.renew', {})
    } catch {
      window.location.reload()
    }
  }, [bridge, queryClient])
}

/** Locks the vault: saves, locks, and renews the page. */
export const useLock = (): (() => Promise<void>) => {
  const bridge = useClient()
  const renewPage = useRenewPage()
  return useCallback(async () => {
    await saveWhatIsOpen()
    try {
      await bridge.vault['vault.lock']({})
    } finally {
      await renewPage()
    }
  }, [bridge, renewPage])
}
