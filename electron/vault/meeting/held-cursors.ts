import type { TextName } from '../../../shared/domain/terms'
import type { TextCursor } from '../../../shared/formats/meeting-message'
import type { MeetingTime } from './meeting-time'

/** Where others are in texts, as they said last; in memory only. */
export interface HeldCursors {
  readonly put: (deviceId: string, cursor: TextCursor) => void
  readonly drop: (deviceId: string) => void
  readonly of: (
    space: string,
    name: TextName,
  ) => readonly { readonly deviceId: string; readonly at: Uint8Array }[]
  readonly clear: () => void
}

/** Whoever moves no more is not shown any more. */
export const cursorLifeMs = 30_000
/** Of one laptop: a person is in one text at a time, or in a few windows. */
export const maxCursorsHeld = 8
/** At most so often a text is said to have changed. */
const tellAfterMs = 100

interface Held extends TextCursor {
  readonly at: Uint8Array
  readonly cancel: () => void
}

/** @param onChanged for a text: somebody's cursor moved, came or went */
export const createHeldCursors = (
  time: MeetingTime,
  onChanged: (space: string, name: TextName) => void,
): HeldCursors => {
  const devices = new Map<string, Map<string, Held>>()
  const toTell = new Map<string, Pick<TextCursor, 'space' | 'name'>>()
  let cancelTelling: (() => void) | null = null

  const keyOf = ({ space, name }: Pick<TextCursor, 'space' | 'name'>): string => `${space}/${name}`

  const changed = (text: Pick<TextCursor, 'space' | 'name'>): void => {
    toTell.set(keyOf(text), text)
    cancelTelling ??= time.startTimer(tellAfterMs, tell)
  }
  const tell = (): void => {
    cancelTelling?.()
    cancelTelling = null
    const texts = [...toTell.values()]
    toTell.clear()
    for (const { space, name } of texts) onChanged(space, name)
  }

  const remove = (deviceId: string, key: string): void => {
    const cursors = devices.get(deviceId)
    const held = cursors?.get(key)
    if (!cursors || !held) return
    held.cancel()
    cursors.delete(key)
    if (cursors.size === 0) devices.delete(deviceId)
    changed(held)
  }

  const drop = (deviceId: string): void => {
    for (const key of [...(devices.get(deviceId)?.keys() ?? [])]) remove(deviceId, key)
  }

  return {
    put: (deviceId, cursor) => {
      const { at } = cursor
      const key = keyOf(cursor)
      if (at === null) return remove(deviceId, key)
      const cursors = devices.get(deviceId) ?? new Map<string, Held>()
      cursors.get(key)?.cancel()
      cursors.delete(key)
      const [oldest] = cursors.keys()
      if (oldest !== undefined && cursors.size >= maxCursorsHeld) remove(deviceId, oldest)
      const cancel = time.startTimer(cursorLifeMs, () => remove(deviceId, key))
      cursors.set(key, { ...cursor, at, cancel })
      // The oldest may have been the only one.
      devices.set(deviceId, cursors)
      changed(cursor)
    },
    drop,
    of: (space, name) =>
      [...devices].flatMap(([deviceId, cursors]) => {
        const held = cursors.get(keyOf({ space, name }))
        return held ? [{ deviceId, at: held.at }] : []
      }),
    clear: () => {
      for (const deviceId of [...devices.keys()]) drop(deviceId)
      tell()
    },
  }
}
