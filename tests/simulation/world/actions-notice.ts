import { leftOutOf } from '../../../shared/domain/notice/audience'
import { stateOfMember, versionToAnswer } from '../../../shared/domain/notice/clearance'
import { decideNotice, type NoticeCommand } from '../../../shared/domain/notice/decide'
import type { NoticeState } from '../../../shared/domain/notice/state'
import type { MemberId } from '../../../shared/domain/terms'
import { type Action, short } from './action'
import type { Chance } from './chance'
import type { SimVault } from './sim-vault'
import { membersIn, noticeIn } from './standings'
import { nameOf, type World } from './world'

/** Enters what a command comes to in a notice, as one member. */
export const commandNotice = async (
  vault: SimVault,
  space: string,
  asked: NoticeCommand,
): Promise<string> => {
  const decided = decideNotice(noticeIn(vault, space), asked, vault.memberId)
  if (!decided.ok) return decided.error.code
  const appended = await vault.append([{ space, facts: decided.value }])
  return appended.ok ? 'done' : appended.error.code
}

interface Choice {
  readonly text: string
  readonly asked: NoticeCommand
}

const onNotice = (
  name: string,
  weight: number,
  choose: (stage: {
    readonly world: World
    readonly vault: SimVault
    readonly chance: Chance
    readonly state: NoticeState
    readonly others: readonly MemberId[]
  }) => Choice | null,
): Action => ({
  name,
  weight,
  play: async ({ world, vault, chance }) => {
    const space = chance.pickAny(vault.ledger().spacesOf('notice'))
    if (!space) return null
    const state = noticeIn(vault, space)
    const others = membersIn(vault).filter((one) => one !== vault.memberId)
    const choice = choose({ world, vault, chance, state, others })
    if (!choice) return null
    return `${choice.text} in ${short(space)}: ${await commandNotice(vault, space, choice.asked)}`
  },
})

const about = (
  world: World,
  memberId: MemberId | null,
  commandOf: (memberId: MemberId) => NoticeCommand,
): Choice | null => memberId && { text: nameOf(world, memberId), asked: commandOf(memberId) }

export const declare = onNotice('declares', 22, ({ vault, chance, state }) => {
  const version = versionToAnswer(state, vault.memberId)
  if (version === null) return null
  const answer = chance.happens(0.78) ? 'no-conflict' : 'conflict'
  return { text: `${answer} to version ${version}`, asked: { do: 'declare', version, answer } }
})

/** Also after having left: the others may let them in again then. */
export const declareAgain = onNotice('declares again', 3, ({ vault, chance, state }) => {
  const version = state.facts['notice.amended'].length + 1
  const standing = stateOfMember(state, vault.memberId)
  const answer = standing === 'recused' || chance.happens(0.6) ? 'no-conflict' : 'conflict'
  return { text: answer, asked: { do: 'declare', version, answer } }
})

export const leave = onNotice('leaves a case', 4, ({ chance }) => {
  const as = chance.pick(['recused', 'declined'] as const)
  return { text: as, asked: { do: 'leave', as } }
})

export const exclude = onNotice('excludes', 4, ({ world, chance, others }) =>
  about(world, chance.pickAny(others), (memberId) => ({ do: 'exclude', memberId })),
)

export const voteOnReturn = onNotice('votes on a return', 6, ({ world, chance, state, others }) => {
  const gone = others.filter((one) =>
    ['excluded', 'recused', 'declined'].includes(stateOfMember(state, one)),
  )
  const choice = chance.happens(0.8) ? 'yes' : 'no'
  return about(world, chance.pickAny(gone), (memberId) => ({
    do: 'vote-reinstatement',
    memberId,
    choice,
  }))
})

export const amend = onNotice('amends', 3, ({ chance }) => ({
  text: 'a name',
  asked: { do: 'amend', reportedNames: ['Rowan Pike', `Sam ${chance.below(5)}`] },
}))

export const withhold = onNotice('leaves out', 3, ({ world, chance, others }) =>
  about(world, chance.pickAny(others), (memberId) => ({ do: 'withhold', memberId })),
)

export const agreeLeftOut = onNotice(
  'agrees that one stays left out',
  2,
  ({ world, chance, state }) =>
    about(world, chance.pickAny(leftOutOf(state))?.memberId ?? null, (memberId) => ({
      do: 'agree-left-out',
      memberId,
    })),
)

export const shareNotice = onNotice('shares a notice', 2, ({ world, chance, others }) =>
  about(world, chance.pickAny(others), (memberId) => ({ do: 'share', memberIds: [memberId] })),
)

export const closeOrReopen = onNotice('closes or reopens', 1, ({ chance }) => {
  const asked = chance.pick([{ do: 'close' }, { do: 'reopen' }] as const)
  return { text: asked.do, asked }
})
