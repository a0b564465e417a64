import type { OpenedEntry } from '../../../shared/domain/ledger/fact'
import type { MemberId } from '../../../shared/domain/terms'
import type { SimVault } from './sim-vault'

/**
 * Who certainly may not read a space, as far as one vault has seen: told from single facts, without the
 * selectors that the program goes by. Where facts of letting somebody in again are about, nothing is
 * claimed.
 */
export type Bar =
  /** Was never told, never declared: may become a reader still. */
  | 'not-let-in'
  /** Had access, or could have had, and it ended, for a reason that is told apart from others. */
  | 'left-out'
  | 'left'
  | 'gone'
  | 'revoked'

type Bars = ReadonlyMap<MemberId, Bar>

interface Told {
  readonly audience?: readonly MemberId[]
  readonly leftOut?: readonly MemberId[]
  readonly memberIds?: readonly MemberId[]
  readonly members?: readonly MemberId[]
  readonly subject?: MemberId | null
  readonly memberId?: MemberId
  readonly answer?: string
  readonly choice?: string
}

const factsOf = (vault: SimVault, space: string) => {
  const standing = vault
    .ledger()
    .entriesOf(space)
    .filter((entry) => entry.void === null)
  return (kind: string): readonly (Omit<OpenedEntry, 'content'> & { content: Told })[] =>
    standing.filter((entry) => entry.kind === kind) as never
}

type Facts = ReturnType<typeof factsOf>

const barOfNotice = (facts: Facts, memberId: MemberId): Bar | null => {
  if (facts('notice.shared').some(({ content }) => content.memberIds?.includes(memberId)))
    return null
  const isLeftOut =
    facts('notice.opened').some(({ content }) => content.leftOut?.includes(memberId)) ||
    facts('notice.withheld').some(({ content }) => content.memberId === memberId)
  if (isLeftOut) return 'left-out'
  const isTold = facts('notice.opened').some(({ content }) => content.audience?.includes(memberId))
  return isTold ? null : 'not-let-in'
}

const barOfCase = (facts: Facts, memberId: MemberId): Bar | null => {
  const ofNotice = barOfNotice(facts, memberId)
  if (ofNotice) return ofNotice
  const own = facts('conflict.declared').filter(({ by }) => by === memberId)
  const cleared = own.findIndex(({ content }) => content.answer === 'no-conflict')
  if (cleared === -1) return 'not-let-in'
  const isVotedIn = facts('reinstatement.voted').some(
    ({ content }) => content.memberId === memberId && content.choice === 'yes',
  )
  if (isVotedIn) return null
  const hasLeft =
    own.slice(cleared).some(({ content }) => content.answer === 'conflict') ||
    facts('access.left').some(({ by }) => by === memberId) ||
    facts('access.excluded').some(({ content }) => content.memberId === memberId)
  return hasLeft ? 'left' : null
}

const barOfMatter = (facts: Facts, memberId: MemberId): Bar | null => {
  if (facts('matter.shared').some(({ content }) => content.memberId === memberId)) return null
  if (facts('matter.left').some(({ by }) => by === memberId)) return 'left'
  const isNamed = facts('matter.opened').some(({ content }) => content.members?.includes(memberId))
  return isNamed ? null : 'not-let-in'
}

export const barredFrom = (vault: SimVault, space: string): Bars => {
  const summary = vault.ledger().spaceOf(space)
  const bars = new Map<MemberId, Bar>()
  if (!summary) return bars
  const { kind, wider } = summary
  const facts = factsOf(vault, kind === 'case' && wider ? wider : space)
  for (const { memberId, leavings } of vault.ledger().committee().members) {
    const bar =
      leavings.length > 0
        ? 'gone'
        : kind === 'notice'
          ? barOfNotice(facts, memberId)
          : kind === 'case'
            ? barOfCase(facts, memberId)
            : kind === 'matter'
              ? barOfMatter(facts, memberId)
              : null
    if (bar) bars.set(memberId, bar)
  }
  return bars
}

/** Devices that may not be given a key, with the reason. */
export const barredDevices = (vault: SimVault, space: string): ReadonlyMap<string, Bar> => {
  const bars = barredFrom(vault, space)
  return new Map(
    vault
      .ledger()
      .committee()
      .devices.flatMap(({ deviceId, memberId, revokedBy }): [string, Bar][] => {
        const bar = revokedBy === null ? bars.get(memberId) : 'revoked'
        return bar ? [[deviceId, bar]] : []
      }),
  )
}

/** Whether a vault has seen that somebody wants the member of a device to have a space again. */
export const isLetInAgain = (vault: SimVault, space: string, deviceId: string): boolean => {
  const { committee, spaceOf } = vault.ledger()
  const summary = spaceOf(space)
  const device = committee().devices.find((one) => one.deviceId === deviceId)
  if (!summary || !device) return false
  const { memberId } = device
  const facts = factsOf(vault, summary.kind === 'case' && summary.wider ? summary.wider : space)
  return (
    facts('notice.shared').some(({ content }) => content.memberIds?.includes(memberId)) ||
    facts('matter.shared').some(({ content }) => content.memberId === memberId) ||
    facts('reinstatement.voted').some(({ content }) => content.memberId === memberId)
  )
}
