import type { OutputOf } from '../../../shared/contracts/contract'
import type { VaultHandlers, vaultContract } from '../../../shared/contracts/vault'
import { isCurrentMember, memberOf } from '../../../shared/domain/committee/selectors'
import { membersOf } from '../../../shared/domain/matter/access'
import { decideMatter } from '../../../shared/domain/matter/decide'
import { emptyMatter, type MatterState } from '../../../shared/domain/matter/state'
import { Identity } from '../../../shared/domain/person'
import { Channel } from '../../../shared/domain/terms'
import { err, ok } from '../../../shared/errors/result'
import { bytesToHex } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { randomBytes } from '../crypto/keys'
import { nameOf } from '../members/member-names'
import { tend } from '../notices/tend'
import { enterDecided, enterWrites } from '../session/enter-facts'
import type { UnlockedVault } from '../session/unlocked-vault'
import { commandMatter } from './matter-command'

export type HandoverHandlers = Pick<
  VaultHandlers,
  Extract<keyof VaultHandlers, `handover.${string}`>
>

type HandoverView = OutputOf<(typeof vaultContract)['handover.list']>[number]

/** What a hand-over holds, and nothing else that was said (R26). */
const Contact = z.strictObject({ channel: Channel, contact: Identity })

const handovers = (vault: UnlockedVault): readonly MatterState[] =>
  vault.ledger
    .spacesOf('matter')
    .map((space) => vault.matters.get(space))
    .filter(
      (matter): matter is MatterState =>
        matter !== null && matter.facts['handover.recorded'].length > 0,
    )

export const handoversFor = (vault: UnlockedVault): HandoverView[] =>
  handovers(vault).flatMap((matter): HandoverView[] => {
    const recorded = matter.facts['handover.recorded'][0]
    const [partId] = recorded?.parts ?? []
    if (!recorded || partId === undefined) return []
    const part = vault.ledger.readPart(partId)
    const held = part.ok ? (Contact.safeParse(part.value).data ?? null) : null
    const isMine = recorded.by !== vault.device.memberId
    return [
      {
        matterId: matter.space as HandoverView['matterId'],
        by: nameOf(vault.ledger.committee(), recorded.by),
        atMs: recorded.atMs,
        channel: held?.channel ?? 'other',
        mine: isMine ? 'to-take-over' : 'handed-over',
        contact: isMine ? (held?.contact ?? null) : null,
      },
    ]
  })

/**
 * R26: a call-taker with a conflict passes the contact details to one other member, and then leaves the
 * matter: their vault keeps nothing readable of it once the other has taken over.
 */
export const createHandoverHandlers = (vault: UnlockedVault): HandoverHandlers => ({
  'handover.make': async ({ to, channel, contact }) => {
    const committee = vault.ledger.committee()
    const self = vault.device.memberId
    if (!memberOf(committee, to)) return err({ code: 'member/unknown' })
    if (!isCurrentMember(committee, to)) return err({ code: 'member/gone' })
    if (to === self) return err({ code: 'member/is-self' })
    if (contact.name === '' && contact.contact === '')
      return err({ code: 'identity/nothing-known' })
    const space = bytesToHex(randomBytes(16))
    const opening = decideMatter(
      emptyMatter,
      { do: 'open', purpose: 'handover', members: [self, to], subject: null },
      self,
    )
    if (!opening.ok) return opening
    const opened = await enterWrites(vault, [
      { space, create: { kind: 'matter', wider: vault.committeeSpace }, facts: opening.value },
    ])
    if (!opened.ok) return opened
    const matter = vault.matters.get(space)
    if (!matter) throw new Error('a matter that was just opened is not there')
    const recorded = await enterDecided(
      vault,
      space,
      decideMatter(matter, { do: 'hand-over', channel, contact }, self),
    )
    if (!recorded.ok) return recorded
    await tend(vault, [space])
    return ok({ matterId: space as HandoverView['matterId'] })
  },
  'handover.list': () => ok(handoversFor(vault)),
  /** The one who takes over has written the contact down in a report; both leave, and the matter goes. */
  'handover.takeOver': async ({ matterId }) => {
    const matter = handovers(vault).find(({ space }) => space === matterId)
    if (!matter) return err({ code: 'matter/unknown' })
    const recorded = matter.facts['handover.recorded'][0]
    if (recorded?.by === vault.device.memberId) return err({ code: 'matter/not-yours' })
    if (!membersOf(matter).includes(vault.device.memberId)) return err({ code: 'matter/unknown' })
    const left = await commandMatter(vault, matter, { do: 'leave' })
    return left.ok ? ok(null) : left
  },
})
