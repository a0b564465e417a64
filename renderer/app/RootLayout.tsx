import { useQueryClient } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useSession } from '../client/session'
import { useVaultEvents } from '../client/vault-events'
import { BlankScreen } from './BlankScreen'
import { usePageChange } from './use-page-change'
import { useShellEvents } from './use-shell-events'

/** Loads the page anew when the vault locked by itself: nothing of a case stays in memory. */
const useForgetOnLock = (): void => {
  const { data } = useSession()
  const queryClient = useQueryClient()
  const wasUnlocked = useRef(false)
  const phase = data?.phase
  useEffect(() => {
    if (phase === 'unlocked') wasUnlocked.current = true
    if (phase === 'locked' && wasUnlocked.current) {
      queryClient.clear()
      window.location.reload()
    }
  }, [phase, queryClient])
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
