import type { VaultHandlers } from '../../../shared/contracts/vault'
import { isEscrowed, ownersOf } from '../../../shared/domain/case/selectors'
import { isCurrentMember } from '../../../shared/domain/committee/selectors'
import { membersOf } from '../../../shared/domain/matter/access'
import type { CaseId, MemberId } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
import { commandMatter } from '../matters/matter-command'
import { memberNames } from '../members/member-names'
import { noteChanges } from '../session/enter-facts'
import type { UnlockedVault } from '../session/unlocked-vault'
import { isNamedInCase } from '../ties/gate'
import { viewAccess } from './access-view'
import { commandNotice } from './notice-command'
import { mayGrantHere, nameOwners, noticeOfCase, prepareLeaving } from './prepare-leaving'

export type AccessHandlers = Pick<
  VaultHandlers,
  | 'case.access'
  | 'case.grant'
  | 'case.leave'
  | 'case.exclude'
  | 'case.voteReinstate'
  | 'case.setOwners'
>

const unknownCase = err({ code: 'case/unknown' })

/** Who may open a case, and how members come to it and leave it (R24-R29, R45). */
export const createAccessHandlers = (vault: UnlockedVault): AccessHandlers => {
  const self = vault.device.memberId
  const readersOf = (caseId: CaseId): readonly MemberId[] =>
    vault.ledger.access(caseId)?.readers ?? []

  const leaveMatter = async (caseId: CaseId): Promise<Result<null>> => {
    const matter = vault.matters.get(caseId)
    if (!matter) return unknownCase
    if (membersOf(matter).length < 2) return err({ code: 'case/last-reader' })
    const left = await commandMatter(vault, matter, { do: 'leave' })
    return left.ok ? ok(null) : left
  }

  /** R14. The second receiver; one who is reported in it never becomes that. */
  const shareEscrow = async (caseId: CaseId, memberId: MemberId): Promise<Result<null>> => {
    const matter = vault.matters.get(caseId)
    const committee = vault.ledger.committee()
    if (!matter) return unknownCase
    if (!isCurrentMember(committee, memberId)) return err({ code: 'lockbox/not-cleared' })
    if (isNamedInCase(vault, caseId, memberNames(committee, memberId))) {
      return err({ code: 'notice/member-reported' })
    }
    const shared = await commandMatter(vault, matter, { do: 'share', memberId })
    return shared.ok ? ok(null) : shared
  }

  return {
    'case.access': ({ caseId }) => {
      const state = vault.cases.get(caseId)
      // A window may still ask while the case is being erased: the ledger forgets it first.
      const isHere = vault.ledger.access(caseId) !== null
      return state && isHere ? ok(viewAccess(vault, state)) : unknownCase
    },
    'case.grant': async ({ caseId, memberId }) => {
      const state = vault.cases.get(caseId)
      if (!state) return unknownCase
      if (readersOf(caseId).includes(memberId)) return err({ code: 'lockbox/already-there' })
      if (isEscrowed(state)) return shareEscrow(caseId, memberId)
      if (!mayGrantHere(vault, state)) return err({ code: 'access/owner-confirms' })
      const granted = await vault.ledger.grant(caseId, memberId)
      if (!granted.ok) return granted
      noteChanges(vault, [caseId])
      return ok(null)
    },
    'case.leave': async ({ caseId, as, newOwner }) => {
      const state = vault.cases.get(caseId)
      if (!state) return unknownCase
      const notice = noticeOfCase(vault, state)
      if (!notice) return leaveMatter(caseId)
      const prepared = await prepareLeaving(vault, state, notice, newOwner)
      if (!prepared.ok) return prepared
      const left = await commandNotice(vault, notice, { do: 'leave', as })
      return left.ok ? ok(null) : left
    },
    'case.exclude': async ({ caseId, memberId }) => {
      const state = vault.cases.get(caseId)
      const notice = state && noticeOfCase(vault, state)
      if (!state || !notice) return unknownCase
      if (memberId === self) return err({ code: 'member/is-self' })
      if (ownersOf(state).primary === memberId) return err({ code: 'case/owner-first' })
      return commandNotice(vault, notice, { do: 'exclude', memberId })
    },
    'case.voteReinstate': async ({ caseId, memberId, choice }) => {
      const state = vault.cases.get(caseId)
      const notice = state && noticeOfCase(vault, state)
      if (!state || !notice) return unknownCase
      return commandNotice(vault, notice, { do: 'vote-reinstatement', memberId, choice })
    },
    'case.setOwners': async ({ caseId, primary, secondary }) => {
      const state = vault.cases.get(caseId)
      return state ? nameOwners(vault, state, { primary, secondary }) : unknownCase
    },
  }
}
