import type { MemberId } from '../terms'
import { audienceOf } from './audience'
import { stateOfMember } from './clearance'
import type { Gone } from './reinstatement'
import type { NoticeState } from './state'

/**
 * N16 (R31). The members who can take a case onto a second laptop: the notice is meant for them, and
 * they have neither a conflict nor left. So never who is reported, left out, conflicted or gone.
 */
export const mayBeAskedFirst = (
  state: NoticeState,
  self: MemberId,
  gone: Gone,
): readonly MemberId[] =>
  audienceOf(state)
    .map(({ memberId }) => memberId)
    .filter((memberId) => {
      if (memberId === self || gone.has(memberId)) return false
      const standing = stateOfMember(state, memberId, gone)
      return standing === 'asked' || standing === 'stale' || standing === 'cleared'
    })

/**
 * N16. Whom to ask first while one laptop alone can open a case: the second member on call, where
 * they can take it; nobody in particular otherwise.
 */
export const firstToAsk = (
  state: NoticeState,
  onCallWith: MemberId | null,
  self: MemberId,
  gone: Gone,
): MemberId | null =>
  onCallWith !== null && mayBeAskedFirst(state, self, gone).includes(onCallWith) ? onCallWith : null
