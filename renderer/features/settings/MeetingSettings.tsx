import { Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

/** The way to the servers that the committee may name. */
export const MeetingSettings = () => {
  const { t } = useTranslation('settings')
  return (
    <Stack gap="sm">
      <Text>{t('meetings.explain')}</Text>
      <Group>
        <Button component={Link} to="/meeting/servers" variant="default">
          {t('meetings.open')}
        </Button>
      </Group>
    </Stack>
  )
}
