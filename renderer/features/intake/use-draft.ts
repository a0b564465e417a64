import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IntakeDraft } from '../../../shared/domain/intake'
import { useBeforeLock } from '../../hooks/lock'
import { createDraftSaver, type DraftSaver, type SaveState } from './draft-saver'
import { draftToSave } from './draft-to-save'

export interface DraftHandle {
  readonly draft: IntakeDraft
  readonly change: (edit: (draft: IntakeDraft) => IntakeDraft) => void
  readonly saveState: SaveState
  /** When what is on screen was last safe; `null` before the first save. */
  readonly savedAtMs: number | null
  readonly flush: () => Promise<boolean>
  /** For "call ended" and the like: saves no more and gives what is to be handed over. */
  readonly take: () => Promise<IntakeDraft>
  /** After a hand-over that failed: saving goes on. */
  readonly resume: () => void
}

/**
 * A draft that saves itself: while typing, when the window loses the focus, when the screen goes and
 * before the vault locks.
 *
 * @param save resolves to whether the draft is durable.
 */
export const useDraft = (
  initial: IntakeDraft,
  save: (draft: IntakeDraft) => Promise<boolean>,
): DraftHandle => {
  const { t } = useTranslation('intake')
  const [draft, setDraft] = useState(initial)
  const [saveState, setSaveState] = useState<SaveState>('saved')
  const [savedAtMs, setSavedAtMs] = useState<number | null>(null)
  const [generation, setGeneration] = useState(0)
  const latest = useRef(initial)
  const saver = useRef<DraftSaver<IntakeDraft> | null>(null)
  const isTouched = useRef(false)
  const notYet = t('notYet')

  const saveRef = useRef(save)
  useEffect(() => {
    saveRef.current = save
  }, [save])
  useEffect(() => {
    const created = createDraftSaver<IntakeDraft>({
      save: (value) => saveRef.current(draftToSave(value, notYet)),
      onState: (state) => {
        setSaveState(state)
        if (state === 'saved') setSavedAtMs(Date.now())
      },
    })
    saver.current = created
    if (generation > 0 && isTouched.current) created.change(latest.current)
    const flush = () => void created.flush()
    window.addEventListener('blur', flush)
    document.addEventListener('visibilitychange', flush)
    return () => {
      window.removeEventListener('blur', flush)
      document.removeEventListener('visibilitychange', flush)
      void created.flush().finally(() => created.stop())
    }
  }, [generation, notYet])

  const change = useCallback((edit: (draft: IntakeDraft) => IntakeDraft) => {
    const next = edit(latest.current)
    if (next === latest.current) return
    latest.current = next
    isTouched.current = true
    setDraft(next)
    saver.current?.change(next)
  }, [])

  const flush = useCallback(async () => (await saver.current?.flush()) ?? true, [])
  useBeforeLock(flush)

  const take = useCallback(async () => {
    await saver.current?.stop()
    return draftToSave(latest.current, notYet)
  }, [notYet])

  const resume = useCallback(() => setGeneration((count) => count + 1), [])

  return { draft, change, saveState, savedAtMs, flush, take, resume }
}
