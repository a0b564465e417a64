import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { showNote } from './note-toast'

/** Long enough to read, notice a slip and reach for the mouse (WCAG 2.2.1 asks for no more of an undo). */
const undoMs = 10_000

interface UndoToast {
  /** What was done, in the past tense. */
  readonly message: string
  readonly onUndo: () => void
}

/** Says what was done and offers to take it back; better than a question before every act. */
export const useUndoToast = (): ((toast: UndoToast) => void) => {
  const { t } = useTranslation()
  return useCallback(
    ({ message, onUndo }) => {
      const id = showNote({
        standsMs: undoMs,
        message: (
          <Group justify="space-between" wrap="nowrap" gap="sm">
            <Text size="sm">{message}</Text>
            <Button
              size="compact-sm"
              variant="light"
              onClick={() => {
                notifications.hide(id)
                onUndo()
              }}
            >
              {t('undo')}
            </Button>
          </Group>
        ),
      })
    },
    [t],
  )
}
