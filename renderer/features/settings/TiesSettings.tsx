import { Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

/** The way to the private list of ties. */
export const TiesSettings = () => {
  const { t } = useTranslation('settings')
  return (
    <Stack gap="sm">
      <Text>{t('ties.explain')}</Text>
      <Group>
        <Button component={Link} to="/ties" variant="default">
          {t('ties.open')}
        </Button>
      </Group>
    </Stack>
  )
}
