import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draft, type OpenedEntry } from '../../../../../shared/domain/ledger/fact'
import { firstToAsk, mayBeAskedFirst } from '../../../../../shared/domain/notice/ask-first'
import {
  audienceOf,
  channelOf,
  handedOverOf,
  isOpen,
  isTold,
  leftOutNeedingAgreement,
  leftOutOf,
  reportedNamesOf,
  urgencyOf,
  versionOf,
} from '../../../../../shared/domain/notice/audience'
import {
  clearedMembers,
  entitlementsToCase,
  entitlementsToNotice,
  leavingsOfCase,
  leavingsOfNotice,
  stateOfMember,
  versionToAnswer,
} from '../../../../../shared/domain/notice/clearance'
import {
  amendNotice,
  decideNotice,
  type NoticeCommand,
} from '../../../../../shared/domain/notice/decide'
import { noticeFacts } from '../../../../../shared/domain/notice/facts'
import { foldNotice } from '../../../../../shared/domain/notice/fold'
import { reinstatementOf } from '../../../../../shared/domain/notice/reinstatement'
import { emptyNotice } from '../../../../../shared/domain/notice/state'
import { playFacts } from '../access/play-facts'
import { idOf, type Name } from '../access/space-world'

const opening = (audience: readonly Name[], leftOut: readonly Name[] = []) =>
  ({
    do: 'open',
    reportedNames: ['Rowan Pike'],
    channel: 'phone',
    urgency: 'soon',
    audience: audience.map(idOf),
    leftOut: leftOut.map(idOf),
  }) as const

/** A notice that Ada opened for these; every act is decided before it is entered. */
const play = (audience: readonly Name[] = ['ada', 'ben', 'cleo', 'dana'], leftOut?: Name[]) => {
  const game = playFacts()
  const state = () => foldNotice(game.entries)
  const act = (by: Name | readonly [Name, number], command: NoticeCommand) => {
    const name = typeof by === 'string' ? by : by[0]
    const decided = decideNotice(state(), command, idOf(name))
    return decided.ok ? decided.value.map((fact) => game.enter(by, fact)) : decided.error.code
  }
  act('ada', opening(audience, leftOut))
  return {
    ...game,
    state,
    act,
    of: (name: Name) => stateOfMember(state(), idOf(name)),
    clear: (...names: Name[]) => {
      for (const name of names) {
        act(name, { do: 'declare', version: versionOf(state()), answer: 'no-conflict' })
      }
    },
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
    exclude: (by: Name, name: Name) => act(by, { do: 'exclude', memberId: idOf(name) }),
    vote: (by: Name, name: Name, choice: 'yes' | 'no' = 'yes') =>
      act(by, { do: 'vote-reinstatement', memberId: idOf(name), choice }),
  }
}
const declared = (answer: string, version = 1) => ({ version, answer })

describe('a notice', () => {
  it('[N1, R27] is opened by its first fact only, and says names, channel and urgency', () => {
    expect(decideNotice(emptyNotice, { do: 'close' }, idOf('ada'))).toEqual({
      ok: false,
      error: { code: 'notice/unknown' },
    })
    const game = play()
    expect(game.act('ben', opening(['ben']))).toBe('notice/already-open')
    expect(reportedNamesOf(game.state())).toEqual(['Rowan Pike'])
    expect([channelOf(game.state()), urgencyOf(game.state())]).toEqual(['phone', 'soon'])
    expect(isOpen(game.state())).toBe(true)
    expect(isOpen(emptyNotice)).toBe(false)
  })

  it('[N1, R24, R25] has no field for a reporter or a reason', () => {
    const asked = noticeFacts['conflict.declared']
    expect(asked.safeParse({ ...declared('conflict'), reason: 'we were close' }).success).toBe(
      false,
    )
    const opened = decideNotice(emptyNotice, opening(['ada']), idOf('ada'))
    const content = opened.ok ? (opened.value[0]?.content as object) : {}
    expect(noticeFacts['notice.opened'].safeParse(content).success).toBe(true)
    expect(noticeFacts['notice.opened'].safeParse({ ...content, reporter: 'Noor' }).success).toBe(
      false,
    )
  })

  it('[N2] says for whom it is: the opener, and nobody who is left out', () => {
    const open = (audience: Name[], leftOut: Name[]) =>
      decideNotice(emptyNotice, opening(audience, leftOut), idOf('ada'))
    expect(open(['ben'], [])).toMatchObject({ error: { code: 'notice/opener-not-told' } })
    expect(open(['ada', 'ben'], ['ben'])).toMatchObject({
      error: { code: 'notice/both-told-and-left-out' },
    })
    const game = play(['ada', 'ben'], ['mallory'])
    expect(audienceOf(game.state())).toEqual([
      { memberId: idOf('ada'), addedBy: idOf('ada') },
      { memberId: idOf('ben'), addedBy: idOf('ada') },
    ])
    expect(game.of('mallory')).toBe('not-told')
    expect(game.of('dana')).toBe('not-told')
  })

  it('[N3] takes facts from members only who have it', () => {
    const game = play(['ada', 'ben'], ['mallory'])
    expect(game.force('mallory', 'conflict.declared', declared('no-conflict'))).toBe(
      'notice/not-told',
    )
    expect(clearedMembers(game.state())).toEqual([idOf('ada')])
  })

  it('[N4] leaves a member out at once, also against a sharing that crosses it', () => {
    const game = play(['ada', 'ben'])
    const before = [...game.entries]
    game.force('ben', 'notice.withheld', { memberId: idOf('cleo') })
    game.force('ada', 'notice.shared', { memberIds: [idOf('cleo')] }, before)
    expect(game.of('cleo')).toBe('not-told')
    expect(entitlementsToNotice(game.state()).map(({ memberId }) => memberId)).toContain(
      idOf('cleo'),
    )
    expect(leavingsOfNotice(game.state())).toMatchObject([{ memberId: idOf('cleo') }])
    expect(leavingsOfNotice(game.state())[0]).not.toHaveProperty('undone')
  })

  it('[N4] can be shared by any reader who knows of it, with a newcomer too', () => {
    const game = play(['ada', 'ben'], ['cleo'])
    expect(game.act('ben', { do: 'share', memberIds: [idOf('cleo'), idOf('dana')] })).toHaveLength(
      1,
    )
    expect([game.of('cleo'), game.of('dana')]).toEqual(['asked', 'asked'])
    expect(leavingsOfNotice(game.state())[0]?.undone).toMatchObject([{ needed: 1 }])
    expect(audienceOf(game.state()).at(-1)).toEqual({
      memberId: idOf('dana'),
      addedBy: idOf('ben'),
    })
    expect(game.act('ada', { do: 'share', memberIds: [idOf('cleo')] })).toBe('notice/already-told')
    expect(game.act('ada', { do: 'withhold', memberId: idOf('ada') })).toBe('member/is-self')
    expect(game.act('ada', { do: 'withhold', memberId: idOf('dana') })).toHaveLength(1)
    expect(game.act('ben', { do: 'withhold', memberId: idOf('dana') })).toBe(
      'notice/already-left-out',
    )
    expect(game.of('dana')).toBe('not-told')
  })

  it('[N5] needs another member to agree that someone is left out, visibly', () => {
    const game = play(['ada', 'ben', 'cleo'], ['mallory'])
    const agree = (by: Name, name: Name = 'mallory') =>
      game.act(by, { do: 'agree-left-out', memberId: idOf(name) })
    expect(leftOutNeedingAgreement(game.state())).toEqual([idOf('mallory')])
    expect(agree('ada')).toBe('notice/own-proposal')
    expect(agree('ben', 'dana')).toBe('notice/not-left-out')
    expect(agree('ben')).toHaveLength(1)
    expect(agree('ben')).toBe('notice/already-agreed')
    expect(leftOutNeedingAgreement(game.state())).toEqual([])
    expect(leftOutOf(game.state())).toEqual([
      { memberId: idOf('mallory'), by: [idOf('ada')], agreedBy: [idOf('ben')] },
    ])
    game.act('cleo', { do: 'share', memberIds: [idOf('mallory')] })
    expect(leftOutOf(game.state())).toEqual([])
    game.act('ben', { do: 'withhold', memberId: idOf('mallory') })
    expect(leftOutNeedingAgreement(game.state())).toEqual([idOf('mallory')])
  })

  it('[N6, R27] asks everyone again when a name is added', () => {
    const game = play()
    game.clear('ben')
    expect(versionToAnswer(game.state(), idOf('cleo'))).toBe(1)
    game.act('ada', { do: 'amend', reportedNames: ['Rowan Pike', 'Sam Ortega'] })
    expect(versionOf(game.state())).toBe(2)
    expect([game.of('ada'), game.of('ben'), game.of('cleo')]).toEqual(['stale', 'stale', 'asked'])
    expect(versionToAnswer(game.state(), idOf('ben'))).toBe(2)
    game.clear('ben')
    expect(game.of('ben')).toBe('cleared')
    expect(versionToAnswer(game.state(), idOf('ben'))).toBeNull()
    expect(clearedMembers(game.state())).toEqual([idOf('ben')])
  })

  it('[N6] loses no name of amendments that cross, and takes an answer to one of them as older', () => {
    const game = play()
    game.clear('ben')
    const before = [...game.entries]
    game.force('ada', 'notice.amended', { reportedNames: ['Rowan Pike', 'Sam Ortega'] }, before)
    game.force('ben', 'notice.amended', { reportedNames: ['Rowan Pike', 'Kit Lowe'] }, before)
    game.force('ben', 'conflict.declared', declared('no-conflict', 2), before)
    expect([...reportedNamesOf(game.state())].sort()).toEqual([
      'Kit Lowe',
      'Rowan Pike',
      'Sam Ortega',
    ])
    expect(versionOf(game.state())).toBe(3)
    expect(game.of('ben')).toBe('stale')
    expect(amendNotice(game.state(), ['Kit Lowe', 'Rowan Pike', 'Sam Ortega'])).toBeNull()
    expect(amendNotice(game.state(), ['Rowan Pike'])).toEqual(
      draft('notice.amended', { reportedNames: ['Rowan Pike'] }),
    )
  })

  it('[N7, R29] is amended, closed and reopened by who is cleared, and handed over by who once was', () => {
    const game = play()
    expect(game.act('ben', { do: 'close' })).toBe('notice/not-cleared')
    expect(game.act('ben', { do: 'amend', reportedNames: [] })).toBe('notice/not-cleared')
    expect(game.act('ada', { do: 'reopen' })).toBe('notice/no-change')
    game.act('ada', { do: 'close' })
    expect(isOpen(game.state())).toBe(false)
    game.act('ada', { do: 'reopen' })
    expect(isOpen(game.state())).toBe(true)
    game.act('ada', { do: 'leave', as: 'recused' })
    expect(game.act('ben', { do: 'hand-over', receiptAtMs: null })).toBe('notice/not-cleared')
    game.act('ada', { do: 'hand-over', receiptAtMs: null })
    expect(handedOverOf(game.state())).toMatchObject({ receiptAtMs: null })
    game.act('ada', { do: 'hand-over', receiptAtMs: 9_000 })
    expect(handedOverOf(game.state())).toMatchObject({ receiptAtMs: 9_000 })
  })

  it('[N15] keeps what breaks a rule aside, with its author', () => {
    const game = play()
    game.enter('ben', { kind: 'notice.shared', content: { memberIds: 'everyone' } })
    const entries = game.entries.map((entry) =>
      entry.kind === 'conflict.declared' ? { ...entry, void: 'entry/after-cut' } : entry,
    )
    expect(foldNotice(entries).rejected).toMatchObject([
      { by: idOf('ada'), code: 'entry/after-cut' },
      { by: idOf('ben'), code: 'entry/malformed-fact' },
    ])
    expect(clearedMembers(foldNotice(entries))).toEqual([])
  })

  it('is folded alike when what authors had seen is cited through entries that hold no fact', () => {
    const game = play()
    game.act('ben', { do: 'declare', version: 1, answer: 'conflict' })
    const [opened, , answer] = game.entries as [OpenedEntry, OpenedEntry, OpenedEntry]
    const box = { id: 'f'.repeat(64) as never, previous: null, heads: [opened.id] }
    const through = { ...answer, heads: [box.id] }
    const entries = [...game.entries.slice(0, 2), through]
    expect(foldNotice(entries).rejected).toMatchObject([{ code: 'notice/unknown' }])
    expect(foldNotice(entries, [...game.entries.slice(0, 2), box, through]).rejected).toEqual([])
  })
})

describe('a declaration', () => {
  it('[N8] answers a version that its author has seen, the newest when asked', () => {
    const game = play()
    expect(game.act('ben', { do: 'declare', version: 2, answer: 'no-conflict' })).toBe(
      'notice/unknown-version',
    )
    const before = [...game.entries]
    game.act('ada', { do: 'amend', reportedNames: ['Sam Ortega'] })
    expect(game.force('ben', 'conflict.declared', declared('no-conflict', 2), before)).toBe(
      'notice/unknown-version',
    )
    expect(game.act('ben', { do: 'declare', version: 1, answer: 'no-conflict' })).toBe(
      'notice/older-version',
    )
    game.clear('ben')
    expect(game.act('ben', { do: 'declare', version: 2, answer: 'no-conflict' })).toBe(
      'notice/already-answered',
    )
  })

  it('[N9, R24, R25] is needed: silence clears nobody', () => {
    const game = play()
    game.clear('ben')
    expect(['ada', 'ben', 'cleo', 'dana'].map((name) => game.of(name as Name))).toEqual([
      'cleared',
      'cleared',
      'asked',
      'asked',
    ])
    expect(entitlementsToCase(game.state()).map(({ memberId }) => memberId)).toEqual([
      idOf('ada'),
      idOf('ben'),
    ])
  })

  it('[N8] counts as "conflict" where two devices of a member cross', () => {
    const answers = ['no-conflict', 'conflict'] as const
    for (const first of answers) {
      const game = play()
      const before = [...game.entries]
      const second = answers.find((one) => one !== first)
      game.force(['ben', 1], 'conflict.declared', declared(first), before)
      game.force(['ben', 2], 'conflict.declared', declared(second as string), before)
      expect(game.of('ben')).toBe('recused')
      expect(clearedMembers(game.state())).not.toContain(idOf('ben'))
      expect(leavingsOfCase(game.state())).toMatchObject([{ memberId: idOf('ben') }])
    }
  })

  it('[N10] can be corrected as long as the member was never cleared', () => {
    const game = play()
    game.act('ben', { do: 'declare', version: 1, answer: 'conflict' })
    expect(game.of('ben')).toBe('conflict')
    expect(leavingsOfCase(game.state())).toEqual([])
    game.clear('ben')
    expect(game.of('ben')).toBe('cleared')
  })

  it('[N10, R28] is a recusal when a cleared member answers "conflict", and no later answer undoes it', () => {
    const game = play()
    game.clear('ben')
    game.act('ben', { do: 'declare', version: 1, answer: 'conflict' })
    expect(game.of('ben')).toBe('recused')
    expect(game.act('ben', { do: 'declare', version: 1, answer: 'conflict' })).toBe('access/left')
    game.clear('ben')
    expect(game.of('ben')).toBe('recused')
    expect(game.act('ben', { do: 'declare', version: 1, answer: 'no-conflict' })).toBe(
      'notice/already-answered',
    )
    expect(leavingsOfCase(game.state())[0]).not.toHaveProperty('undone')
  })

  it('[N6] keeps a "conflict" to an older version until the member answers anew', () => {
    const game = play()
    game.act('ben', { do: 'declare', version: 1, answer: 'conflict' })
    game.act('ada', { do: 'amend', reportedNames: ['Sam Ortega'] })
    expect(game.of('ben')).toBe('conflict')
  })
})

describe('leaving, exclusion and reinstatement', () => {
  it('[N11, R28] lets a cleared member leave in one fact', () => {
    const game = play()
    expect(game.act('ben', { do: 'leave', as: 'recused' })).toBe('access/not-a-reader')
    game.clear('ben', 'cleo')
    game.act('ben', { do: 'leave', as: 'recused' })
    game.act('cleo', { do: 'leave', as: 'declined' })
    expect([game.of('ben'), game.of('cleo')]).toEqual(['recused', 'declined'])
    expect(clearedMembers(game.state())).toEqual([idOf('ada')])
  })

  it('[N12] lets any cleared member exclude another, told but not yet cleared too, never themselves', () => {
    const game = play(['ada', 'ben', 'cleo'], ['mallory'])
    expect(game.exclude('ben', 'ada')).toBe('notice/not-cleared')
    expect(game.exclude('ada', 'ada')).toBe('member/is-self')
    expect(game.exclude('ada', 'mallory')).toBe('access/not-a-reader')
    expect(game.exclude('ada', 'cleo')).toHaveLength(1)
    expect(game.exclude('ada', 'cleo')).toBe('access/not-a-reader')
    game.clear('cleo')
    expect(game.of('cleo')).toBe('excluded')
  })

  it('[N12] lets exclusions that cross both stand', () => {
    const game = play()
    game.clear('ben', 'cleo')
    const before = [...game.entries]
    game.force('ada', 'access.excluded', { memberId: idOf('ben') }, before)
    expect(game.force('ben', 'access.excluded', { memberId: idOf('ada') }, before)).toBeNull()
    expect([game.of('ada'), game.of('ben')]).toEqual(['excluded', 'excluded'])
    expect(clearedMembers(game.state())).toEqual([idOf('cleo')])
  })

  it('[N13] undoes an exclusion by a majority of the others, and by nothing less', () => {
    const game = play()
    game.clear('ben', 'cleo', 'dana')
    expect(game.vote('ada', 'dana')).toBe('access/not-excluded')
    game.exclude('ada', 'dana')
    expect(game.vote('dana', 'dana')).toBe('member/is-self')
    game.vote('ben', 'dana')
    expect(game.vote('ben', 'dana')).toBe('access/no-change')
    expect(reinstatementOf(game.state(), idOf('dana'))).toEqual({ yes: 1, no: 0, needed: 2 })
    expect(game.of('dana')).toBe('excluded')
    game.vote('cleo', 'dana')
    expect(game.of('dana')).toBe('cleared')
    expect(leavingsOfCase(game.state())[0]?.undone).toMatchObject([{ needed: 2 }])
  })

  it('[N13] takes votes that cross together, and no vote from before the leaving', () => {
    const game = play()
    game.clear('ben', 'cleo', 'dana')
    const early = [...game.entries]
    game.exclude('ada', 'dana')
    const before = [...game.entries]
    const yes = { memberId: idOf('dana'), choice: 'yes' }
    expect(game.force('cleo', 'reinstatement.voted', yes, early)).toBe('access/not-excluded')
    game.force('ben', 'reinstatement.voted', yes, before)
    expect(game.of('dana')).toBe('excluded')
    game.force('ada', 'reinstatement.voted', yes, before)
    expect(game.of('dana')).toBe('cleared')
  })

  it('[N13] gives no vote to who is not cleared, and none to win to who excludes the voters', () => {
    const game = play(['ada', 'ben', 'cleo', 'dana', 'mallory'])
    game.clear('ben', 'cleo', 'mallory')
    for (const name of ['ada', 'ben', 'cleo'] as const) game.exclude('mallory', name)
    expect(clearedMembers(game.state())).toEqual([idOf('mallory')])
    expect(game.vote('dana', 'ada')).toBe('notice/not-cleared')
    game.vote('ben', 'ada')
    expect(game.of('ada')).toBe('excluded')
    game.vote('cleo', 'ada')
    expect(game.of('ada')).toBe('cleared')
  })

  it('[N13] does not wait for a voter who is gone from the committee', () => {
    const game = play()
    game.clear('ben', 'cleo', 'dana')
    game.exclude('ada', 'dana')
    game.vote('ben', 'dana')
    expect(stateOfMember(game.state(), idOf('dana'))).toBe('excluded')
    const gone = new Set([idOf('cleo'), idOf('ada')])
    expect(stateOfMember(game.state(), idOf('dana'), gone)).toBe('cleared')
    expect(leavingsOfCase(game.state(), gone)[0]?.undone).toMatchObject([{ needed: 1 }])
  })

  it('[N14, R24] lets nobody in against their own answer, and asks the others even after a new one', () => {
    const game = play()
    game.clear('ben', 'cleo', 'dana')
    game.act('dana', { do: 'leave', as: 'recused' })
    game.vote('ada', 'dana')
    game.vote('ben', 'dana')
    expect(game.of('dana')).toBe('recused')
    game.clear('dana')
    expect(game.of('dana')).toBe('cleared')
    expect(leavingsOfCase(game.state())[0]?.undone).toHaveLength(2)
    game.act('dana', { do: 'declare', version: 1, answer: 'conflict' })
    expect(game.of('dana')).toBe('recused')
  })

  it('[N12] excludes again who was let in', () => {
    const game = play()
    game.clear('ben', 'cleo', 'dana')
    game.exclude('ada', 'dana')
    for (const name of ['ben', 'cleo'] as const) game.vote(name, 'dana')
    game.exclude('ada', 'dana')
    expect(game.of('dana')).toBe('excluded')
    expect(reinstatementOf(game.state(), idOf('dana'))).toEqual({ yes: 0, no: 0, needed: 2 })
  })
})

describe('what a notice says of its members', () => {
  it('[N3, N9, R24] clears nobody who did not declare "no conflict" last, whatever anybody enters', () => {
    const names = ['ada', 'ben', 'cleo', 'mallory'] as const
    const anyone = fc.constantFrom(...names)
    const act = fc.record({
      by: anyone,
      about: anyone,
      kind: fc.constantFrom(
        'notice.shared',
        'notice.withheld',
        'conflict.declared',
        'access.left',
        'access.excluded',
        'reinstatement.voted',
        'notice.amended',
      ),
      answer: fc.constantFrom('no-conflict', 'conflict'),
      version: fc.integer({ min: 1, max: 3 }),
      seen: fc.integer({ min: 1, max: 30 }),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25, size: 'max' }), (acts) => {
        const game = play(['ada', 'ben', 'cleo'], ['mallory'])
        for (const { by, about, kind, answer, version, seen } of acts) {
          const memberId = idOf(about)
          const content = {
            'notice.shared': { memberIds: [memberId] },
            'notice.withheld': { memberId },
            'conflict.declared': { version, answer },
            'access.left': { as: 'recused' },
            'access.excluded': { memberId },
            'reinstatement.voted': { memberId, choice: 'yes' },
            'notice.amended': { reportedNames: [by] },
          }[kind]
          game.enter(by, { kind, content }, game.entries.slice(0, seen))
        }
        const state = game.state()
        const rejected = new Set(state.rejected.map(({ entryId }) => entryId))
        for (const memberId of clearedMembers(state)) {
          const last = game.entries.findLast(
            ({ id, kind, by }) =>
              kind === 'conflict.declared' && by === memberId && !rejected.has(id),
          )
          expect(last?.content).toMatchObject({ answer: 'no-conflict' })
          expect(isTold(state, memberId)).toBe(true)
        }
        const told = new Set(audienceOf(state).map(({ memberId }) => memberId))
        expect(leftOutOf(state).filter(({ memberId }) => told.has(memberId))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

describe('who is asked first while one laptop alone has the case', () => {
  const nobody = new Set<never>()
  const firstOf = (state: ReturnType<ReturnType<typeof play>['state']>, name: Name | null) =>
    firstToAsk(state, name && idOf(name), idOf('ada'), nobody)

  it('[N16, R31] is the second member on call, before and after their answer', () => {
    const { act, state } = play()
    expect(firstOf(state(), 'ben')).toBe(idOf('ben'))
    act('ben', { do: 'declare', version: 1, answer: 'no-conflict' })
    expect(firstOf(state(), 'ben')).toBe(idOf('ben'))
    expect(firstOf(state(), null)).toBeNull()
    expect(firstOf(state(), 'ada')).toBeNull()
  })

  it('[N16] is never who has a conflict, stepped back, was shut out, left out or is gone', () => {
    const { act, state } = play(['ada', 'ben', 'cleo', 'dana'], ['mallory'])
    act('ada', { do: 'declare', version: 1, answer: 'no-conflict' })
    act('ben', { do: 'declare', version: 1, answer: 'conflict' })
    act('cleo', { do: 'declare', version: 1, answer: 'no-conflict' })
    act('cleo', { do: 'leave', as: 'recused' })
    act('ada', { do: 'exclude', memberId: idOf('dana') })
    for (const name of ['ben', 'cleo', 'dana', 'mallory'] as const) {
      expect(firstOf(state(), name), name).toBeNull()
    }
    const calm = play().state()
    expect(firstToAsk(calm, idOf('ben'), idOf('ada'), new Set([idOf('ben')]))).toBeNull()
    expect(mayBeAskedFirst(calm, idOf('ada'), new Set([idOf('ben')]))).toEqual([
      idOf('cleo'),
      idOf('dana'),
    ])
  })
})
