import type { Verdict } from '../ledger/fact'
import { isNewDevice } from './device-rules'
import { employerCapIn } from './employer-cap'
import { type Content, fine, firstRefusal, type Question, refuse } from './question'
import { hasSigned, isNotDeclined, meantBy } from './request-rules'
import {
  holds,
  invitationsIn,
  memberOf,
  membersIn,
  requestsIn,
  type View,
  wasAdmitted,
} from './selectors'
import type { JoinRequest } from './state'

/** Rules of joining: invitations, requests and sign-ins (M7, M9, M10). */

export const isNewInvitation = (
  { view }: Question,
  { invitationId }: Content<'invitation.issued'>,
): Verdict =>
  invitationsIn(view, invitationId).length > 0 ? refuse('invitation/already-there') : fine

export const isInvitation = ({ view }: Question, invitationId: string): Verdict =>
  invitationsIn(view, invitationId).length > 0 ? fine : refuse('invitation/unknown')

/** M7. An invitation is answered once, and its issuer enters the answer: expiry is by their clock. */
export const answersAnInvitation = (
  question: Question,
  { invitationId }: Content<'member.requested'>,
): Verdict => {
  const { view, by } = question
  const known = isInvitation(question, invitationId)
  if (!known.ok) return known
  const invitation = invitationsIn(view, invitationId).find(({ issuedBy }) => issuedBy === by)
  if (!invitation) return refuse('invitation/not-yours')
  if (invitation.withdrawnBy.some(view.seen)) return refuse('invitation/withdrawn')
  const isUsed = invitation.answers.some(({ entryId }) => view.seen(entryId))
  return isUsed ? refuse('invitation/used') : fine
}

/** M7. Of two requests that answered one invitation, one is signed in. */
const isStillInvited = ({ view }: Question, { content, enteredBy }: JoinRequest): Verdict => {
  const invitation = invitationsIn(view, content.invitationId).find(
    ({ issuedBy }) => issuedBy === enteredBy,
  )
  if (!invitation) return refuse('invitation/unknown')
  if (invitation.withdrawnBy.some(view.seen)) return refuse('invitation/withdrawn')
  const isUsed = invitation.answers.some(
    ({ requestId }) =>
      requestId !== content.requestId &&
      requestsIn(view, view.state.joinRequests, requestId).some(({ votes }) =>
        holds(votes, view.seen),
      ),
  )
  return isUsed ? refuse('invitation/used') : fine
}

export const isNewMember = ({ view }: Question, memberId: string): Verdict => {
  const member = memberOf(view.state, memberId)
  return member && wasAdmitted(view, member) ? refuse('member/already-there') : fine
}

/** M9. How many members sign a newcomer in: two, or the one that there is. */
export const signInsNeeded = (view: View): number => (membersIn(view).length === 1 ? 1 : 2)

/** M10 (R71). Where the playbook refuses it, one employer does not pass its cap. */
const keepsEmployerCap = ({ view }: Question, employer: string): Verdict => {
  const { answer, count, cap } = employerCapIn(view, employer)
  return answer === 'refused' ? refuse('member/employer-cap', { count, cap }) : fine
}

export const signsIn = (
  question: Question,
  { requestId }: Content<'member.signed-in'>,
): Verdict => {
  const { view } = question
  const meant = meantBy(question, view.state.joinRequests, requestId)
  if (!meant.ok) return meant
  const { content } = meant.value
  return firstRefusal(
    () => isStillInvited(question, meant.value),
    () => isNotDeclined(question, meant.value),
    () => isNewMember(question, content.memberId),
    () => isNewDevice(question, content.deviceId),
    () => hasSigned(question, meant.value, signInsNeeded(view)),
    () => keepsEmployerCap(question, content.employer),
  )
}

export const declines = (
  question: Question,
  { requestId }: Content<'member.declined'>,
): Verdict => {
  const { view } = question
  const meant = meantBy(question, view.state.joinRequests, requestId)
  if (!meant.ok) return meant
  return firstRefusal(
    () => isNewMember(question, meant.value.content.memberId),
    () => isNotDeclined(question, meant.value),
  )
}
