import { Alert, Button, Group, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useOfferedCount } from '../client/offered-files'
import { mayWrite, useUnlockedSession } from '../client/session'
import { useIsKeptUnlocked } from '../hooks/keep-unlocked'

/**
 * Goes to where a file that was opened outside the app is looked into. Not away from a call that is
 * being taken, nor a second time: then a line says that it waits.
 */
export const OfferedFileBanner = () => {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const isKeptUnlocked = useIsKeptUnlocked()
  const session = useUnlockedSession()
  const count = useOfferedCount()
  const mayOpen = count > 0 && mayWrite(session)
  const goesThere = mayOpen && !isKeptUnlocked
  useEffect(() => {
    if (goesThere) void navigate({ to: '/exchange' })
  }, [goesThere, navigate])

  if (!mayOpen || pathname === '/exchange') return null
  return (
    <Alert
      color="blue"
      radius={0}
      p="xs"
      px="lg"
      className="no-print"
      role="status"
      icon={<IconFileImport size={20} />}
      title={t('offered.title', { count })}
    >
      <Group justify="space-between" gap="md">
        <Text size="sm" flex="1 1 24rem">
          {t('offered.message')}
        </Text>
        <Button size="xs" variant="default" onClick={() => void navigate({ to: '/exchange' })}>
          {t('offered.open')}
        </Button>
      </Group>
    </Alert>
  )
}
