import { currentMembers } from '../../../shared/domain/committee/selectors'
import { membersOf } from '../../../shared/domain/matter/access'
import { audienceOf, leftOutOf } from '../../../shared/domain/notice/audience'
import { hasClearance } from '../../../shared/domain/notice/clearance'
import { decideNotice } from '../../../shared/domain/notice/decide'
import type { NoticeState } from '../../../shared/domain/notice/state'
import type { CaseId, MemberId } from '../../../shared/domain/terms'
import { ok, type Result } from '../../../shared/errors/result'
import { finishPurge } from '../cases/purge'
import { indexWithoutEffect } from '../exchange/without-effect'
import { finishHandovers } from '../matters/finish-handovers'
import { memberNames } from '../members/member-names'
import { enterWrites, noteChanges } from '../session/enter-facts'
import type { UnlockedVault } from '../session/unlocked-vault'
import { isNamedInCase } from '../ties/gate'
import { openNotices } from './open-notices'

/**
 * What a vault owes after something changed, done by itself: it leaves spaces that it may read no
 * more, makes lockboxes for who is cleared or lost one, and tells newcomers of open cases in which
 * they are not named. Doing it twice changes nothing.
 *
 * @param changed spaces that were added to
 */
export const tend = async (
  vault: UnlockedVault,
  changed: readonly string[],
): Promise<Result<null>> => {
  if (vault.store.mode().kind !== 'read-write') return ok(null)
  const { ledger } = vault
  const isCommitteeChanged = changed.includes(vault.committeeSpace)
  const spaces = new Set(isCommitteeChanged ? openSpaces(vault) : changed)
  for (const space of changed) {
    if (ledger.spaceOf(space)?.kind === 'notice') {
      for (const caseId of ledger.spacesOf('case', space)) spaces.add(caseId)
    }
  }
  await finishHandovers(vault)
  const left = await leaveSpaces(vault)
  if (!left.ok) return left
  const handedOver = await forgetHandovers(vault, changed)
  if (!handedOver.ok) return handedOver
  if (isCommitteeChanged) {
    const told = await tellNewcomers(vault)
    if (!told.ok) return told
  }
  const present = [...spaces].filter((space) => ledger.spaceOf(space) !== null)
  const healed = await ledger.heal(present)
  if (!healed.ok) return healed
  for (const space of present) {
    const granted = await grantCleared(vault, space)
    if (!granted.ok) return granted
    // Who left decides what counts, also of what was here before.
    if (isCommitteeChanged) indexWithoutEffect(vault, space)
  }
  return ok(null)
}

/** The committee, open notices with their cases, and matters: closed cases wait until they are asked for. */
const openSpaces = (vault: UnlockedVault): string[] => {
  const { ledger } = vault
  const notices = openNotices(vault)
  return [
    vault.committeeSpace,
    ...notices,
    ...notices.flatMap((space) => ledger.spacesOf('case', space)),
    ...ledger.spacesOf('matter'),
  ]
}

const leaveSpaces = async (vault: UnlockedVault): Promise<Result<null>> => {
  const spaces = vault.ledger.toLeave()
  for (const space of spaces) {
    const kind = vault.ledger.spaceOf(space)?.kind
    // A member who left keeps the committee's own log: it says that, and why nothing opens any more.
    if (kind === undefined || kind === 'committee') continue
    noteChanges(vault, [space])
    vault.texts.forget(space as CaseId)
    const left = await vault.ledger.leave(space)
    if (!left.ok) return left
  }
  if (spaces.length === 0) return ok(null)
  vault.emit({ kind: 'cases-changed' })
  vault.emit({ kind: 'notices-changed' })
  return finishPurge(vault)
}

/** R26. Once the other has taken over, the one who handed over keeps nothing of it, not even sealed. */
const forgetHandovers = async (
  vault: UnlockedVault,
  changed: readonly string[],
): Promise<Result<null>> => {
  const done = changed.filter((space) => {
    const matter = vault.ledger.spaceOf(space)?.kind === 'matter' ? vault.matters.get(space) : null
    const recorded = matter?.facts['handover.recorded'][0]
    return matter && recorded?.by === vault.device.memberId && membersOf(matter).length < 2
  })
  if (done.length === 0) return ok(null)
  const erased = await vault.ledger.erase(done)
  if (!erased.ok) return erased
  for (const space of done) vault.matters.forget(space)
  vault.emit({ kind: 'notices-changed' })
  return finishPurge(vault)
}

/**
 * Why this vault makes no lockbox now, and another one does, or it does later: a space of which the half is here,
 * for one, says who is cleared before it says that its own reader is.
 */
const leftToOthers: ReadonlySet<string> = new Set([
  'lockbox/no-device',
  'space/no-key',
  'space/update-needed',
  'space/left',
  'device/frozen',
])

/** By policy at once: whoever is cleared gets the keys from the first vault that learns of it. */
const grantCleared = async (vault: UnlockedVault, space: string): Promise<Result<null>> => {
  const { ledger } = vault
  if (ledger.spaceOf(space)?.kind !== 'case') return ok(null)
  if (ledger.committee().playbook?.access.grant !== 'at-once') return ok(null)
  for (const memberId of ledger.access(space)?.grantable ?? []) {
    const granted = await ledger.grant(space, memberId)
    if (granted.ok) noteChanges(vault, [space])
    else if (!leftToOthers.has(granted.error.code)) return granted
  }
  return ok(null)
}

/**
 * Newcomer gate: whoever reads a case tells members who came later of its notice, as long as it is
 * open and they are not named in it. Nobody is told of a case that nobody here can look into.
 */
const tellNewcomers = async (vault: UnlockedVault): Promise<Result<null>> => {
  const { ledger, device } = vault
  const members = currentMembers(ledger.committee()).map(({ memberId }) => memberId)
  for (const space of openNotices(vault)) {
    const notice = vault.notices.get(space)
    if (!notice || !hasClearance(notice, device.memberId)) continue
    const newcomers = newcomersTo(notice, members).filter(
      (memberId) => !isNamed(vault, space, memberId),
    )
    if (newcomers.length === 0) continue
    const decided = decideNotice(notice, { do: 'share', memberIds: newcomers }, device.memberId)
    if (!decided.ok) continue
    const entered = await enterWrites(vault, [{ space, facts: decided.value }])
    if (!entered.ok) return entered
  }
  return ok(null)
}

const newcomersTo = (notice: NoticeState, members: readonly MemberId[]): readonly MemberId[] => {
  const known = new Set<string>([
    ...audienceOf(notice).map(({ memberId }) => memberId),
    ...leftOutOf(notice).map(({ memberId }) => memberId),
  ])
  return members.filter((memberId) => !known.has(memberId))
}

/** Nobody can tell as long as the people of a case cannot be read. */
const isNamed = (vault: UnlockedVault, noticeSpace: string, memberId: MemberId): boolean => {
  const names = memberNames(vault.ledger.committee(), memberId)
  const cases = vault.ledger.spacesOf('case', noticeSpace)
  if (cases.length === 0) return true
  return cases.some(
    (caseId) => !vault.cases.get(caseId as CaseId) || isNamedInCase(vault, caseId, names),
  )
}
