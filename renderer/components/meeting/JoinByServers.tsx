import { Button, Group, Stack, Text } from '@mantine/core'
import { IconWorld } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand } from '../../client/client'
import { FailureAlert } from '../FailureAlert'

/** For members who are not in one place. */
export const JoinByServers = () => {
  const { t } = useTranslation('meeting')
  const join = useVaultCommand('meeting.join', { quiet: true })
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('join.ownTitle')}</Text>
      <Text size="sm" c="dimmed">
        {t('join.ownHint')}
      </Text>
      <Group>
        <Button
          variant="default"
          leftSection={<IconWorld size={16} aria-hidden />}
          loading={join.isPending}
          onClick={() => join.mutate({ by: 'own-servers' })}
        >
          {t('join.own')}
        </Button>
      </Group>
      <FailureAlert failure={join.error?.failure ?? null} />
    </Stack>
  )
}
