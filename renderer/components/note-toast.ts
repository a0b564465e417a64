import { notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import { getI18n } from 'react-i18next'

interface Note {
  readonly message: ReactNode
  /** How long it stands; the app's usual time where nothing is said. */
  readonly standsMs?: number
  /** Said while the page is being left: it stands on the next page too. */
  readonly goesAlong?: boolean
}

/** The notes that may be on screen, each with the page changes that it outlives. */
const notes = new Map<string, number>()

/**
 * Says what was done, and is gone with the page that it belongs to: "Saved as …" on the page of
 * another case would be read as that case's name.
 * @returns the toast's id.
 */
export const showNote = ({ message, standsMs, goesAlong = false }: Note): string => {
  const id = notifications.show({
    message,
    role: 'status',
    ...(standsMs === undefined ? {} : { autoClose: standsMs }),
    closeButtonProps: { 'aria-label': getI18n().t('common:close') },
    onClose: ({ id: closed }) => {
      if (closed !== undefined) notes.delete(closed)
    },
  })
  notes.set(id, goesAlong ? 1 : 0)
  return id
}

/** Takes away what was said on the page that was left. Failures stay: they must not be missed. */
export const dropNotes = (): void => {
  for (const [id, outlives] of [...notes]) {
    if (outlives > 0) notes.set(id, outlives - 1)
    else notifications.hide(id)
  }
}
