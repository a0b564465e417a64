import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useSession } from '../client/session'
import { useVaultEvents } from '../client/vault-events'
import { BlankScreen } from './BlankScreen'
import { showsKitOnce } from './kit-pages'
import { usePageChange } from './use-page-change'
import { useShellEvents } from './use-shell-events'

/** Loads the page anew when the vault locked by itself: nothing of a case stays in memory. */
const useForgetOnLock = (): void => {
  const { data } = useSession()
  const queryClient = useQueryClient()
  const wasUnlocked = useRef(false)
  const phase = data?.phase
  // A recovery key that nobody has written down yet stays on screen until its page is left.
  const isFounding = useRouterState({ select: (state) => showsKitOnce(state.location.pathname) })
  useEffect(() => {
    if (phase === 'unlocked' || phase === 'waiting-to-join') wasUnlocked.current = true
    if (phase === 'locked' && wasUnlocked.current && !isFounding) {
      queryClient.clear()
      window.location.reload()
    }
  }, [phase, queryClient, isFounding])
}

export const RootLayout = () => {
  useVaultEvents()
  useForgetOnLock()
  useShellEvents()
  usePageChange()
  return (
    <>
      <Outlet />
      <BlankScreen />
    </>
  )
}
