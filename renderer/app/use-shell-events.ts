import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useClient } from '../client/client'
import { useSession } from '../client/session'
import { coverScreen } from '../hooks/cover'
import { useIsKeptUnlocked } from '../hooks/keep-unlocked'
import { saveWhatIsOpen, useLock } from '../hooks/lock'
import { useMeeting } from '../hooks/meeting'
import { showsKitOnce } from './kit-pages'

/**
 * Locks when the host asks: from the menu, at the system's lock, before quitting, when idle. Only
 * the idle lock waits for an open intake, and covers the screen in a meeting; what is on screen is saved
 * first in every case.
 */
export const useShellEvents = (): void => {
  const bridge = useClient()
  const lock = useLock()
  const isKeptUnlocked = useIsKeptUnlocked()
  const router = useRouter()
  const { data } = useSession()
  const isOpen = data !== undefined && data.phase !== 'locked'
  const isInMeeting = (useMeeting(data?.phase === 'unlocked') ?? null) !== null
  useEffect(() => {
    if (!isOpen) return
    return bridge.onShellEvent((event) => {
      if (event.kind !== 'lock-requested') return
      const { reason } = event
      if (reason === 'idle' && isKeptUnlocked) return
      // A recovery key that is on screen would be lost for ever, and a vault just made is empty.
      if (reason !== 'quit' && showsKitOnce(router.state.location.pathname)) return
      if (reason === 'idle' && isInMeeting) {
        void saveWhatIsOpen()
        coverScreen()
        return
      }
      void lock()
    })
  }, [bridge, lock, isKeptUnlocked, isInMeeting, isOpen, router])
}
