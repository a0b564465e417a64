import { err, ok, type Result } from '../../errors/result'
import type { Verdict } from '../ledger/fact'
import type { MemberId } from '../terms'
import {
  declinesADevice,
  isNewDevice,
  provesItsKeys,
  revokesADevice,
  signsADevice,
} from './device-rules'
import type { CommitteeChecks, CommitteeFactContent, CommitteeFactKind } from './facts'
import {
  answersAnInvitation,
  declines,
  isInvitation,
  isNewInvitation,
  isNewMember,
  signsIn,
} from './joining-rules'
import { carriesAMajority, isAboutAMember, leavesSomebody, ticksTheList } from './member-rules'
import { fine, firstRefusal, type Origin, type Question, refuse } from './question'
import { isByItsDevice, isNewRequest } from './request-rules'
import { deviceOf, holds, isLiveIn, type View } from './selectors'

/**
 * The rules of a committee, each named after what it guarantees (see rules.md). `decide` asks them of
 * the committee as it is before an entry is made; the fold asks them of the committee as the entry's
 * author had it before one is believed. Here stand those of its founding, and the table of all.
 */

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
    case 'device.declined':
      return declinesADevice(question, as<'device.declined'>())
    case 'device.revoked':
      return revokesADevice(question, as<'device.revoked'>())
    case 'offboarding.checked':
      return ticksTheList(question, as<'offboarding.checked'>())
    default:
      return fine
  }
}
