import type { VaultHandlers } from '../../../shared/contracts/vault'
import {
  currentMembers,
  isCurrentMember,
  memberOf,
} from '../../../shared/domain/committee/selectors'
import { ballotsToCarry } from '../../../shared/domain/matter/ballots'
import { decideMatter } from '../../../shared/domain/matter/decide'
import { emptyMatter, type MatterState } from '../../../shared/domain/matter/state'
import type { MemberId } from '../../../shared/domain/terms'
import { err, ok } from '../../../shared/errors/result'
import { bytesToHex } from '../../../shared/util/bytes'
import { signBallot } from '../committee/attestation'
import { randomBytes } from '../crypto/keys'
import { commandCommittee } from '../members/committee-command'
import { viewOffboardings } from '../members/member-views'
import { tend } from '../notices/tend'
import { enterDecided, enterWrites } from '../session/enter-facts'
import type { UnlockedVault } from '../session/unlocked-vault'
import { proposalOf, removalsFor, viewRemoval } from './removals'

export type RemovalHandlers = Pick<
  VaultHandlers,
  Extract<keyof VaultHandlers, `removal.${string}` | `offboarding.${string}`>
>

const newId = <T extends string>(): T => bytesToHex(randomBytes(16)) as T
const unknownMatter = err({ code: 'matter/unknown' })

/** R73-R75: proposed, balloted and entered among everyone but its subject. */
export const createRemovalHandlers = (vault: UnlockedVault): RemovalHandlers => {
  const self = vault.device.memberId
  const find = (matterId: string): MatterState | null =>
    removalsFor(vault).find(({ space }) => space === matterId) ?? null

  return {
    'removal.list': () =>
      ok(
        removalsFor(vault)
          .map((matter) => viewRemoval(vault, matter))
          .sort((a, b) => b.proposedAtMs - a.proposedAtMs),
      ),

    'removal.propose': async ({ memberId, grounds }) => {
      const committee = vault.ledger.committee()
      if (!memberOf(committee, memberId)) return err({ code: 'member/unknown' })
      if (!isCurrentMember(committee, memberId)) return err({ code: 'member/gone' })
      if (memberId === self) return err({ code: 'member/is-self' })
      const isOpen = removalsFor(vault)
        .map((matter) => viewRemoval(vault, matter))
        .some(({ subject, state }) => subject.memberId === memberId && state !== 'rejected')
      if (isOpen) return err({ code: 'removal/already-proposed' })
      const members = currentMembers(committee)
        .map((member) => member.memberId)
        .filter((one) => one !== memberId)
      const space = newId()
      const opening = decideMatter(
        emptyMatter,
        { do: 'open', purpose: 'removal', members, subject: memberId },
        self,
      )
      if (!opening.ok) return opening
      const opened = await enterWrites(vault, [
        {
          space,
          create: { kind: 'matter', wider: vault.committeeSpace },
          facts: opening.value,
        },
      ])
      if (!opened.ok) return opened
      const matter = vault.matters.get(space)
      if (!matter) throw new Error('a matter that was just opened is not there')
      const proposal = decideMatter(
        matter,
        { do: 'propose-removal', proposalId: newId(), grounds },
        self,
      )
      const entered = await enterDecided(vault, space, proposal)
      if (!entered.ok) return entered
      await tend(vault, [space])
      return ok({ matterId: space as never })
    },

    'removal.ballot': async ({ matterId, choice }) => {
      const matter = find(matterId)
      if (!matter) return unknownMatter
      const view = viewRemoval(vault, matter)
      if (view.state === 'entered') return err({ code: 'removal/decided' })
      if (view.mine === choice) return err({ code: 'removal/no-change' })
      const { proposalId, subject } = proposalOf(matter)
      const signature = signBallot(vault.device.signKeys.secretKey, {
        space: vault.committeeSpace,
        proposalId,
        memberId: subject,
        choice,
      })
      const ballot = decideMatter(matter, { do: 'ballot', proposalId, choice, signature }, self)
      return enterDecided(vault, matterId, ballot)
    },

    'removal.enter': async ({ matterId }) => {
      const matter = find(matterId)
      if (!matter) return unknownMatter
      const view = viewRemoval(vault, matter)
      if (view.state === 'entered') return err({ code: 'removal/decided' })
      if (view.state !== 'carried') return err({ code: 'removal/not-carried' })
      if (view.ownsCases.length > 0) return err({ code: 'member/owns-cases' })
      const { proposalId, subject } = proposalOf(matter)
      return commandCommittee(vault, {
        do: 'remove',
        memberId: subject,
        proposalId: proposalId as never,
        ballots: ballotsToCarry(matter, proposalId) as never,
      })
    },

    'offboarding.list': () => ok(viewOffboardings(vault)),
    'offboarding.check': async ({ memberId, itemId, done }) => {
      const shown = viewOffboardings(vault).find(({ member }) => member.memberId === memberId)
      if (!memberOf(vault.ledger.committee(), memberId)) return err({ code: 'member/unknown' })
      if (!shown) return err({ code: 'member/not-gone' })
      const item = shown.items.find(({ id }) => id === itemId)
      if (!item) return err({ code: 'offboarding/unknown-item' })
      if ((item.doneAtMs !== null) === done) return err({ code: 'offboarding/no-change' })
      return commandCommittee(vault, {
        do: 'check-offboarding',
        memberId: memberId as MemberId,
        itemId,
        done,
      })
    },
  }
}
