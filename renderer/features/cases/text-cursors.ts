import { Awareness } from 'y-protocols/awareness'
import type { Doc } from 'yjs'
import type { CursorView } from '../../../shared/contracts/meeting-views'
import { encodeTextCursor, parseTextCursor, type TextCursor } from '../../../shared/document'

/** Colours that are told apart in both themes; the name stands beside each. */
export const cursorColours = 6

export interface TextCursors {
  /** What the editor shows and writes to. Nothing of it goes on a network: the vault passes cursors on. */
  readonly awareness: Awareness
  /** Takes the place of everybody who was shown before. */
  readonly setOthers: (cursors: readonly CursorView[]) => void
  /** Tells the own cursor once more: somebody is there who did not hear it. */
  readonly tellOwn: () => void
}

/**
 * The cursors in one text. The editor's own is told to `onOwn` whenever it moved, and every 15 seconds while it stands,
 * so that those who joined later see it. It ends with its document.
 */
export const createTextCursors = (
  doc: Doc,
  onOwn: (at: Uint8Array | null) => void,
): TextCursors => {
  const awareness = new Awareness(doc)
  /** Below zero: never the number of a document's own client. One for each laptop, for as long as the text is open. */
  const numbers = new Map<string, number>()
  let shown: readonly number[] = []

  const numberOf = (key: string): number => {
    const known = numbers.get(key) ?? -(numbers.size + 1)
    numbers.set(key, known)
    return known
  }

  const tellOwn = (): void => {
    const cursor = awareness.getLocalState()?.cursor as TextCursor | null | undefined
    onOwn(cursor ? encodeTextCursor(cursor) : null)
  }
  awareness.on('update', (_change: unknown, origin: unknown) => {
    if (origin === 'local') tellOwn()
  })

  return {
    awareness,
    setOthers: (cursors) => {
      const seen = new Map<string, number>()
      const next = cursors.flatMap(({ memberId, name, at }) => {
        const laptop = (seen.get(memberId) ?? 0) + 1
        seen.set(memberId, laptop)
        const cursor = parseTextCursor(at)
        if (cursor === null) return []
        const number = numberOf(`${memberId} ${laptop}`)
        awareness.states.set(number, { cursor, user: { name } })
        return [number]
      })
      const removed = shown.filter((number) => !next.includes(number))
      for (const number of removed) awareness.states.delete(number)
      shown = next
      awareness.emit('change', [{ added: [], updated: next, removed }, 'vault'])
    },
    tellOwn,
  }
}

/** 0 and up to {@link cursorColours}: in the order in which laptops were first seen. */
export const colourOf = (number: number): number => (-number - 1) % cursorColours
