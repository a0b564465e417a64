import { Stack } from '@mantine/core'
import type { MeetingView } from '../../../shared/contracts/meeting-views'
import { PlaceCard } from './PlaceCard'
import { PresentCard } from './PresentCard'
import { TroublesCard } from './TroublesCard'
import { UnsyncedCard } from './UnsyncedCard'

export type Meeting = NonNullable<MeetingView['meeting']>

/** While nobody came yet, or can any more, how they come stands first. */
const isAboutComing = ({ present, server }: Meeting): boolean =>
  present.length === 0 || server === 'lost'

/** What goes on in the meeting that this laptop is in. */
export const InsideMeeting = ({ meeting }: { readonly meeting: Meeting }) => (
  <Stack gap="md">
    {isAboutComing(meeting) ? (
      <>
        <PlaceCard meeting={meeting} />
        <PresentCard meeting={meeting} />
        {meeting.present.length > 0 && <UnsyncedCard unsynced={meeting.unsynced} />}
      </>
    ) : (
      <>
        <PresentCard meeting={meeting} />
        <UnsyncedCard unsynced={meeting.unsynced} />
        <PlaceCard meeting={meeting} />
      </>
    )}
    {meeting.troubles.length > 0 && <TroublesCard troubles={meeting.troubles} />}
  </Stack>
)
