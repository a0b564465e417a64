import { Alert, Group, Loader, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MeetingPlace } from '../../../shared/contracts/meeting-views'
import { useVaultCommand } from '../../client/client'
import { Card } from '../../components/Card'
import { CodeToTell } from '../../components/CodeToTell'
import { CopyCodeButton } from '../../components/CopyCodeButton'
import { FailureAlert } from '../../components/FailureAlert'
import { useFailureText } from '../../hooks/failure-text'
import { useFormats } from '../../hooks/formats'
import { HostChoice } from './HostChoice'
import type { Meeting } from './InsideMeeting'

/** Where the meeting is, how others come in, and what to do when its host left. */
export const PlaceCard = ({ meeting }: { readonly meeting: Meeting }) => {
  const { t } = useTranslation('meeting')
  const formats = useFormats()
  const { place, server, sinceMs } = meeting
  return (
    <Card title={t('place.title')} hint={t('inside.since', { time: formats.time(sinceMs) })}>
      <Text>{useWhere(place)}</Text>
      {server === 'connecting' && (
        <Group gap="xs" role="status">
          <Loader size="xs" aria-hidden />
          <Text size="sm">{t('place.connecting')}</Text>
        </Group>
      )}
      {server === 'lost' && <ServerLost place={place} />}
      {place.kind === 'hosted-here' && server !== 'lost' && <HostedHere place={place} />}
    </Card>
  )
}

const useWhere = (place: MeetingPlace): string => {
  const { t } = useTranslation('meeting')
  switch (place.kind) {
    case 'hosted-here':
      return t('place.hostedHere', { host: place.host })
    case 'local-network':
      return t('place.localNetwork', { host: place.host })
    case 'own-servers':
      return t('place.ownServers')
  }
}

interface HostedHereProps {
  readonly place: Extract<MeetingPlace, { kind: 'hosted-here' }>
}

const HostedHere = ({ place }: HostedHereProps) => {
  const { t } = useTranslation('meeting')
  const describe = useFailureText()
  const { code, notAnnounced } = place
  return (
    <Stack gap="md">
      {notAnnounced !== null && (
        <Alert
          color="yellow"
          icon={<IconAlertTriangle size={20} aria-hidden />}
          title={t('place.notAnnouncedTitle')}
          role="status"
        >
          {describe({ code: notAnnounced }).advice}
        </Alert>
      )}
      <CodeToTell
        code={code}
        label={t('place.code')}
        qrLabel={t('place.qr')}
        hint={t('place.tell')}
      />
      <Group>
        <CopyCodeButton code={code} />
      </Group>
      <Text size="sm" c="dimmed">
        {t('place.hostLeaves')}
      </Text>
    </Stack>
  )
}

const ServerLost = ({ place }: { readonly place: MeetingPlace }) => {
  const { t } = useTranslation('meeting')
  const start = useVaultCommand('meeting.start', { quiet: true })
  const isOwn = place.kind === 'own-servers'
  return (
    <Alert
      color="orange"
      icon={<IconPlugConnectedX size={20} aria-hidden />}
      title={isOwn ? t('place.lostServersTitle') : t('place.lostTitle')}
    >
      <Stack gap="sm">
        <Text size="sm">{isOwn ? t('place.lostServers') : t('place.lost')}</Text>
        {!isOwn && (
          <HostChoice
            label={t('place.hostOn')}
            isPending={start.isPending}
            onChoose={(host) => start.mutate({ host })}
          />
        )}
        <FailureAlert failure={start.error?.failure ?? null} />
      </Stack>
    </Alert>
  )
}
