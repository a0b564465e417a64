import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconMoon, IconPencil, IconPhone } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useVaultQuery } from '../../client/client'
import { useFormats } from '../../hooks/formats'

/** Reports that were begun and not ended: before every case, so that none is forgotten. */
export const OpenIntakes = () => {
  const { t } = useTranslation('cases')
  const formats = useFormats()
  const navigate = useNavigate()
  const { data } = useVaultQuery('intake.list', {})
  if (data === undefined || data.length === 0) return null
  return (
    <Stack component="section" gap="xs" mb="md" aria-labelledby="open-intakes">
      <Title order={2} size="h3" id="open-intakes">
        {t('openIntakes.title')}
      </Title>
      {data.map(({ intakeId, draft, savedAtMs, takenWhileLocked }) => {
        const isCall = draft.channel === 'phone'
        const Icon = takenWhileLocked ? IconMoon : isCall ? IconPhone : IconPencil
        const title = takenWhileLocked
          ? t('openIntakes.whileLocked')
          : isCall
            ? t('openIntakes.call')
            : t('openIntakes.report')
        return (
          <Paper key={intakeId} withBorder px="md" py="xs">
            <Group justify="space-between" gap="sm">
              <Group gap="sm" wrap="nowrap">
                <Icon size={20} stroke={1.6} aria-hidden />
                <div>
                  <Text fw={600}>{title}</Text>
                  <Text size="sm" c="dimmed">
                    {t('openIntakes.times', {
                      since: formats.dateTime(draft.receivedAtMs),
                      saved: formats.time(savedAtMs),
                    })}
                  </Text>
                </div>
              </Group>
              <Button
                variant="light"
                size="xs"
                aria-label={t('openIntakes.goOnWith', { what: title })}
                onClick={() => void navigate({ to: '/intake/$intakeId', params: { intakeId } })}
              >
                {t('openIntakes.goOn')}
              </Button>
            </Group>
          </Paper>
        )
      })}
    </Stack>
  )
}
