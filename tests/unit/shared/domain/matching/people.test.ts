import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { employerKey } from '../../../../../shared/domain/matching/employer'
import { matchEscrow } from '../../../../../shared/domain/matching/escrow'
import { gateCandidate } from '../../../../../shared/domain/matching/gate'
import { matchRead } from '../../../../../shared/domain/matching/match'
import { type Candidate, matchPeople } from '../../../../../shared/domain/matching/match-people'
import { membersNamed } from '../../../../../shared/domain/matching/members-named'
import { buildNameIndex } from '../../../../../shared/domain/matching/name-index'
import { readNames } from '../../../../../shared/domain/matching/names'
import {
  checkAllPeople,
  proposeDeclaration,
  Ties,
  wordsOfTie,
} from '../../../../../shared/domain/matching/ties'
import type { PersonFacts } from '../../../../../shared/domain/person'
import type { CaseId, MemberId } from '../../../../../shared/domain/terms'
import { freeText, writtenHandles, writtenNames } from './written-names'

const person = (facts: Partial<PersonFacts>): PersonFacts => ({
  role: 'reported',
  name: '',
  handles: [],
  aliases: [],
  employer: '',
  pronouns: '',
  ...facts,
})
const memberId = (n: number) => n.toString(16).padStart(32, '0') as MemberId
const caseIdOf = (n: number) => n.toString(16).padStart(32, 'c') as CaseId
const member = (n: number, facts: Partial<Candidate>): Candidate => ({
  memberId: memberId(n),
  name: '',
  aliases: [],
  handles: [],
  employer: '',
  ...facts,
})

const ada = member(1, { name: 'Ada Mossberg', employer: 'Tidewater Labs, Inc.' })
const ben = member(2, { name: 'Ben Quillfeather', aliases: ['Quill'] })
const cleo = member(3, { name: 'Cleo Marsh', handles: ['@cleomarsh'] })
const members = [ada, ben, cleo]

const manyNames = fc.record({
  name: fc.oneof(freeText, fc.constant('')),
  aliases: fc.array(writtenNames, { maxLength: 2 }),
  handles: fc.array(fc.oneof(writtenHandles, writtenNames), { maxLength: 2 }),
})

describe('an index of names', () => {
  it('finds whom a comparison of all with all finds', () => {
    fc.assert(
      fc.property(fc.array(manyNames, { maxLength: 5 }), manyNames, (people, asked) => {
        const index = buildNameIndex(people.map((names, of) => ({ of, names })))
        const expected = people.flatMap((names, of) => {
          const match = matchRead(readNames(asked), readNames(names))
          return match ? [{ of, ...match }] : []
        })
        expect(index.match(asked)).toEqual(expected)
      }),
      { numRuns: 400 },
    )
  })

  it('never says that a text which names someone cannot name them', () => {
    fc.assert(
      fc.property(manyNames, manyNames, (candidate, asked) => {
        const index = buildNameIndex([{ of: null, names: candidate }])
        fc.pre(index.match(asked).length > 0)
        const text = [asked.name, ...asked.handles, ...asked.aliases, 'Tidewater Labs'].join(' ')
        expect(index.mayMention(text)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['K B.', 'K B.'],
    ['A. K.', 'K., A.'],
    ['a(a', 'a(a'],
    ['山田', '太郎一、山田花、子'],
  ])('never says so of %s, whose name is in pieces in %s', (name, asked) => {
    const index = buildNameIndex([{ of: null, names: { name, aliases: [], handles: [] } }])
    expect(index.mayMention(`${asked} Tidewater Labs`)).toBe(true)
  })

  it('sorts out a text whose short words make nobody', () => {
    const index = buildNameIndex([{ of: null, names: ada }])
    expect(index.mayMention('A. D. Pike, Bo Li')).toBe(false)
  })

  it('sorts out a text that names nobody', () => {
    const index = buildNameIndex([{ of: null, names: ada }])
    expect(index.mayMention('Rowan Pike @rowan Harbor Kitchen')).toBe(false)
  })

  it('holds a candidate against the people of 10,000 cases', () => {
    const families = ['Pike', 'Okonkwo', 'Grünfeld', 'Маркова', 'Raghunathan', '太郎', 'Silva']
    const cases = Array.from({ length: 10_000 }, (_unused, n) => ({
      caseId: caseIdOf(n),
      people: [0, 1, 2].map((k) =>
        person({
          name: `Name${n * 3 + k} ${families[(n + k) % 7]}`,
          handles: [`@handle${n}_${k}`],
        }),
      ),
    }))
    cases.push({ caseId: caseIdOf(10_000), people: [person({ name: 'Mossberg, Ada' })] })
    expect(gateCandidate(ada, cases)).toEqual([{ caseId: caseIdOf(10_000), certainty: 'same' }])
  })
})

describe('matching people with candidates', () => {
  it('names a common employer beside what matched, and never alone', () => {
    const people = [
      person({ name: 'Ada', employer: 'tidewater labs' }),
      person({ name: 'Rowan Pike', employer: 'Tidewater Labs' }),
    ]
    expect(matchPeople(people, members)).toEqual([
      {
        person: 0,
        memberId: ada.memberId,
        certainty: 'likely',
        reasons: ['part-of-name', 'same-employer'],
      },
    ])
  })

  it('reads a handle that was entered as a name', () => {
    expect(matchPeople([person({ name: '@CleoMarsh' })], members)).toEqual([
      { person: 0, memberId: cleo.memberId, certainty: 'same', reasons: ['same-handle'] },
    ])
  })

  it.each([
    ['Tidewater Labs', 'TIDEWATER LABS, INC.'],
    ['Grünwerk', 'Grunwerk GmbH'],
    ['Harbor Co', 'harbor co.'],
  ])('takes %s and %s for one employer', (a, b) => {
    expect(employerKey(a)).toBe(employerKey(b))
  })

  it('keeps an employer that is called like a legal form', () => {
    expect(employerKey('SAS')).toBe('sas')
  })
})

describe('members among the people of a report', () => {
  const reportedAda = { key: 'p1', person: person({ name: 'Mossberg, Ada' }) }

  it('gives a reported member no notice (R27)', () => {
    const found = membersNamed([reportedAda], null, members)
    expect(found.noNotice).toEqual([ada.memberId])
    expect(found.conflicted).toEqual([])
    expect(found.toAsk).toEqual([])
  })

  it.each(['impacted', 'witness'] as const)(
    'finds the conflict of a member who is %s (R22)',
    (role) => {
      const found = membersNamed(
        [{ key: 'p1', person: person({ role, name: 'Ben Quillfeather' }) }],
        null,
        members,
      )
      expect(found).toMatchObject({ noNotice: [], conflicted: [ben.memberId], toAsk: [] })
    },
  )

  it('finds the conflict of a member who is the reporter, by name or contact (R22)', () => {
    const identity = { name: '', contact: 'mail me: @cleomarsh, or call', pronouns: '' }
    const found = membersNamed([], identity, members)
    expect(found.conflicted).toEqual([cleo.memberId])
    expect(found.named[0]).toMatchObject({ key: 'reporter', role: 'reporter' })
  })

  it('asks about a likely one, and decides nothing before the answer', () => {
    const people = [{ key: 'p1', person: person({ name: 'Quill' }) }]
    const open = membersNamed(people, null, members)
    expect(open.toAsk).toMatchObject([{ memberId: ben.memberId, key: 'p1', certainty: 'likely' }])
    expect(open.noNotice).toEqual([])
    const yes = membersNamed(people, null, members, [
      { memberId: ben.memberId, key: 'p1', isSame: true },
    ])
    expect(yes).toMatchObject({ toAsk: [], noNotice: [ben.memberId] })
    const no = membersNamed(people, null, members, [
      { memberId: ben.memberId, key: 'p1', isSame: false },
    ])
    expect(no).toEqual({ named: [], toAsk: [], noNotice: [], conflicted: [] })
  })

  it('believes who says that an equal name is a namesake, for that person only', () => {
    const people = [
      reportedAda,
      { key: 'p2', person: person({ role: 'witness', name: 'Ada Mossberg' }) },
    ]
    const found = membersNamed(people, null, members, [
      { memberId: ada.memberId, key: 'p1', isSame: false },
    ])
    expect(found).toMatchObject({ noNotice: [], conflicted: [ada.memberId] })
  })

  it('counts a member who is reported and a witness as reported', () => {
    const people = [
      { key: 'p2', person: person({ role: 'witness', name: 'Ada Mossberg' }) },
      reportedAda,
    ]
    expect(membersNamed(people, null, members)).toMatchObject({
      noNotice: [ada.memberId],
      conflicted: [],
    })
  })
})

describe('private ties', () => {
  const ties: Ties = {
    people: [
      { name: 'Dana Harborough', aliases: [], handles: [] },
      { name: '', aliases: [], handles: ['@finn_gull'] },
    ],
    employers: ['Kelpworks GmbH'],
  }

  it('propose a conflict for a reported name, and tell which tie (R22, R24)', () => {
    expect(proposeDeclaration(ties, ben, ['Rowan Pike', 'HARBOROUGH, Dana'])).toEqual({
      answer: 'conflict-likely',
      ties: [{ kind: 'person', index: 0 }],
    })
    expect(proposeDeclaration(ties, ben, ['@Finn_Gull']).ties).toEqual([
      { kind: 'person', index: 1 },
    ])
  })

  it('are shown in the words in which the member wrote them down', () => {
    const words = [
      { kind: 'person', index: 0 } as const,
      { kind: 'person', index: 1 } as const,
      { kind: 'employer', index: 0 } as const,
      { kind: 'self' } as const,
    ].map((tie) => wordsOfTie(ties, ben, tie))
    expect(words).toEqual(['Dana Harborough', '@finn_gull', 'Kelpworks GmbH', 'Ben Quillfeather'])
  })

  it('know a handle by its form among the aliases', () => {
    const listed = {
      people: [{ name: 'Finn', aliases: ['@finn_gull'], handles: [] }],
      employers: [],
    }
    expect(checkAllPeople(listed, [person({ handles: ['finn_gull'] })]).answer).toBe(
      'conflict-likely',
    )
  })

  it('find none where there is none, and clear nobody by it', () => {
    expect(proposeDeclaration(ties, ben, ['Rowan Pike'])).toEqual({
      answer: 'none-found',
      ties: [],
    })
  })

  it('notice that the member is meant themselves', () => {
    expect(proposeDeclaration(ties, ben, ['Ben Quillfeather']).ties).toEqual([{ kind: 'self' }])
  })

  it('are matched with everyone of a case, whatever their part in it (R23)', () => {
    const people = [
      person({ role: 'witness', name: 'Gus Ferry', employer: 'Kelpworks' }),
      person({ role: 'impacted', handles: ['finn_gull#0001'] }),
    ]
    expect(checkAllPeople(ties, people).ties).toEqual([
      { kind: 'person', index: 1 },
      { kind: 'employer', index: 0 },
    ])
  })

  it('say nothing of who matched: not the order, the number or the degree', () => {
    const dana = person({ name: 'Dana Harborough', role: 'reported' })
    const finn = person({ handles: ['@finn_gull'], role: 'witness' })
    const almostDana = person({ name: 'Dana', role: 'impacted' })
    const answer = checkAllPeople(ties, [dana, finn])
    expect(checkAllPeople(ties, [finn, almostDana, dana, dana])).toEqual(answer)
    expect(checkAllPeople(ties, [almostDana, finn])).toEqual(answer)
  })

  it('refuse a field for a reason, someone without a name, and a list without end (R24)', () => {
    const tie = { name: 'Dana Harborough', aliases: [], handles: [] }
    expect(Ties.safeParse({ people: [tie], employers: [] }).success).toBe(true)
    expect(Ties.safeParse({ people: [{ ...tie, why: 'family' }], employers: [] }).success).toBe(
      false,
    )
    expect(Ties.safeParse({ people: [{ ...tie, name: ' ' }], employers: [] }).success).toBe(false)
    expect(Ties.safeParse({ people: Array(501).fill(tie), employers: [] }).success).toBe(false)
    expect(Ties.safeParse({ people: [], employers: Array(101).fill('Kelpworks') }).success).toBe(
      false,
    )
  })
})

describe('an escrowed report', () => {
  const escrowed = [
    { caseId: caseIdOf(1), people: [person({ name: 'Rowan Pike', handles: ['@rowan_pike'] })] },
    { caseId: caseIdOf(2), people: [person({ role: 'witness', name: 'Rowan Pike' })] },
    { caseId: caseIdOf(3), people: [person({ name: 'Rowan' })] },
  ]

  it('wakes when a notice names whom it reports (R14)', () => {
    expect(matchEscrow(escrowed, ['Pike, Rowan'])).toEqual([
      { caseId: caseIdOf(1), certainty: 'same' },
      { caseId: caseIdOf(3), certainty: 'likely' },
    ])
    expect(matchEscrow(escrowed, ['@rowan_pike'])).toEqual([
      { caseId: caseIdOf(1), certainty: 'same' },
    ])
  })

  it('sleeps on when nobody of it is named', () => {
    expect(matchEscrow(escrowed, ['Dana Harborough'])).toEqual([])
  })
})
