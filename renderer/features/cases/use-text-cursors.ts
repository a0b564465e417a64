import { useEffect, useRef, useState } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import type { Doc } from 'yjs'
import type { CaseId, TextName } from '../../../shared/domain/terms'
import { useClient, useVaultQuery } from '../../client/client'
import { useMeeting } from '../../hooks/meeting'
import { createCursorSender } from './cursor-sender'
import { createTextCursors } from './text-cursors'

interface OpenCursors {
  readonly awareness: Awareness
  /** Names of those whose cursor is in the text, each once. */
  readonly names: readonly string[]
}

/**
 * Shows the others' cursors in a text, and the own one to them, while this laptop is in a meeting.
 *
 * @param doc the same for as long as the caller is on screen.
 */
export const useTextCursors = (caseId: CaseId, name: TextName, doc: Doc): OpenCursors => {
  const bridge = useClient()
  const isInMeeting = (useMeeting() ?? null) !== null
  const show = useRef<(at: Uint8Array | null) => void>(() => {})
  const [cursors] = useState(() => createTextCursors(doc, (at) => show.current(at)))
  const others = useVaultQuery(
    'text.cursors',
    { caseId, name },
    { enabled: isInMeeting, gcTimeMs: 0 },
  )
  const data = isInMeeting ? others.data : undefined

  useEffect(() => {
    if (!isInMeeting) return
    const sender = createCursorSender((at) => {
      void bridge.vault['text.showCursor']({ caseId, name, at })
    })
    show.current = sender.show
    cursors.tellOwn()
    return () => {
      show.current = () => {}
      sender.stop()
    }
  }, [bridge, caseId, name, cursors, isInMeeting])

  useEffect(() => cursors.setOthers(data ?? []), [cursors, data])

  return {
    awareness: cursors.awareness,
    names: [...new Set((data ?? []).map((cursor) => cursor.name))],
  }
}
