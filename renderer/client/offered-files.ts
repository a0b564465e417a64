import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Failure } from '../../shared/errors/result'
import { callShell, toFailureError, useClient, useShellQuery } from './client'

const countKey = ['shell.offeredFiles']

/** How many files that were opened outside the app wait to be looked into. */
export const useOfferedCount = (): number => useShellQuery('shell.offeredFiles', {}).data ?? 0

/** Counts again when the host says that a file came. */
export const useOfferEvents = (): void => {
  const bridge = useClient()
  const queryClient = useQueryClient()
  useEffect(
    () =>
      bridge.onShellEvent(({ kind }) => {
        if (kind === 'file-offered') void queryClient.invalidateQueries({ queryKey: countKey })
      }),
    [bridge, queryClient],
  )
}

interface TakeOptions {
  /** Whether the caller can look into a file now. */
  readonly isReady: boolean
  readonly onFile: (bytes: Uint8Array) => void
  readonly onUnreadable: (failure: Failure) => void
}

/** Hands over the files that wait, one at a time, to where a file that is chosen would go. */
export const useTakeOfferedFile = (options: TakeOptions): void => {
  const bridge = useClient()
  const queryClient = useQueryClient()
  const count = useOfferedCount()
  const dueCount = options.isReady ? count : 0
  const latest = useRef(options)
  const isTaking = useRef(false)
  useEffect(() => {
    latest.current = options
  })
  useEffect(() => {
    if (dueCount === 0 || isTaking.current) return
    isTaking.current = true
    const take = async () => {
      try {
        const bytes = await callShell(bridge, 'shell.takeOfferedFile', {})
        if (bytes !== null) latest.current.onFile(bytes)
      } catch (thrown) {
        latest.current.onUnreadable(toFailureError(thrown).failure)
      } finally {
        isTaking.current = false
        void queryClient.invalidateQueries({ queryKey: countKey })
      }
    }
    void take()
  }, [dueCount, bridge, queryClient])
}
