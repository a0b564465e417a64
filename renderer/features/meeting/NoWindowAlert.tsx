import { Alert, Button, Group, Text } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

/** The part that touches the network does not run: what works meanwhile. */
export const NoWindowAlert = () => {
  const { t } = useTranslation('meeting')
  return (
    <Alert
      color="yellow"
      icon={<IconPlugConnectedX size={20} aria-hidden />}
      title={t('noWindow.title')}
      role="status"
    >
      <Group justify="space-between" gap="md">
        <Text size="sm" flex="1 1 24rem">
          {t('noWindow.message')}
        </Text>
        <Button component={Link} to="/exchange" size="xs" variant="default">
          {t('noWindow.toExchange')}
        </Button>
      </Group>
    </Alert>
  )
}
