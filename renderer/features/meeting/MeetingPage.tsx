import { Button, SimpleGrid, Stack } from '@mantine/core'
import { IconDoorExit } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MeetingView } from '../../../shared/contracts/meeting-views'
import { useVaultCommand, useVaultQuery } from '../../client/client'
import { useSession } from '../../client/session'
import { Card } from '../../components/Card'
import { JoinMeeting } from '../../components/meeting/JoinMeeting'
import { PageHeader } from '../../components/PageHeader'
import { QueryState } from '../../components/QueryState'
import { InsideMeeting } from './InsideMeeting'
import { LastSeenCard } from './LastSeenCard'
import { NoWindowAlert } from './NoWindowAlert'
import { ServersLink } from './ServersLink'
import { StartCard } from './StartCard'

/** Laptops that sync live: the way into a meeting, and what goes on in it. */
export const MeetingPage = () => {
  const { t } = useTranslation('meeting')
  const view = useVaultQuery('meeting.view', {})
  const isInside = view.data !== undefined && view.data.meeting !== null
  return (
    <>
      <PageHeader
        title={t('title')}
        description={isInside ? t('inside.lockHint') : t('explain')}
        actions={isInside ? <LeaveButton /> : undefined}
      />
      <QueryState query={view} lines={6}>
        {(data) => (
          <Stack gap="md" maw="64rem">
            {data.ability === 'no-window' && <NoWindowAlert />}
            {data.meeting === null ? (
              <OutsideMeeting view={data} />
            ) : (
              <InsideMeeting meeting={data.meeting} />
            )}
            <LastSeenCard members={data.lastSeen} />
            <ServersLink />
          </Stack>
        )}
      </QueryState>
    </>
  )
}

const LeaveButton = () => {
  const { t } = useTranslation('meeting')
  const leave = useVaultCommand('meeting.leave')
  return (
    <Button
      variant="default"
      leftSection={<IconDoorExit size={16} aria-hidden />}
      loading={leave.isPending}
      onClick={() => leave.mutate({})}
    >
      {t('inside.leave')}
    </Button>
  )
}

const OutsideMeeting = ({ view }: { readonly view: MeetingView }) => {
  const { t } = useTranslation('meeting')
  const { data: session } = useSession()
  if (view.ability === 'no-window') return null
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <Card title={t('join.title')} hint={t('join.hint')}>
        <JoinMeeting
          view={view}
          committeeName={session?.phase === 'unlocked' ? session.committeeName : null}
        />
      </Card>
      <StartCard />
    </SimpleGrid>
  )
}
