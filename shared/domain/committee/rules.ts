import { err, ok, type Result } from '../../errors/result'
import type { Verdict } from '../ledger/fact'
import type { MemberId } from '../terms'
import { countBallots } from './ballots'
import { employerCapIn } from './employer-cap'
import type { CommitteeChecks, CommitteeFactContent, CommitteeFactKind } from './facts'
import {
  deviceOf,
  holds,
  invitationsIn,
  isCurrent,
  isLiveIn,
  memberOf,
  membersIn,
  playbookIn,
  requestsIn,
  type View,
  wasAdmitted,
} from './selectors'
import type { DeviceRequest, JoinRequest } from './state'

/**
 * The rules of a committee, each named after what it guarantees (see rules.md). `decide` asks them of
 * the committee as it is before an entry is made; the fold asks them of the committee as the entry's
 * author had it before one is believed.
 */

/** Whose device made an entry, and where. */
export interface Origin {
  readonly deviceId: string
  readonly space: string
}

/** What a rule is told beside the fact itself. */
interface Question extends Origin {
  readonly view: View
  readonly by: MemberId
  readonly checks: CommitteeChecks
}

type Content<K extends CommitteeFactKind> = CommitteeFactContent<K>

const fine: Verdict = ok(null)
const refuse = (code: string, facts: Record<string, unknown> = {}): Verdict =>
  err({ code, ...facts })

/** M5. Only a live device of a current member enters anything. */
export const authorIn = (view: View, deviceId: string): Result<MemberId> => {
  const device = deviceOf(view.state, deviceId)
  if (device && isLiveIn(view, device)) return ok(device.memberId)
  const wasThere = device && holds(device.admission, view.seen)
  return err({ code: wasThere ? 'entry/author-left' : 'entry/unknown-author' })
}

/** M1. A committee is founded once, by the device that the vault knows where it knows one. */
const foundsOnce = ({ state }: View, { deviceId }: Origin, checks: CommitteeChecks): Verdict => {
  if (state.foundedBy !== null) return refuse('committee/already-founded')
  const { foundingDevice } = checks
  return foundingDevice === null || foundingDevice === deviceId
    ? fine
    : refuse('committee/not-the-founder')
}

/** M2. The founder is the one member whom nobody signs in. */
const admitsTheFounder = ({ state }: View, { deviceId }: Origin): Verdict =>
  state.foundedBy === deviceId && state.members.length === 0 ? fine : refuse('member/not-signed-in')

/** M4. A device enters for itself, as the founder's first or with an older one's word. */
const provesItsKeys = (
  view: View,
  origin: Origin,
  content: Content<'device.admitted'>,
  checks: CommitteeChecks,
): Verdict => {
  const { state } = view
  if (deviceOf(state, content.deviceId)) return refuse('device/already-there')
  const member = memberOf(state, content.memberId)
  if (!member || !wasAdmitted(view, member)) return refuse('member/unknown')
  if (origin.deviceId !== content.deviceId) return refuse('device/not-admitted')
  if (content.attestedBy === null)
    return state.devices.length === 0 && state.foundedBy === origin.deviceId
      ? fine
      : refuse('device/not-admitted')
  const { deviceId, signature } = content.attestedBy
  const older = deviceOf(state, deviceId)
  const isOwn = older?.memberId === content.memberId && isLiveIn(view, older)
  return isOwn && checks.verifyAttestation(older.deviceId, content, signature)
    ? fine
    : refuse('device/not-admitted')
}

const isNewInvitation = (
  { view }: Question,
  { invitationId }: Content<'invitation.issued'>,
): Verdict =>
  invitationsIn(view, invitationId).length > 0 ? refuse('invitation/already-there') : fine

const isInvitation = ({ view }: Question, invitationId: string): Verdict =>
  invitationsIn(view, invitationId).length > 0 ? fine : refuse('invitation/unknown')

/** M7. An invitation is answered once, and its issuer enters the answer: expiry is by their clock. */
const answersAnInvitation = (
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

const isNewMember = ({ view }: Question, memberId: string): Verdict => {
  const member = memberOf(view.state, memberId)
  return member && wasAdmitted(view, member) ? refuse('member/already-there') : fine
}

const isNewDevice = ({ view }: Question, deviceId: string): Verdict => {
  const device = deviceOf(view.state, deviceId)
  return device && holds(device.admission, view.seen) ? refuse('device/already-there') : fine
}

/** M8. A request is signed by the device that it brings, over everything in it. */
const isByItsDevice = (
  { checks }: Question,
  content: Content<'member.requested'> | Content<'device.requested'>,
): Verdict => {
  const { signature, ...facts } = content
  return checks.verifyJoinRequest(content.deviceId, facts, signature)
    ? fine
    : refuse('request/forged')
}

const isNewRequest = (
  { view }: Question,
  requests: ReadonlyMap<string, readonly (JoinRequest | DeviceRequest)[]>,
  requestId: string,
): Verdict =>
  requestsIn(view, requests, requestId).length > 0 ? refuse('request/already-there') : fine

/** The one request that is meant, or why it cannot be told. */
const meantBy = <R extends JoinRequest | DeviceRequest>(
  { view }: Question,
  requests: ReadonlyMap<string, readonly R[]>,
  requestId: string,
): Result<R> => {
  const [request, another] = requestsIn(view, requests, requestId)
  if (!request) return err({ code: 'request/unknown' })
  return another ? err({ code: 'request/ambiguous' }) : ok(request)
}

/** M9. How many members sign a newcomer in: two, or the one that there is. */
export const signInsNeeded = (view: View): number => (membersIn(view).length === 1 ? 1 : 2)

const hasSigned = (
  { view, by }: Question,
  { votes }: JoinRequest | DeviceRequest,
  need: number,
): Verdict =>
  votes.some((vote) => vote.by === by && vote.need <= need && view.seen(vote.entryId))
    ? refuse('request/already-signed')
    : fine

/** M10 (R71). Where the playbook refuses it, one employer does not pass its cap. */
const keepsEmployerCap = ({ view }: Question, employer: string): Verdict => {
  const { answer, count, cap } = employerCapIn(view, employer)
  return answer === 'refused' ? refuse('member/employer-cap', { count, cap }) : fine
}

const signsIn = (question: Question, { requestId }: Content<'member.signed-in'>): Verdict => {
  const { view } = question
  const meant = meantBy(question, view.state.joinRequests, requestId)
  if (!meant.ok) return meant
  const { content, declinedBy } = meant.value
  return firstRefusal(
    () => isStillInvited(question, meant.value),
    () => (declinedBy.some((one) => view.seen(one.entryId)) ? refuse('request/declined') : fine),
    () => isNewMember(question, content.memberId),
    () => isNewDevice(question, content.deviceId),
    () => hasSigned(question, meant.value, signInsNeeded(view)),
    () => keepsEmployerCap(question, content.employer),
  )
}

const declines = (question: Question, { requestId }: Content<'member.declined'>): Verdict => {
  const { view } = question
  const meant = meantBy(question, view.state.joinRequests, requestId)
  if (!meant.ok) return meant
  return firstRefusal(
    () => isNewMember(question, meant.value.content.memberId),
    () =>
      meant.value.declinedBy.some((one) => view.seen(one.entryId))
        ? refuse('request/declined')
        : fine,
  )
}

const isAboutAMember = ({ view }: Question, memberId: string): Verdict => {
  const member = memberOf(view.state, memberId)
  return member && isCurrent(view, member) ? fine : refuse('member/unknown')
}

/** M11. The last member does not resign: nobody would be left to hand anything to. */
const leavesSomebody = ({ view }: Question): Verdict =>
  membersIn(view).length > 1 ? fine : refuse('member/last-one')

/** M12 (R73). A removal carries the ballots of a majority of all members. */
const carriesAMajority = (
  { view, space, checks }: Question,
  { memberId, proposalId, ballots }: Content<'member.removed'>,
): Verdict => {
  const facts = { space, proposalId, memberId }
  const { passes, yes, denominator } = countBallots(view, facts, ballots, checks.verifyBallot)
  return passes ? fine : refuse('removal/no-majority', { yes, denominator })
}

/** Whoever replaces a device comes back as its owner: no playbook, which one member adopts, lets one member do that. */
const leastReplacementSigners = 2

/**
 * M13. How many members sign a further device: one of its owner's own devices for a second one; for
 * a replacement as many others as the playbook asks, two at the least, however few there are.
 */
export const signaturesNeeded = (
  view: View,
  purpose: Content<'device.requested'>['purpose'],
): number =>
  purpose === 'second'
    ? 1
    : Math.max(leastReplacementSigners, playbookIn(view)?.access.replacementSigners ?? 0)

const signsADevice = (question: Question, { requestId }: Content<'device.signed'>): Verdict => {
  const { view, by } = question
  const meant = meantBy(question, view.state.deviceRequests, requestId)
  if (!meant.ok) return meant
  const { memberId, deviceId, purpose } = meant.value.content
  const isOwn = memberId === by
  return firstRefusal(
    () => isAboutAMember(question, memberId),
    () => (isOwn === (purpose === 'second') ? fine : refuse('device/not-yours-to-sign')),
    () => isNewDevice(question, deviceId),
    () => hasSigned(question, meant.value, signaturesNeeded(view, purpose)),
  )
}

/** M14. Of two members, each once; the owner alone. */
const revokesADevice = (
  { view, by }: Question,
  { deviceId }: Content<'device.revoked'>,
): Verdict => {
  const device = deviceOf(view.state, deviceId)
  if (!device || !holds(device.admission, view.seen)) return refuse('device/unknown')
  if (holds(device.revocations, view.seen)) return refuse('device/already-revoked')
  const hasEntered = device.revocations.some(
    (vote) => vote.by === by && vote.matter === revocationOf(deviceId) && view.seen(vote.entryId),
  )
  return hasEntered ? refuse('device/already-entered') : fine
}

/** The matter of the votes to revoke a device. A replacement's is its request. */
export const revocationOf = (deviceId: string): string => `revocation ${deviceId}`

/** M14. How many members revoke a device. */
export const revokersNeeded = (isOwn: boolean): number => (isOwn ? 1 : 2)

/** M15 (R75). What is ticked off is on the playbook's list, for someone who left. */
const ticksTheList = (
  { view }: Question,
  { memberId, itemId }: Content<'offboarding.checked'>,
): Verdict => {
  const member = memberOf(view.state, memberId)
  if (!member || !wasAdmitted(view, member)) return refuse('member/unknown')
  if (isCurrent(view, member)) return refuse('offboarding/not-leaving')
  const isListed = playbookIn(view)?.offboarding.checklist.some(({ id }) => id === itemId)
  return isListed ? fine : refuse('offboarding/unknown-item')
}

const firstRefusal = (...verdicts: readonly (() => Verdict)[]): Verdict => {
  for (const verdict of verdicts) {
    const result = verdict()
    if (!result.ok) return result
  }
  return fine
}

/**
 * Whether a fact may stand in the committee as its author had it. The one table that `decide` and
 * the fold share.
 */
export const judge = <K extends CommitteeFactKind>(
  view: View,
  origin: Origin,
  kind: K,
  content: CommitteeFactContent<K>,
  checks: CommitteeChecks,
): Verdict => {
  const as = <T extends CommitteeFactKind>() => content as unknown as CommitteeFactContent<T>
  if (kind === 'committee.founded') return foundsOnce(view, origin, checks)
  if (kind === 'member.admitted') return admitsTheFounder(view, origin)
  if (kind === 'device.admitted')
    return provesItsKeys(view, origin, as<'device.admitted'>(), checks)

  const author = authorIn(view, origin.deviceId)
  if (!author.ok) return author
  const { deviceId, space } = origin
  const question: Question = { deviceId, space, view, by: author.value, checks }
  switch (kind) {
    case 'invitation.issued':
      return isNewInvitation(question, as<'invitation.issued'>())
    case 'invitation.withdrawn':
      return isInvitation(question, as<'invitation.withdrawn'>().invitationId)
    case 'member.requested': {
      const request = as<'member.requested'>()
      return firstRefusal(
        () => isNewRequest(question, view.state.joinRequests, request.requestId),
        () => isNewMember(question, request.memberId),
        () => isNewDevice(question, request.deviceId),
        () => isByItsDevice(question, request),
        () => answersAnInvitation(question, request),
      )
    }
    case 'member.signed-in':
      return signsIn(question, as<'member.signed-in'>())
    case 'member.declined':
      return declines(question, as<'member.declined'>())
    case 'term.set':
      return isAboutAMember(question, as<'term.set'>().memberId)
    case 'member.resigned':
      return leavesSomebody(question)
    case 'member.removed': {
      const removal = as<'member.removed'>()
      return firstRefusal(
        () => isAboutAMember(question, removal.memberId),
        () => carriesAMajority(question, removal),
      )
    }
    case 'device.requested': {
      const request = as<'device.requested'>()
      return firstRefusal(
        () => isNewRequest(question, view.state.deviceRequests, request.requestId),
        () => isAboutAMember(question, request.memberId),
        () => isNewDevice(question, request.deviceId),
        () => isByItsDevice(question, request),
      )
    }
    case 'device.signed':
      return signsADevice(question, as<'device.signed'>())
    case 'device.revoked':
      return revokesADevice(question, as<'device.revoked'>())
    case 'offboarding.checked':
      return ticksTheList(question, as<'offboarding.checked'>())
    default:
      return fine
  }
}
