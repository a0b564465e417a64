import { Divider, Stack } from '@mantine/core'
import type { MeetingView } from '../../../shared/contracts/meeting-views'
import { FoundMeetings } from './FoundMeetings'
import { JoinByCode } from './JoinByCode'
import { JoinByServers } from './JoinByServers'

interface JoinMeetingProps {
  readonly view: MeetingView
  /** `null` for a newcomer, whose laptop was not told it yet. */
  readonly committeeName: string | null
}

/** Every way into a meeting that somebody else hosts. */
export const JoinMeeting = ({ view, committeeName }: JoinMeetingProps) => (
  <Stack gap="md">
    <FoundMeetings view={view} committeeName={committeeName} />
    <Divider color="var(--conclave-border)" />
    <JoinByCode />
    {view.hasOwnServers && (
      <>
        <Divider color="var(--conclave-border)" />
        <JoinByServers />
      </>
    )}
  </Stack>
)
