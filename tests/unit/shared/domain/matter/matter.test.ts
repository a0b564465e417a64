import { describe, expect, it } from 'vitest'
import type { OpenedEntry } from '../../../../../shared/domain/ledger/fact'
import {
  entitlementsToMatter,
  leavingsOfMatter,
  membersOf,
} from '../../../../../shared/domain/matter/access'
import { ballotsToCarry } from '../../../../../shared/domain/matter/ballots'
import { decideMatter, type MatterCommand } from '../../../../../shared/domain/matter/decide'
import type {
  BallotChoice,
  MatterPurpose,
  ProposalId,
} from '../../../../../shared/domain/matter/facts'
import { foldMatter } from '../../../../../shared/domain/matter/fold'
import { emptyMatter } from '../../../../../shared/domain/matter/state'
import { playFacts } from '../access/play-facts'
import { idOf, laptopOf, type Name } from '../access/space-world'

const proposalId = 'ab'.repeat(16) as ProposalId
const signatureOf = (name: Name) => (name === 'ada' ? 'aa' : 'bb').repeat(64)

const opening = (purpose: MatterPurpose, members: readonly Name[], subject: Name | null) =>
  ({
    do: 'open',
    purpose,
    members: members.map(idOf),
    subject: subject && idOf(subject),
  }) as const

/** A matter that Ada opened; every act is decided before it is entered. */
const play = (purpose: MatterPurpose, members: readonly Name[], subject: Name | null = null) => {
  const game = playFacts()
  const state = () => foldMatter(game.entries)
  const act = (by: Name | readonly [Name, number], command: MatterCommand) => {
    const name = typeof by === 'string' ? by : by[0]
    const decided = decideMatter(state(), command, idOf(name))
    return decided.ok ? decided.value.map((fact) => game.enter(by, fact)) : decided.error.code
  }
  act('ada', opening(purpose, members, subject))
  return {
    ...game,
    state,
    act,
    propose: () => act('ada', { do: 'propose-removal', proposalId, grounds: 'unkind' }),
    ballot: (by: Name | readonly [Name, number], choice: BallotChoice) =>
      act(by, {
        do: 'ballot',
        proposalId,
        choice,
        signature: signatureOf(typeof by === 'string' ? by : by[0]),
      }),
    /** By a modified program, which asks nobody. */
    force: (
      by: Name | readonly [Name, number],
      kind: string,
      content: unknown,
      seen?: readonly OpenedEntry[],
    ) => {
      const entry = game.enter(by, { kind, content }, seen)
      return state().rejected.find(({ entryId }) => entryId === entry.id)?.code ?? null
    },
    carried: () => ballotsToCarry(state(), proposalId),
  }
}

const refusal = (purpose: MatterPurpose, members: readonly Name[], subject: Name | null) => {
  const decided = decideMatter(emptyMatter, opening(purpose, members, subject), idOf('ada'))
  return decided.ok ? null : decided.error.code
}

describe('a matter', () => {
  it('[X1] is opened by its first fact only', () => {
    const left = decideMatter(emptyMatter, { do: 'leave' }, idOf('ada'))
    expect(left).toMatchObject({ error: { code: 'matter/unknown' } })
    const game = play('escrow', ['ada'])
    expect(game.act('ada', opening('escrow', ['ada'], null))).toBe('matter/already-open')
  })

  it('[X2, R14, R26, R73] names its members, and the subject of a removal is never among them', () => {
    expect(refusal('removal', ['ada', 'ben'], 'mallory')).toBeNull()
    expect(refusal('removal', ['ada', 'mallory'], 'mallory')).toBe('matter/subject-not-told')
    expect(refusal('removal', ['ada'], null)).toBe('matter/wrong-subject')
    expect(refusal('escrow', ['ada'], 'ben')).toBe('matter/wrong-subject')
    expect(refusal('escrow', ['ben'], null)).toBe('matter/opener-not-among')
    expect(refusal('escrow', ['ada', 'ben', 'cleo'], null)).toBe('matter/wrong-members')
    expect(refusal('escrow', ['ada'], null)).toBeNull()
    expect(refusal('handover', ['ada'], null)).toBe('matter/wrong-members')
    expect(refusal('handover', ['ada', 'ben'], null)).toBeNull()
  })

  it('[X3, R74] is never shared with its subject, and a hand-over with nobody', () => {
    const removal = play('removal', ['ada', 'ben'], 'mallory')
    const share = (name: Name) => ({ do: 'share', memberId: idOf(name) }) as const
    expect(removal.act('ben', share('mallory'))).toBe('matter/subject-not-told')
    expect(removal.force('ben', 'matter.shared', { memberId: idOf('mallory') })).toBe(
      'matter/subject-not-told',
    )
    expect(entitlementsToMatter(removal.state()).map(({ memberId }) => memberId)).toEqual([
      idOf('ada'),
      idOf('ben'),
    ])
    expect(removal.act('ben', share('ada'))).toBe('matter/already-told')
    expect(removal.act('ben', share('cleo'))).toHaveLength(1)
    expect(play('handover', ['ada', 'ben']).act('ada', share('cleo'))).toBe('matter/between-two')
  })

  it('[X3, R14] keeps an escrow between two, and lets another take the place of one who left', () => {
    const game = play('escrow', ['ada', 'ben'])
    const share = { do: 'share', memberId: idOf('cleo') } as const
    expect(game.act('ada', share)).toBe('matter/between-two')
    game.act('ben', { do: 'leave' })
    expect(game.act('ada', share)).toHaveLength(1)
    expect(membersOf(game.state())).toEqual([idOf('ada'), idOf('cleo')])
  })

  it('[X4] takes facts from its members only, and lets each leave', () => {
    const game = play('removal', ['ada', 'ben', 'cleo'], 'mallory')
    game.propose()
    expect(game.ballot('mallory', 'no')).toBe('matter/not-yours')
    game.act('cleo', { do: 'leave' })
    expect(game.act('cleo', { do: 'leave' })).toBe('matter/not-yours')
    expect(game.ballot('cleo', 'yes')).toBe('matter/not-yours')
    expect(leavingsOfMatter(game.state())).toMatchObject([{ memberId: idOf('cleo') }])
    game.act('ada', { do: 'share', memberId: idOf('cleo') })
    expect(leavingsOfMatter(game.state())[0]?.undone).toMatchObject([{ needed: 1 }])
    expect(game.ballot('cleo', 'yes')).toHaveLength(1)
  })

  it('[X5, R26, R73] takes ballots on a proposal of a removal, and contact details in a hand-over', () => {
    const handover = play('handover', ['ada', 'ben'])
    const contact = { name: 'Noor Haddad', contact: 'noor@example.org', pronouns: '' }
    expect(handover.propose()).toBe('matter/wrong-purpose')
    expect(handover.act('ada', { do: 'hand-over', channel: 'phone', contact })).toHaveLength(1)
    expect(handover.state().facts['handover.recorded'][0]?.content).toEqual({})
    const removal = play('removal', ['ada', 'ben'], 'mallory')
    expect(removal.act('ada', { do: 'hand-over', channel: 'phone', contact })).toBe(
      'matter/wrong-purpose',
    )
    expect(removal.ballot('ada', 'yes')).toBe('removal/unknown-proposal')
    removal.propose()
    expect(removal.propose()).toBe('removal/already-proposed')
    expect(removal.ballot('ada', 'yes')).toHaveLength(1)
  })

  it('[X6, R73] carries the newest ballot of each member, signed by their device', () => {
    const game = play('removal', ['ada', 'ben', 'cleo'], 'mallory')
    game.propose()
    game.ballot('ada', 'no')
    game.ballot('ben', 'abstain')
    game.ballot('ada', 'yes')
    expect(game.ballot('ada', 'yes')).toBe('removal/already-balloted')
    expect(new Set(game.carried())).toEqual(
      new Set([
        { deviceId: laptopOf('ada'), choice: 'yes', signature: signatureOf('ada') },
        { deviceId: laptopOf('ben'), choice: 'abstain', signature: signatureOf('ben') },
      ]),
    )
    game.act('ben', { do: 'leave' })
    expect(game.carried().map(({ choice }) => choice)).toEqual(['yes'])
  })

  it('[X6] counts different ballots cast at once on two devices as none, until one is recast', () => {
    const game = play('removal', ['ada', 'ben'], 'mallory')
    game.propose()
    const before = [...game.entries]
    const cast = (nth: number, choice: BallotChoice) =>
      game.force(
        ['ben', nth],
        'removal.balloted',
        { proposalId, choice, signature: signatureOf('ben') },
        before,
      )
    cast(1, 'yes')
    expect(game.carried()).toHaveLength(1)
    cast(2, 'no')
    expect(game.carried()).toEqual([])
    game.ballot(['ben', 2], 'no')
    expect(game.carried()).toMatchObject([{ deviceId: laptopOf('ben', 2), choice: 'no' }])
  })

  it('[X6] counts equal ballots cast at once on two devices as one', () => {
    const game = play('removal', ['ada', 'ben'], 'mallory')
    game.propose()
    const before = [...game.entries]
    const content = { proposalId, choice: 'yes', signature: signatureOf('ben') }
    game.force(['ben', 1], 'removal.balloted', content, before)
    game.force(['ben', 2], 'removal.balloted', content, before)
    expect(game.carried()).toMatchObject([{ deviceId: laptopOf('ben', 1), choice: 'yes' }])
  })

  it('[X7] keeps what breaks a rule aside, and leaves the facts of an escrowed report alone', () => {
    const game = play('escrow', ['ada'])
    game.enter('ada', { kind: 'case.opened', content: {} })
    expect(game.force('ada', 'handover.recorded', { name: 'Noor' })).toBe('entry/malformed-fact')
    const entries = game.entries.map((entry) => ({ ...entry, void: 'entry/forked' }))
    expect(foldMatter(entries).rejected.map(({ code }) => code)).toEqual([
      'entry/forked',
      'entry/forked',
    ])
    expect(membersOf(foldMatter(entries))).toEqual([])
  })
})
