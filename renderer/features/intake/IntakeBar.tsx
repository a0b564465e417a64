import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useShortcutText } from '../../components/Shortcut'
import { useFormats } from '../../hooks/formats'
import { useHotkey } from '../../hooks/use-hotkey'
import { DangerButton } from './DangerPanel'
import classes from './IntakeBar.module.css'
import { useIntake } from './intake-context'
import { SaveStatus } from './SaveStatus'
import type { DraftHandle } from './use-draft'

interface IntakeBarProps {
  readonly handle: DraftHandle
  readonly finishLabel: string
  readonly onFinish: () => void
  readonly isFinishing: boolean
  /** Rarer ways to end. */
  readonly otherEnds?: ReactNode
}

/** Stays in sight while a report is taken: what it is, whether it is safe, how it ends. */
export const IntakeBar = ({
  handle,
  finishLabel,
  onFinish,
  isFinishing,
  otherEnds,
}: IntakeBarProps) => {
  const { t } = useTranslation('intake')
  const formats = useFormats()
  const { draft } = useIntake()
  const finishKeys = useShortcutText('finish')
  useHotkey('save', () => void handle.flush())
  useHotkey('finish', onFinish, !isFinishing)
  return (
    <div className={classes.bar}>
      <Group justify="space-between" gap="sm">
        <Stack gap={0} className={classes.title ?? ''}>
          <Group gap="sm">
            <Title order={1} size="h2">
              {t(`channelTitle.${draft.channel}`)}
            </Title>
            <SaveStatus state={handle.saveState} savedAtMs={handle.savedAtMs} />
          </Group>
          <Text size="sm" c="dimmed">
            {t('since', { time: formats.dateTime(draft.receivedAtMs) })}
          </Text>
        </Stack>
        <Group gap="xs">
          <DangerButton />
          {otherEnds}
          <Button onClick={onFinish} loading={isFinishing} title={finishKeys}>
            {finishLabel}
          </Button>
        </Group>
      </Group>
    </div>
  )
}
