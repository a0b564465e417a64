import type { MeetingView } from '../../shared/contracts/meeting-views'
import { useVaultQuery } from '../client/client'

/**
 * The meeting that this laptop is in; `null` for none, `undefined` while that is not known.
 *
 * @param isOpen whether there is a vault to ask.
 */
export const useMeeting = (isOpen = true): MeetingView['meeting'] | undefined =>
  useVaultQuery('meeting.view', {}, { enabled: isOpen }).data?.meeting
