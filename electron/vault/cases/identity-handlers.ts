import type { VaultHandlers } from '../../../shared/contracts/vault'
import { type CaseCommand, decideCase } from '../../../shared/domain/case/decide'
import {
  identityBoxFor,
  identityPartOf,
  isErased,
  ownersOf,
} from '../../../shared/domain/case/selectors'
import type { CaseState } from '../../../shared/domain/case/state'
import { devicesOf } from '../../../shared/domain/committee/selectors'
import type { FactDraft } from '../../../shared/domain/ledger/fact'
import { Identity } from '../../../shared/domain/person'
import type { EntryRef, MemberId, PartRef } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
import type { UnlockedVault } from '../session/unlocked-vault'
import { caseContextOf, enterCase } from './enter-case'

export type IdentityHandlers = Pick<
  VaultHandlers,
  'case.openIdentity' | 'case.askIdentity' | 'case.shareIdentity'
>

const unknownCase = err({ code: 'case/unknown' })

/** The reporter's identity: opened by an explicit, recorded act, and shared on request alone (R20). */
export const createIdentityHandlers = (vault: UnlockedVault): IdentityHandlers => {
  const act = async (
    state: CaseState,
    command: CaseCommand,
  ): Promise<Result<{ entryId: EntryRef }>> => {
    const decided = decideCase(state, command, caseContextOf(vault, state.caseId))
    if (!decided.ok) return decided
    const entered = await enterCase(vault, state, decided.value)
    if (!entered.ok) return entered
    const [first] = entered.value
    if (!first) throw new Error('a command entered nothing')
    return ok({ entryId: first.id })
  }

  return {
    'case.openIdentity': async ({ caseId, reason }) => {
      const state = vault.cases.get(caseId)
      if (!state) return unknownCase
      const identity = readIdentity(vault, state)
      if (!identity.ok) return identity
      // Recorded before it is shown: an identity that cannot be recorded stays closed.
      const recorded = await act(state, { do: 'open-identity', reason })
      return recorded.ok ? ok({ ...recorded.value, identity: identity.value }) : recorded
    },
    'case.askIdentity': async ({ caseId }) => {
      const state = vault.cases.get(caseId)
      return state ? act(state, { do: 'ask-identity' }) : unknownCase
    },
    'case.shareIdentity': async ({ caseId, memberId }) => {
      const state = vault.cases.get(caseId)
      if (!state) return unknownCase
      const command = shareCommand(vault, state, memberId)
      return command.ok ? act(state, command.value) : command
    },
  }
}

/** Whether this laptop holds a key to an identity: its own, or one that a holder made for it. */
export const isHolder = (vault: UnlockedVault, state: CaseState, partId: PartRef): boolean =>
  vault.ledger.isPartReader(partId) || identityBoxFor(state, partId, vault.ownDeviceId) !== null

/** The identity as far as this laptop holds a key to it; nothing is recorded by reading alone. */
export const readIdentity = (vault: UnlockedVault, state: CaseState): Result<Identity> => {
  const partId = identityPartOf(state)
  if (partId === null) return err({ code: 'identity/none' })
  if (isErased(state, partId)) return err({ code: 'part/erased' })
  const box = identityBoxFor(state, partId, vault.ownDeviceId)
  const part = vault.ledger.readPart(partId, box)
  if (!part.ok) return part
  const identity = Identity.safeParse(part.value)
  return identity.success ? ok(identity.data) : err({ code: 'part/missing' })
}

/** R20, R45. The owners can open the identity unasked: what an owner lacks, a holder shares with them. */
export const identityForOwners = (vault: UnlockedVault, state: CaseState): readonly FactDraft[] => {
  const partId = identityPartOf(state)
  if (partId === null || isErased(state, partId) || !isHolder(vault, state, partId)) return []
  const writer = state.facts['identity.recorded'].find(({ parts }) => parts.includes(partId))?.by
  const { primary, secondary } = ownersOf(state)
  return [primary, secondary].flatMap((owner) => {
    if (owner === null || owner === writer || owner === vault.device.memberId) return []
    const hasBoxes = devicesOf(vault.ledger.committee(), owner).every(
      ({ deviceId }) => identityBoxFor(state, partId, deviceId) !== null,
    )
    const command = hasBoxes ? null : shareCommand(vault, state, owner)
    const decided = command?.ok
      ? decideCase(state, command.value, caseContextOf(vault, state.caseId))
      : null
    return decided?.ok ? decided.value : []
  })
}

/** The key of the identity's part for each laptop of a member. */
const shareCommand = (
  vault: UnlockedVault,
  state: CaseState,
  memberId: MemberId,
): Result<CaseCommand> => {
  const partId = identityPartOf(state)
  if (partId === null) return err({ code: 'identity/none' })
  if (isErased(state, partId)) return err({ code: 'part/erased' })
  const devices = devicesOf(vault.ledger.committee(), memberId)
  const own = identityBoxFor(state, partId, vault.ownDeviceId)
  const boxes = vault.ledger.boxPartKey(partId, devices, own)
  return boxes.ok
    ? ok({ do: 'share-identity', askedBy: memberId, partId, boxes: boxes.value as never })
    : boxes
}
