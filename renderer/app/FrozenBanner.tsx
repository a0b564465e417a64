import { Alert, Button, Group, Text } from '@mantine/core'
import { IconSnowflake } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useUnlockedSession } from '../client/session'

/** Above every page of a frozen device: nothing can be entered, and there is a way back. */
export const FrozenBanner = () => {
  const { t } = useTranslation('members')
  const { membership } = useUnlockedSession()
  const navigate = useNavigate()
  if (membership !== 'frozen') return null
  return (
    <Alert
      color="red"
      radius={0}
      p="xs"
      px="lg"
      className="no-print"
      icon={<IconSnowflake size={20} />}
      title={t('frozen.title')}
    >
      <Group justify="space-between" gap="md">
        <Text size="sm" flex="1 1 24rem">
          {t('frozen.banner')}
        </Text>
        <Button size="xs" variant="default" onClick={() => void navigate({ to: '/frozen' })}>
          {t('frozen.whatNow')}
        </Button>
      </Group>
    </Alert>
  )
}
