import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconPhoneIncoming } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { callVault, useClient, useVaultQuery, type VaultOutput } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { Facts } from '../../components/Facts'
import { useFormats } from '../../hooks/formats'

type HandOver = VaultOutput<'handover.list'>[number]

/** R26: contacts that members with a conflict handed over, to me and by me. Nothing where there are none. */
export const HandOvers = () => {
  const { t } = useTranslation(['intake', 'cases'])
  const formats = useFormats()
  // Contact details: gone from memory with the page.
  const { data } = useVaultQuery('handover.list', {}, { gcTimeMs: 0 })
  if (data === undefined || data.length === 0) return null
  const toMe = data.filter(({ mine }) => mine === 'to-take-over')
  const byMe = data.filter(({ mine }) => mine === 'handed-over')
  return (
    <Stack gap="lg" mb="xl" maw="52rem">
      {toMe.length > 0 && (
        <Stack component="section" gap="sm" aria-labelledby="handed-to-me">
          <div>
            <Title order={2} size="h3" id="handed-to-me">
              {t('handovers.title')}
            </Title>
            <Text size="sm" c="dimmed">
              {t('handovers.hint')}
            </Text>
          </div>
          {toMe.map((handOver) => (
            <ToTakeOver key={handOver.matterId} handOver={handOver} />
          ))}
        </Stack>
      )}
      {byMe.length > 0 && (
        <Stack component="section" gap={4} aria-labelledby="handed-by-me">
          <Title order={2} size="h3" id="handed-by-me">
            {t('handovers.mineTitle')}
          </Title>
          {byMe.map(({ matterId, atMs, channel }) => (
            <Text key={matterId} size="sm">
              {t('handovers.mineLine', {
                time: formats.dateTime(atMs),
                channel: t(`cases:channel.${channel}`),
              })}
            </Text>
          ))}
        </Stack>
      )}
    </Stack>
  )
}

const ToTakeOver = ({ handOver }: { readonly handOver: HandOver }) => {
  const { t } = useTranslation(['intake', 'cases'])
  const formats = useFormats()
  const bridge = useClient()
  const navigate = useNavigate()
  const session = useUnlockedSession()
  const { matterId, by, atMs, channel, contact } = handOver
  const takeOver = useMutation({
    mutationFn: async () => {
      const { intakeId, draft } = await callVault(bridge, 'intake.start', { channel })
      // Written into the report first: taking over ends the matter that holds it.
      if (contact !== null && draft.mode === 'named') {
        await callVault(bridge, 'intake.save', { intakeId, draft: { ...draft, reporter: contact } })
      }
      await callVault(bridge, 'handover.takeOver', { matterId })
      return intakeId
    },
    onSuccess: (intakeId) => void navigate({ to: '/intake/$intakeId', params: { intakeId } }),
  })
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Text fw={600}>
          {t('handovers.line', {
            by,
            time: formats.dateTime(atMs),
            channel: t(`cases:channel.${channel}`),
          })}
        </Text>
        {contact !== null && (
          <Facts
            rows={(['name', 'contact', 'pronouns'] as const)
              .filter((field) => contact[field] !== '')
              .map((field) => [t(`handovers.${field}`), contact[field]] as const)}
          />
        )}
        <Group>
          <Button
            size="xs"
            leftSection={<IconPhoneIncoming size={16} aria-hidden />}
            aria-label={t('handovers.takeOverWho', { by })}
            disabled={!mayWrite(session)}
            loading={takeOver.isPending}
            onClick={() => takeOver.mutate()}
          >
            {t('handovers.takeOver')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}
