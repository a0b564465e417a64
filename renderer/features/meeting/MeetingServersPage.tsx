import { Anchor, Group, Paper, Stack, Text } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useVaultQuery, type VaultOutput } from '../../client/client'
import { PageHeader } from '../../components/PageHeader'
import { QueryState } from '../../components/QueryState'
import { useFormats } from '../../hooks/formats'
import { ServersForm } from './ServersForm'

/** Signalling and relay servers that the committee names for meetings over the internet. */
export const MeetingServersPage = () => {
  const { t } = useTranslation('meeting')
  const servers = useVaultQuery('meeting.servers', {}, { staleTimeMs: 0 })
  return (
    <>
      <Anchor component={Link} to="/meeting" size="sm" w="fit-content">
        <Group gap={4} component="span" display="inline-flex" mb="xs">
          <IconArrowLeft size={16} aria-hidden />
          {t('servers.back')}
        </Group>
      </Anchor>
      <PageHeader title={t('servers.title')} description={t('servers.explain')} />
      <Paper withBorder p="lg" maw="52rem">
        <QueryState query={servers} lines={5}>
          {(data) => (
            <Stack gap="md">
              <Text size="sm">{t('servers.see')}</Text>
              <WhoSet data={data} />
              <ServersForm key={data.setAtMs} servers={data.servers} />
            </Stack>
          )}
        </QueryState>
      </Paper>
    </>
  )
}

const WhoSet = ({ data }: { readonly data: VaultOutput<'meeting.servers'> }) => {
  const { t } = useTranslation('meeting')
  const formats = useFormats()
  const { setAtMs, setBy } = data
  return (
    <Text size="sm" c="dimmed">
      {setAtMs === null || setBy === null
        ? t('servers.never')
        : t('servers.set', { name: setBy, time: formats.dateTime(setAtMs) })}
    </Text>
  )
}
