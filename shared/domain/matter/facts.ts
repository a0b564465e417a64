import { hexId } from '../../util/ids'
import { z } from '../../util/schema'
import { MemberId } from '../terms'

export const ProposalId = hexId(16, 'ProposalId')
export type ProposalId = z.infer<typeof ProposalId>

export const MatterPurpose = z.enum(['removal', 'handover', 'escrow'])
export type MatterPurpose = z.infer<typeof MatterPurpose>

export const BallotChoice = z.enum(['yes', 'no', 'abstain'])
export type BallotChoice = z.infer<typeof BallotChoice>

/**
 * What is kept among some members: a removal among everyone but its subject (R73), a hand-over
 * between a conflicted call-taker and one other (R26), an escrowed report among its receivers (R14),
 * whose report follows as the facts of a case.
 */
export const matterFacts = {
  'matter.opened': z.strictObject({
    purpose: MatterPurpose,
    members: z.array(MemberId).min(1).max(500),
    /** Whom a removal is about; never a member of it. */
    subject: MemberId.nullable(),
  }),
  'matter.shared': z.strictObject({ memberId: MemberId }),
  'matter.left': z.strictObject({}),
  /** One part: the grounds. */
  'removal.proposed': z.strictObject({ proposalId: ProposalId }),
  /** Signed by the voter's device over the committee, the proposal and the choice: the removal carries it. */
  'removal.balloted': z.strictObject({
    proposalId: ProposalId,
    choice: BallotChoice,
    signature: hexId(64, 'Signature'),
  }),
  /** One part: the channel and the contact details, and nothing else that the caller said. */
  'handover.recorded': z.strictObject({}),
} as const

export type MatterFacts = typeof matterFacts
export type MatterFactKind = keyof MatterFacts
export type MatterFactContent<K extends MatterFactKind> = z.infer<MatterFacts[K]>

/** How many parts each kind carries; an entry with another number is rejected. */
export const partCountOf = (kind: MatterFactKind): number =>
  kind === 'removal.proposed' || kind === 'handover.recorded' ? 1 : 0
