import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconDeviceLaptop, IconKey, IconSnowflake } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AccessView } from '../../../../shared/contracts/committee-views'
import { AskFirstLine, OnCallChoice } from './OnCallChoice'

interface AccessWarningsProps {
  readonly access: AccessView
  readonly mayWrite: boolean
}

/** What everyone with access must know about it before anything else. */
export const AccessWarnings = ({ access, mayWrite }: AccessWarningsProps) => {
  const { t } = useTranslation('cases')
  return (
    <>
      {access.state === 'needs-update' && (
        <Alert
          color="orange"
          icon={<IconAlertTriangle size={20} aria-hidden />}
          title={t('access.needsUpdate')}
        >
          {t('access.needsUpdateMessage')}
        </Alert>
      )}
      {access.state === 'frozen' && (
        <Alert
          color="orange"
          icon={<IconSnowflake size={20} aria-hidden />}
          title={t('access.frozen')}
        >
          {t('access.frozenMessage')}
        </Alert>
      )}
      {access.onlyCopy && access.mediator.state === 'not-needed' && (
        <Alert
          color="yellow"
          icon={<IconDeviceLaptop size={20} aria-hidden />}
          title={t('access.onlyCopy')}
        >
          <Stack gap="sm">
            <AskFirstLine access={access} />
            <Group justify="space-between" gap="md">
              <Text size="sm" flex="1 1 24rem">
                {t('access.onlyCopyMessage')}
              </Text>
              <Button component={Link} to="/exchange" size="xs" variant="default">
                {t('access.toExchange')}
              </Button>
            </Group>
            {mayWrite && <OnCallChoice access={access} />}
          </Stack>
        </Alert>
      )}
      {access.rotationOwed && (
        <Alert color="blue" icon={<IconKey size={20} aria-hidden />} title={t('access.rotation')}>
          {t('access.rotationMessage')}
        </Alert>
      )}
    </>
  )
}
