import type { Verdict } from '../ledger/fact'
import type { CommitteeChecks } from './facts'
import { isAboutAMember } from './member-rules'
import { type Content, fine, firstRefusal, type Origin, type Question, refuse } from './question'
import { hasSigned, isNotDeclined, meantBy } from './request-rules'
import {
  deviceOf,
  holds,
  isLiveIn,
  memberOf,
  playbookIn,
  type View,
  wasAdmitted,
} from './selectors'

/** Rules of laptops: how one is let in, replaced and revoked (M4, M13, M14). */

/** M4. A device enters for itself, as the founder's first or with an older one's word. */
export const provesItsKeys = (
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
  if (!isOwn || !checks.verifyAttestation(older.deviceId, content, signature))
    return refuse('device/not-admitted')
  return keepsDeviceCap(view, content.memberId)
}

/**
 * M21. How many laptops a member has at once, whatever the playbook says: each costs every space a
 * lockbox at every change of its readers, and a bundle has room for 64. Nobody needs more at a time.
 */
export const maxLiveDevices = 8

/** M21. A replacement takes the place of the others and is not asked. */
const keepsDeviceCap = (view: View, memberId: string): Verdict => {
  const live = view.state.devices.filter(
    (device) => device.memberId === memberId && isLiveIn(view, device),
  )
  return live.length < maxLiveDevices
    ? fine
    : refuse('device/too-many', { count: live.length, cap: maxLiveDevices })
}

export const isNewDevice = ({ view }: Question, deviceId: string): Verdict => {
  const device = deviceOf(view.state, deviceId)
  return device && holds(device.admission, view.seen) ? refuse('device/already-there') : fine
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

export const signsADevice = (
  question: Question,
  { requestId }: Content<'device.signed'>,
): Verdict => {
  const { view, by } = question
  const meant = meantBy(question, view.state.deviceRequests, requestId)
  if (!meant.ok) return meant
  const { memberId, deviceId, purpose } = meant.value.content
  const isOwn = memberId === by
  return firstRefusal(
    () => isAboutAMember(question, memberId),
    () => (isOwn === (purpose === 'second') ? fine : refuse('device/not-yours-to-sign')),
    () => isNotDeclined(question, meant.value),
    () => isNewDevice(question, deviceId),
    () => hasSigned(question, meant.value, signaturesNeeded(view, purpose)),
    () => (purpose === 'second' ? keepsDeviceCap(view, memberId) : fine),
  )
}

/**
 * M22. A second device is declined by its owner. A replacement by any member: by those who would sign
 * it, and by its owner, who alone can say that nothing was lost.
 */
export const declinesADevice = (
  question: Question,
  { requestId }: Content<'device.declined'>,
): Verdict => {
  const { view, by } = question
  const meant = meantBy(question, view.state.deviceRequests, requestId)
  if (!meant.ok) return meant
  const { memberId, deviceId, purpose } = meant.value.content
  return firstRefusal(
    () =>
      purpose === 'replacement' || memberId === by ? fine : refuse('device/not-yours-to-sign'),
    () => isNewDevice(question, deviceId),
    () => isNotDeclined(question, meant.value),
  )
}

/** M14. Of two members, each once; the owner alone. */
export const revokesADevice = (
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
