import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core'
import { IconLock, IconPhone, IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useVaultCommand } from '../client/client'
import { useUnlockedSession } from '../client/session'
import { Shortcut, useShortcutText } from '../components/Shortcut'
import { useLock } from '../hooks/lock'
import { requestSearch } from '../hooks/search-request'
import { useHotkey } from '../hooks/use-hotkey'
import { ColorSchemeMenu } from './ColorSchemeMenu'

/** The top: whose vault this is, and what must be one click away from everywhere. */
export const AppHeader = () => {
  const { t } = useTranslation()
  const { committeeName, readOnly } = useUnlockedSession()
  const navigate = useNavigate()
  const lock = useLock()
  const startIntake = useVaultCommand('intake.start', {
    onDone: ({ intakeId }) => void navigate({ to: '/intake/$intakeId', params: { intakeId } }),
  })
  const canWrite = readOnly === null
  const takeCall = () => {
    if (canWrite && !startIntake.isPending) startIntake.mutate({ channel: 'phone' })
  }
  const search = () => {
    requestSearch()
    void navigate({ to: '/cases' })
  }
  useHotkey('take-call', takeCall)
  useHotkey('new-report', () => void navigate({ to: '/intake/new' }), canWrite)
  useHotkey('search', search)
  useHotkey('lock', () => void lock())
  const callKeys = useShortcutText('take-call')
  const lockKeys = useShortcutText('lock')

  return (
    <Group h="100%" px="lg" gap="sm" wrap="nowrap" justify="space-between">
      <Text fw={600} truncate="end" flex={1} miw={0}>
        {committeeName}
      </Text>
      <Button
        variant="default"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<Shortcut id="search" firstOnly />}
        onClick={search}
      >
        {t('search')}
      </Button>
      <Tooltip label={callKeys}>
        <Button
          leftSection={<IconPhone size={16} aria-hidden />}
          onClick={takeCall}
          disabled={!canWrite}
          loading={startIntake.isPending}
        >
          {t('takeCall')}
        </Button>
      </Tooltip>
      <ColorSchemeMenu />
      <Tooltip label={t('lockWithKeys', { keys: lockKeys })}>
        <ActionIcon variant="default" size="lg" aria-label={t('lock')} onClick={() => void lock()}>
          <IconLock size={20} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  )
}
