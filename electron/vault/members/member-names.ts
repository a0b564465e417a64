import { memberOf } from '../../../shared/domain/committee/selectors'
import type { CommitteeState } from '../../../shared/domain/committee/state'
import type { Names } from '../../../shared/domain/matching/names'
import type { MemberId } from '../../../shared/domain/terms'

export const nameOf = (state: CommitteeState, memberId: string): string =>
  memberOf(state, memberId)?.name ?? ''

export const namedMember = (state: CommitteeState, memberId: MemberId) => ({
  memberId,
  name: nameOf(state, memberId),
})

/**
 * How others may name a member: an alias that is written like a handle is read as one. What they were
 * called before is among it, so that nobody escapes a match by changing their own name.
 */
export const memberNames = (state: CommitteeState, memberId: string): Names => {
  const member = memberOf(state, memberId)
  const before = (member?.profiles ?? []).flatMap(({ name, aliases }) => [name, ...aliases])
  const aliases = new Set([...(member?.aliases ?? []), ...before])
  aliases.delete(member?.name ?? '')
  return { name: member?.name ?? '', aliases: [...aliases], handles: [] }
}
