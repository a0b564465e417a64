import type { AccessView } from '../../../shared/contracts/committee-views'
import type { MeetingView } from '../../../shared/contracts/meeting-views'

/**
 * Whether another member who can open the case is linked in the meeting: what their laptop lacks goes there by itself, and after
 * every word that is typed it lacks something.
 */
export const isWithAReader = (
  { readers }: Pick<AccessView, 'readers'>,
  { present }: Pick<NonNullable<MeetingView['meeting']>, 'present'>,
): boolean =>
  present.some(
    ({ memberId, state }) =>
      state !== 'linking' && readers.some((one) => one.memberId === memberId && !one.isSelf),
  )
