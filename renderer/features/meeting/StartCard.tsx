import { List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useVaultCommand } from '../../client/client'
import { Card } from '../../components/Card'
import { FailureAlert } from '../../components/FailureAlert'
import { HostChoice } from './HostChoice'

const seen = ['that', 'not', 'never'] as const

/** Hosting a meeting on this laptop, and what that shows to strangers on the same network. */
export const StartCard = () => {
  const { t } = useTranslation('meeting')
  const start = useVaultCommand('meeting.start', { quiet: true })
  return (
    <Card title={t('start.title')} hint={t('start.hint')}>
      <HostChoice
        label={t('start.button')}
        isPending={start.isPending}
        onChoose={(host) => start.mutate({ host })}
      />
      <FailureAlert failure={start.error?.failure ?? null} />
      <Stack gap={4} mt="xs">
        <Text size="sm" fw={600}>
          {t('start.seenTitle')}
        </Text>
        <List size="sm" spacing={2}>
          {seen.map((what) => (
            <List.Item key={what}>{t(`start.seen.${what}`)}</List.Item>
          ))}
        </List>
        <Text size="sm" c="dimmed">
          {t('start.ends')}
        </Text>
      </Stack>
    </Card>
  )
}
