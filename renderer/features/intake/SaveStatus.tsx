import { Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../hooks/formats'
import type { SaveState } from './draft-saver'

interface SaveStatusProps {
  readonly state: SaveState
  readonly savedAtMs: number | null
}

/** Whether what is on screen is safe. Only trouble is read aloud: a word a second would be noise. */
export const SaveStatus = ({ state, savedAtMs }: SaveStatusProps) => {
  const { t } = useTranslation('intake')
  const formats = useFormats()
  if (state === 'failed') {
    return (
      <Group gap={6} wrap="nowrap" role="alert" c="var(--mantine-color-error)">
        <IconAlertTriangle size={18} aria-hidden />
        <Text size="sm" fw={600}>
          {t('save.failed')}
        </Text>
      </Group>
    )
  }
  const isSaved = state === 'saved'
  const text = !isSaved
    ? t('save.saving')
    : savedAtMs === null
      ? t('save.asYouType')
      : t('save.savedAt', { time: formats.time(savedAtMs) })
  const Icon = isSaved ? IconCheck : IconPencil
  return (
    <Group gap={6} wrap="nowrap" c="dimmed" data-testid="save-status" data-state={state}>
      <Icon size={18} aria-hidden />
      <Text size="sm">{text}</Text>
    </Group>
  )
}
