import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core'
import { IconLock, IconPhone, IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useVaultCommand } from '../client/client'
import { mayWrite, useUnlockedSession } from '../client/session'
import { Shortcut, useShortcutText } from '../components/Shortcut'
import { useLock } from '../hooks/lock'
import { requestSearch } from '../hooks/search-request'
import { useHotkey } from '../hooks/use-hotkey'
import { ColorSchemeMenu } from './ColorSchemeMenu'
import { MeetingMark } from './MeetingMark'

/** The top: whose vault this is, and what must be one click away from everywhere. */
export const AppHeader = () => {
  const { t } = useTranslation()
  const session = useUnlockedSession()
  const navigate = useNavigate()
  const lock = useLock()
  const startIntake = useVaultCommand('intake.start', {
    onDone: ({ intakeId }) => void navigate({ to: '/intake/$intakeId', params: { intakeId } }),
  })
  const canWrite = mayWrite(session)
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
    <Group h="100%" px={{ base: 'sm', sm: 'lg' }} gap="xs" wrap="nowrap" justify="space-between">
      <Text fw={600} truncate="end" flex={1} miw={0}>
        {session.committeeName}
      </Text>
      <MeetingMark />
      <ActionIcon
        variant="default"
        size="lg"
        hiddenFrom="sm"
        aria-label={t('search')}
        onClick={search}
        disabled={session.membership === 'left'}
      >
        <IconSearch size={20} aria-hidden />
      </ActionIcon>
      <Button
        visibleFrom="sm"
        variant="default"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<Shortcut id="search" firstOnly />}
        onClick={search}
        disabled={session.membership === 'left'}
      >
        {t('search')}
      </Button>
      <Tooltip label={callKeys}>
        <ActionIcon
          variant="filled"
          size="lg"
          hiddenFrom="sm"
          aria-label={t('takeCall')}
          onClick={takeCall}
          disabled={!canWrite}
          loading={startIntake.isPending}
        >
          <IconPhone size={20} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={callKeys}>
        <Button
          visibleFrom="sm"
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
