import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useOfferEvents } from '../client/offered-files'
import { useSession } from '../client/session'
import { useVaultEvents } from '../client/vault-events'
import { uncoverScreen } from '../hooks/cover'
import { useRenewPage } from '../hooks/lock'
import { BlankScreen } from './BlankScreen'
import { showsKitOnce } from './kit-pages'
import { usePageChange } from './use-page-change'
import { useShellEvents } from './use-shell-events'

/** Loads the page anew when the vault locked by itself: nothing of a case stays in memory. */
const useForgetOnLock = (): void => {
  const { data } = useSession()
  const renewPage = useRenewPage()
  const wasUnlocked = useRef(false)
  const phase = data?.phase
  // A recovery key that nobody has written down yet stays on screen until its page is left.
  const isFounding = useRouterState({ select: (state) => showsKitOnce(state.location.pathname) })
  useEffect(() => {
    if (phase === 'unlocked' || phase === 'waiting-to-join') wasUnlocked.current = true
    if (phase === 'locked' && wasUnlocked.current && !isFounding) {
      void renewPage()
    }
  }, [phase, renewPage, isFounding])
}

/** A cover belongs to the vault that was open under it. */
const useUncoverOnLock = (): void => {
  const phase = useSession().data?.phase
  useEffect(() => {
    if (phase !== undefined && phase !== 'unlocked') uncoverScreen()
  }, [phase])
}

export const RootLayout = () => {
  useVaultEvents()
  useForgetOnLock()
  useUncoverOnLock()
  useShellEvents()
  useOfferEvents()
  usePageChange()
  return (
    <>
      <Outlet />
      <BlankScreen />
    </>
  )
}
