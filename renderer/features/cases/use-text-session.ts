import { useEffect, useState } from 'react'
import type { CaseId, TextName } from '../../../shared/domain/terms'
import type { Failure } from '../../../shared/errors/result'
import { useClient } from '../../client/client'
import { useBeforeLock } from '../../hooks/lock'
import { createTextSession, type TextSession, type TextState } from './text-session'

interface OpenText {
  /** `null` until the text was read once. */
  readonly session: TextSession | null
  readonly state: TextState
  readonly failure: Failure | null
}

/** News that comes in a bunch is read once. */
const refreshPauseMs = 150

/** Opens a text for as long as its tab is on screen. What was written is sent before it closes. */
export const useTextSession = (caseId: CaseId, name: TextName): OpenText => {
  const bridge = useClient()
  const [session, setSession] = useState<TextSession | null>(null)
  const [state, setState] = useState<TextState>('saved')
  const [failure, setFailure] = useState<Failure | null>(null)
  useBeforeLock(async () => session?.flush())

  useEffect(() => {
    let isClosed = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const created = createTextSession({
      load: () => bridge.vault['text.open']({ caseId, name }),
      send: (update) => bridge.vault['text.edit']({ caseId, name, update }),
      onState: (next, reason) => {
        if (isClosed) return
        setState(next)
        setFailure(reason)
      },
    })
    void created.refresh().then(() => {
      if (!isClosed) setSession(created)
    })
    const stopListening = bridge.onVaultEvent((event) => {
      if (event.kind !== 'case-changed' || event.caseId !== caseId) return
      clearTimeout(timer)
      timer = setTimeout(() => void created.refresh(), refreshPauseMs)
    })
    const flush = () => void created.flush()
    window.addEventListener('blur', flush)
    return () => {
      isClosed = true
      clearTimeout(timer)
      stopListening()
      window.removeEventListener('blur', flush)
      setSession(null)
      void created.stop()
    }
  }, [bridge, caseId, name])

  return { session, state, failure }
}
