import { Button, Group, List, Loader, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconRadar2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FoundMeetingView, MeetingView } from '../../../shared/contracts/meeting-views'
import { useVaultCommand } from '../../client/client'
import { FailureAlert } from '../FailureAlert'
import classes from './FoundMeetings.module.css'
import { useStopLooking } from './use-stop-looking'

interface FoundMeetingsProps {
  readonly view: MeetingView
  readonly committeeName: string | null
}

const tries = ['wifi', 'code', 'firewall'] as const

/** Looks for meetings of this committee on the local network, while the member wants it to. */
export const FoundMeetings = ({ view, committeeName }: FoundMeetingsProps) => {
  const { t } = useTranslation('meeting')
  const look = useVaultCommand('meeting.look', { quiet: true })
  const join = useVaultCommand('meeting.join', { quiet: true })
  useStopLooking(view.isLooking)
  const { found, isLooking } = view
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button
          variant={isLooking ? 'default' : 'filled'}
          leftSection={<IconRadar2 size={16} aria-hidden />}
          loading={look.isPending}
          onClick={() => look.mutate({ on: !isLooking })}
        >
          {isLooking ? t('join.stopLooking') : t('join.look')}
        </Button>
        {isLooking && (
          <Group gap="xs" role="status">
            <Loader size="xs" aria-hidden />
            <Text size="sm">{t('join.looking')}</Text>
          </Group>
        )}
      </Group>
      <FailureAlert failure={look.error?.failure ?? join.error?.failure ?? null} />
      <VisuallyHidden role="status">{t('join.foundCount', { count: found.length })}</VisuallyHidden>
      {found.length > 0 && (
        <ul className={classes.list} aria-label={t('join.found')}>
          {found.map((meeting) => (
            <FoundMeeting
              key={meeting.meetingId}
              meeting={meeting}
              committeeName={committeeName}
              isPending={join.isPending}
              onJoin={() => join.mutate({ by: 'found', meetingId: meeting.meetingId })}
            />
          ))}
        </ul>
      )}
      {isLooking && found.length === 0 && <WhatToTry />}
    </Stack>
  )
}

interface FoundMeetingProps {
  readonly meeting: FoundMeetingView
  readonly committeeName: string | null
  readonly isPending: boolean
  readonly onJoin: () => void
}

const FoundMeeting = ({ meeting, committeeName, isPending, onJoin }: FoundMeetingProps) => {
  const { t } = useTranslation('meeting')
  return (
    <li className={classes.meeting}>
      <Stack gap={0} flex="1 1 10rem" miw={0}>
        <Text fw={600}>
          {committeeName === null
            ? t('join.meetingOfYours')
            : t('join.meetingOf', { committee: committeeName })}
        </Text>
        <Text size="sm" c="dimmed">
          {t('join.at', { host: meeting.host })}
        </Text>
      </Stack>
      <Button
        loading={isPending}
        aria-label={t('join.joinAt', { host: meeting.host })}
        onClick={onJoin}
      >
        {t('join.join')}
      </Button>
    </li>
  )
}

const WhatToTry = () => {
  const { t } = useTranslation('meeting')
  return (
    <Stack gap={4}>
      <Text fw={600}>{t('join.nothingTitle')}</Text>
      <List size="sm" spacing={4}>
        {tries.map((what) => (
          <List.Item key={what}>{t(`join.tries.${what}`)}</List.Item>
        ))}
      </List>
    </Stack>
  )
}
