import { currentMembers, isCurrentMember } from '../../../shared/domain/committee/selectors'
import type { IntakeDraft } from '../../../shared/domain/intake'
import {
  type MemberNamed,
  membersNamed,
  type ReportPerson,
} from '../../../shared/domain/matching/members-named'
import type { Identity } from '../../../shared/domain/person'
import type { MemberId } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
import { memberNames, nameOf } from '../members/member-names'
import type { UnlockedVault } from '../session/unlocked-vault'

/** What was answered about members before anything is announced. */
export interface Telling {
  /** Whether people of the report are the members that they are named like. */
  readonly membersNamed?:
    | readonly { readonly memberId: MemberId; readonly isSame: boolean }[]
    | undefined
  /** Whom the reporter does not want told. */
  readonly leaveOut?: readonly MemberId[] | undefined
  /** R14. Who holds an escrowed report beside its receiver. */
  readonly escrowWith?: MemberId | undefined
}

/** The members as they may be named in a report; this vault's own is not asked about. */
export const candidatesOf = (vault: UnlockedVault) => {
  const committee = vault.ledger.committee()
  return currentMembers(committee)
    .filter(({ memberId }) => memberId !== vault.device.memberId)
    .map(({ memberId, employer }) => ({
      memberId,
      ...memberNames(committee, memberId),
      employer,
    }))
}

/** An answer about a member is one about each person that may be them. */
export const findNamed = (
  vault: UnlockedVault,
  people: readonly ReportPerson[],
  answers: Telling['membersNamed'],
  identity: Identity | null = null,
) => {
  const asked = membersNamed(people, identity, candidatesOf(vault))
  const given = [...asked.named, ...asked.toAsk].flatMap(({ memberId, key }) =>
    (answers ?? [])
      .filter((answer) => answer.memberId === memberId)
      .map(({ isSame }) => ({ memberId, key, isSame })),
  )
  return membersNamed(people, identity, candidatesOf(vault), given)
}

/** The question that has to be answered first, as facts of a refusal. */
export const askAboutNamed = (vault: UnlockedVault, toAsk: readonly MemberNamed[]) =>
  err({
    code: 'notice/member-named',
    named: toAsk.map(({ memberId, role, certainty }) => ({
      memberId,
      name: nameOf(vault.ledger.committee(), memberId),
      role,
      certainty,
    })),
  })

/** Who is reported; or the question that comes first, where it is unclear or was not said yet. */
const noticeKeptFrom = (
  vault: UnlockedVault,
  intake: IntakeDraft,
  answers: Telling['membersNamed'],
  among: (memberId: MemberId) => boolean,
): Result<readonly MemberId[]> => {
  const people = intake.people.map((person, index) => ({ key: String(index), person }))
  const identity = 'reporter' in intake ? intake.reporter : null
  const found = findNamed(vault, people, answers, identity)
  const isSaid = (memberId: MemberId) =>
    (answers ?? []).some((answer) => answer.memberId === memberId)
  const unsaid = found.named.filter(({ memberId }) => !isSaid(memberId))
  const toAsk = [...found.toAsk, ...unsaid].filter(({ memberId }) => among(memberId))
  return toAsk.length > 0 ? askAboutNamed(vault, toAsk) : ok(found.noNotice)
}

/**
 * Whom a new notice is for: every current member but who is reported and whom the reporter does not
 * want told. Refused with `notice/member-named` while it is unclear who is meant, and once before
 * anything is announced where a member surely is.
 */
export const tellWhom = (
  vault: UnlockedVault,
  intake: IntakeDraft,
  { membersNamed: answers, leaveOut = [] }: Telling,
): Result<{ audience: readonly MemberId[]; leftOut: readonly MemberId[] }> => {
  const kept = noticeKeptFrom(vault, intake, answers, () => true)
  if (!kept.ok) return kept
  const self = vault.device.memberId
  const leftOut = [...new Set([...kept.value, ...leaveOut])].filter((one) => one !== self)
  const audience = currentMembers(vault.ledger.committee())
    .map(({ memberId }) => memberId)
    .filter((memberId) => !leftOut.includes(memberId))
  return ok({ audience, leftOut })
}

/** R14. The receivers of an escrowed report: who took it, and one other whom it does not report. */
export const receiversOf = (
  vault: UnlockedVault,
  intake: IntakeDraft,
  { membersNamed: answers, escrowWith }: Telling,
): Result<readonly MemberId[]> => {
  const self = vault.device.memberId
  if (escrowWith === undefined) return ok([self])
  if (escrowWith === self) return err({ code: 'member/is-self' })
  if (!isCurrentMember(vault.ledger.committee(), escrowWith)) return err({ code: 'member/gone' })
  const kept = noticeKeptFrom(vault, intake, answers, (memberId) => memberId === escrowWith)
  if (!kept.ok) return kept
  return kept.value.includes(escrowWith)
    ? err({ code: 'notice/member-reported' })
    : ok([self, escrowWith])
}
