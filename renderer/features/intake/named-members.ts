import type { MemberName } from '../../../shared/contracts/committee-views'
import { MemberId, PersonRole } from '../../../shared/domain/terms'
import type { Failure } from '../../../shared/errors/result'
import { z } from '../../../shared/util/schema'

/** A member whose name, alias or handle stands in the report, as the vault found it. */
const NamedMember = z.object({
  memberId: MemberId,
  name: z.string(),
  role: PersonRole,
  certainty: z.enum(['same', 'likely']),
})
export type NamedMember = z.infer<typeof NamedMember>

const MemberNamed = z.object({
  code: z.literal('notice/member-named'),
  named: z.array(NamedMember).min(1),
})

/** @returns whom the vault asks about, or `null` where it refused for another reason. */
export const namedMembersOf = (failure: Failure): readonly NamedMember[] | null => {
  const parsed = MemberNamed.safeParse(failure)
  return parsed.success ? parsed.data.named : null
}

/** Members whom the reporter named by their plain name: ticked to begin with, never more than proposed. */
export const membersMeant = (
  notToTell: readonly string[],
  members: readonly MemberName[],
): readonly MemberId[] => {
  const said = notToTell.map((name) => name.trim().toLocaleLowerCase())
  return members
    .filter(({ name }) => said.includes(name.trim().toLocaleLowerCase()))
    .map(({ memberId }) => memberId)
}
