import { describe, expect, it } from 'vitest'
import { isRotationOwed, writableEpochs } from '../../../../../shared/domain/access/epochs'
import { grantsOf, readersOf } from '../../../../../shared/domain/access/readers'
import { boxRefOf, type JudgedRef } from '../../../../../shared/domain/access/types'
import { createMember, type Member, openCase } from './honest-member'
import { createWorld, idOf, judgeAll, laptopOf, type WorldEntry } from './space-world'

const clear = (member: Member) => member.act({ do: 'declare', version: 1, answer: 'no-conflict' })

/** Ada opens a case, the others are cleared and granted access, and everyone has everything. */
const sharedCase = (names: readonly ('ben' | 'cleo' | 'dana' | 'mallory')[]) => {
  const world = createWorld()
  const { ada, others } = openCase(world, names)
  for (const other of others) {
    clear(other)
    ada.hear(other)
  }
  ada.grantAll('case')
  for (const other of others) other.hear(ada)
  return { world, ada, others }
}

const codeOf = (judged: { voids: ReadonlyMap<JudgedRef, string> }, entry: WorldEntry | null) =>
  entry ? (judged.voids.get(entry.id) ?? null) : 'not entered'

const readers = (judged: ReturnType<typeof judgeAll>) =>
  [...readersOf(judged.case.input, judged.case.voids)].sort()
const idsOf = (...names: readonly ('ada' | 'ben' | 'cleo' | 'dana' | 'mallory')[]) =>
  names.map(idOf).sort()

describe('the standing of entries', () => {
  it('[A2, R24] voids nothing of those who are cleared, and makes them readers', () => {
    const { world, others } = sharedCase(['ben', 'cleo'])
    const [ben] = others as [Member, Member]
    const note = ben.write()
    const judged = world.judge()
    expect(judged.notice.voids.size + judged.case.voids.size).toBe(0)
    expect(codeOf(judged.case, note)).toBeNull()
    expect(readers(judged)).toEqual(idsOf('ada', 'ben', 'cleo'))
  })

  it('[A2] voids what a member enters who was never given a key', () => {
    const { world, ada } = sharedCase(['ben', 'mallory'])
    const dana = createMember(world, 'dana')
    dana.hear(ada)
    const note = world.enter(dana, 'case', dana.known, { kind: 'note', epochKeyId: 'ada1-case-0' })
    expect(codeOf(world.judge().case, note)).toBe('entry/author-not-cleared')
  })

  it('[A2] lets nobody without a "no conflict" begin a space anew', () => {
    const { world, ada } = sharedCase(['ben'])
    const dana = createMember(world, 'dana')
    const box = dana.makeLockbox('case', laptopOf('dana'), { keyId: 'mine', number: 0 })
    const judged = world.judge(new Set([...ada.known, ...dana.known]))
    expect(codeOf(judged.case, box)).toBe('lockbox/not-cleared')
    expect(readers(judged)).not.toContain(idOf('dana'))
  })

  it('[A1] voids what a stranger entered, and what follows a fork', () => {
    const { world, ada } = sharedCase(['ben'])
    const note = ada.write() as WorldEntry
    const changed = (change: Partial<WorldEntry>) =>
      judgeAll(
        [...world.entries.values()].map((one) =>
          one.id === note.id ? { ...one, ...change } : one,
        ),
      )
    expect(codeOf(changed({ by: null }).case, note)).toBe('entry/unknown-author')
    expect(codeOf(changed({ isForkVoid: true }).case, note)).toBe('entry/forked')
  })

  it('[A4, R24, R25] gives nothing by a lockbox for one who never declared, or only later', () => {
    const world = createWorld()
    const { ada, others } = openCase(world, ['ben', 'cleo'])
    const [ben] = others as [Member, Member]
    const box = ada.makeLockbox('case', laptopOf('ben'), { keyId: 'ada1-case-0', number: 0 })
    expect(codeOf(world.judge().case, box)).toBe('lockbox/not-cleared')
    clear(ben)
    expect(codeOf(world.judge().case, box)).toBe('lockbox/not-cleared')
    expect(readers(world.judge())).toEqual(idsOf('ada'))
  })

  it('[A4, R27] makes no first lockbox after an amendment that was not answered, and keeps older access', () => {
    const { world, ada, others } = sharedCase(['ben', 'cleo'])
    const [ben] = others as [Member, Member]
    const dana = createMember(world, 'dana')
    ada.act({ do: 'share', memberIds: [idOf('dana')] })
    ada.grantAll('notice')
    dana.hear(ada)
    clear(dana)
    ada.act({ do: 'amend', reportedNames: ['Rowan Pike', 'Sam Ortega'] })
    ada.hear(dana)
    const epoch = { keyId: ada.prepare('case'), number: 0 }
    const first = ada.makeLockbox('case', laptopOf('dana'), epoch)
    const again = ada.makeLockbox('case', laptopOf('ben'), epoch)
    const judged = world.judge()
    expect(codeOf(judged.case, first)).toBe('lockbox/not-cleared')
    expect(codeOf(judged.case, again)).toBeNull()
    ben.hear(ada)
    expect(readers(ben.judge())).toEqual(idsOf('ada', 'ben', 'cleo'))
  })

  it('[A3, A5, R28] ends what a leaver enters and is given once the leaving was seen', () => {
    const { world, ada, others } = sharedCase(['ben', 'cleo'])
    const [, cleo] = others as [Member, Member]
    cleo.act({ do: 'leave', as: 'recused' })
    ada.hear(cleo)
    const box = ada.makeLockbox('case', laptopOf('cleo'), { keyId: 'ada1-case-0', number: 0 })
    const note = world.enter(cleo, 'case', cleo.known, { kind: 'note', epochKeyId: 'ada1-case-0' })
    const judged = world.judge()
    expect(codeOf(judged.case, box)).toBe('lockbox/after-leaving')
    expect(codeOf(judged.case, note)).toBe('entry/author-left')
    expect(readers(judged)).toEqual(idsOf('ada', 'ben'))
  })

  it('[A6] voids a fact that its author sealed to someone whose leaving they had seen', () => {
    const { world, ada, others } = sharedCase(['ben', 'cleo'])
    const [, cleo] = others as [Member, Member]
    cleo.act({ do: 'declare', version: 1, answer: 'conflict' })
    const unaware = world.enter(ada, 'case', ada.known, {
      kind: 'note',
      epochKeyId: 'ada1-case-0',
    })
    ada.known.add(unaware.id)
    ada.hear(cleo)
    const aware = world.enter(ada, 'case', ada.known, { kind: 'note', epochKeyId: 'ada1-case-0' })
    ada.known.add(aware.id)
    const judged = world.judge()
    expect(codeOf(judged.case, unaware)).toBeNull()
    expect(codeOf(judged.case, aware)).toBe('entry/sealed-to-one-who-left')
    expect(ada.owesRotation()).toBe(true)
    const careful = ada.write()
    expect(codeOf(world.judge().case, careful)).toBeNull()
  })

  it('[A6] does not let a reader void the facts of others by boxing their epoch to one who left', () => {
    const { world, ada, others } = sharedCase(['ben', 'cleo', 'mallory'])
    const [, cleo, mallory] = others as [Member, Member, Member]
    const old = new Set(mallory.known)
    cleo.act({ do: 'leave', as: 'recused' })
    ada.hear(cleo)
    const note = ada.write() as WorldEntry
    const box = world.enter(mallory, 'case', old, {
      lockbox: {
        recipients: [laptopOf('cleo')],
        epochKeyId: note.epochKeyId as string,
        epochNumber: 1,
        predecessorKeyIds: [],
      },
    })
    const judged = world.judge()
    expect(codeOf(judged.case, note)).toBeNull()
    expect(readers(judged)).not.toContain(idOf('cleo'))
    // The box is there all the same: nobody writes under that epoch again.
    ada.known.add(box.id)
    expect(ada.owesRotation()).toBe(true)
  })

  it('[A7] voids what a leaver back-dates, and keeps what the cut had seen', () => {
    const { world, ada, others } = sharedCase(['ben', 'mallory'])
    const [, mallory] = others as [Member, Member]
    const before = mallory.write()
    ada.hear(mallory)
    const old = new Set(mallory.known)
    ada.act({ do: 'exclude', memberId: idOf('mallory') })
    const late = world.enter(mallory, 'case', old, { kind: 'note', epochKeyId: 'ada1-case-0' })
    expect(codeOf(world.judge().case, late)).toBeNull()
    ada.write()
    const judged = world.judge()
    expect(codeOf(judged.case, before)).toBeNull()
    expect(codeOf(judged.case, late)).toBe('entry/after-cut')
  })

  it('[A7] is cut by no lockbox of an older epoch', () => {
    const { world, ada, others } = sharedCase(['ben', 'mallory'])
    const [, mallory] = others as [Member, Member]
    const note = mallory.write()
    const withoutNote = new Set(ada.known)
    ada.act({ do: 'exclude', memberId: idOf('mallory') })
    ada.makeLockbox('case', laptopOf('ben'), { keyId: 'ada1-case-0', number: 0 })
    expect(withoutNote.has((note as WorldEntry).id)).toBe(false)
    expect(codeOf(world.judge().case, note)).toBeNull()
  })

  it('[A8] cuts in the space of the leaving at once', () => {
    const { world, ada, others } = sharedCase(['ben', 'mallory'])
    const [, mallory] = others as [Member, Member]
    const old = new Set(mallory.known)
    ada.act({ do: 'withhold', memberId: idOf('mallory') })
    const late = world.enter(mallory, 'notice', old, {
      kind: 'access.excluded',
      content: { memberId: idOf('ben') },
      epochKeyId: 'ada1-notice-0',
    })
    const judged = world.judge()
    expect(codeOf(judged.notice, late)).toBe('entry/after-cut')
    expect(readers(judged)).toEqual(idsOf('ada', 'ben'))
  })

  it('[A8, R28] keeps a recusal that crosses being left out, so that it holds when the member is told again', () => {
    const { world, ada, others } = sharedCase(['ben', 'cleo'])
    const [ben] = others as [Member, Member]
    ada.act({ do: 'withhold', memberId: idOf('ben') })
    const left = ben.act({ do: 'leave', as: 'recused' }) as readonly WorldEntry[]
    ada.hear(ben)
    ada.act({ do: 'share', memberIds: [idOf('ben')] })
    const judged = world.judge()
    expect(left.map((entry) => codeOf(judged.notice, entry))).toEqual([null])
    expect(readers(judged)).toEqual(idsOf('ada', 'cleo'))
  })

  it('[A8, A9] lets two leavings that cross both stand, and both rotations cut', () => {
    const { ada, others } = sharedCase(['ben', 'cleo'])
    const [ben, cleo] = others as [Member, Member]
    ada.act({ do: 'exclude', memberId: idOf('ben') })
    ben.act({ do: 'exclude', memberId: idOf('ada') })
    const notes = [ada.write(), ben.write()]
    cleo.hear(ada)
    cleo.hear(ben)
    const judged = cleo.judge()
    expect(readers(judged)).toEqual(idsOf('cleo'))
    expect(notes.map((note) => codeOf(judged.case, note))).toEqual([
      'entry/after-cut',
      'entry/after-cut',
    ])
    expect(isRotationOwed(judged.case.input, judged.case.voids)).toBe(true)
    const note = cleo.write() as WorldEntry
    const boxes = cleo
      .judge()
      .case.input.entries.filter(({ lockbox }) => lockbox?.epochKeyId === note.epochKeyId)
    expect(boxes.flatMap(({ lockbox }) => lockbox?.recipients)).toEqual([laptopOf('cleo')])
  })

  it('[A7] cuts by the first fact under an epoch without the leaver that was there before they left', () => {
    const { world, ada, others } = sharedCase(['ben', 'cleo', 'mallory'])
    const [ben, cleo, mallory] = others as [Member, Member, Member]
    const before = new Set(cleo.known)
    const recipients = ['ada', 'ben', 'mallory'].map((name) => laptopOf(name as 'ada'))
    mallory.makeLockbox('case', recipients, { keyId: 'made ahead', number: 1 })
    for (const one of [ada, ben, cleo]) one.hear(mallory)
    cleo.act({ do: 'leave', as: 'recused' })
    ben.hear(cleo)
    const backDated = world.enter(cleo, 'case', before, {
      kind: 'note',
      epochKeyId: 'ada1-case-0',
    })
    expect(codeOf(world.judge().case, backDated)).toBeNull()
    const note = ben.write()
    expect(note?.epochKeyId).toBe('made ahead')
    const judged = world.judge()
    expect(codeOf(judged.case, note)).toBeNull()
    expect(codeOf(judged.case, backDated)).toBe('entry/after-cut')
  })

  it('[A11] asks for an epoch without the union of two who left, after rotations that crossed', () => {
    const { ada, others } = sharedCase(['ben', 'cleo', 'dana'])
    const [ben, cleo, dana] = others as [Member, Member, Member]
    cleo.act({ do: 'leave', as: 'recused' })
    dana.act({ do: 'leave', as: 'declined' })
    ada.hear(cleo)
    ben.hear(dana)
    ada.write()
    ben.write()
    expect(ada.owesRotation() || ben.owesRotation()).toBe(false)
    ada.hear(ben)
    ben.hear(ada)
    expect(ada.owesRotation() && ben.owesRotation()).toBe(true)
    const note = ada.write() as WorldEntry
    const { input, voids } = ada.judge().case
    const holders = input.entries
      .filter(({ lockbox }) => lockbox?.epochKeyId === note.epochKeyId)
      .flatMap(({ lockbox }) => lockbox?.recipients ?? [])
    expect(holders.sort()).toEqual([laptopOf('ada'), laptopOf('ben')].sort())
    expect(writableEpochs(input, voids).map(({ keyId }) => keyId)).toEqual([note.epochKeyId])
  })

  it('[A5, R24] lets a "conflict" beat a grant that crosses it', () => {
    const world = createWorld()
    const { ada, others } = openCase(world, ['ben', 'cleo'])
    const [, cleo] = others as [Member, Member]
    clear(cleo)
    ada.hear(cleo)
    cleo.act({ do: 'declare', version: 1, answer: 'conflict' })
    ada.grantAll('case')
    expect(readers(ada.judge())).toEqual(idsOf('ada', 'cleo'))
    ada.hear(cleo)
    expect(readers(ada.judge())).toEqual(idsOf('ada'))
    expect(ada.owesRotation()).toBe(true)
  })

  it('[A3] reinstates with everything: the majority seen, entries count again', () => {
    const { world, ada, others } = sharedCase(['ben', 'cleo'])
    const [ben, cleo] = others as [Member, Member]
    ada.act({ do: 'exclude', memberId: idOf('cleo') })
    ada.write()
    for (const member of [ben, cleo]) member.hear(ada)
    expect(cleo.write()).toBeNull()
    ada.act({ do: 'vote-reinstatement', memberId: idOf('cleo'), choice: 'yes' })
    ben.act({ do: 'vote-reinstatement', memberId: idOf('cleo'), choice: 'yes' })
    ben.hear(ada)
    ben.grantAll('case')
    cleo.hear(ben)
    const note = cleo.write()
    const judged = world.judge()
    expect(codeOf(judged.case, note)).toBeNull()
    expect(readers(judged)).toEqual(idsOf('ada', 'ben', 'cleo'))
  })

  it('[A3, A7, R73] ends the access of a removed member to notice and case alike', () => {
    const { world, ada, others } = sharedCase(['ben', 'mallory'])
    const [, mallory] = others as [Member, Member]
    const old = new Set(mallory.known)
    ada.end('member.removed', idOf('mallory'))
    ada.act({ do: 'amend', reportedNames: ['Rowan Pike', 'Sam Ortega'] })
    ada.write()
    const late = (['notice', 'case'] as const).map((space) =>
      world.enter(mallory, space, old, {
        kind: space === 'notice' ? 'notice.closed' : 'note',
        epochKeyId: `ada1-${space}-0`,
      }),
    )
    const judged = world.judge()
    expect(codeOf(judged.notice, late[0] as WorldEntry)).toBe('entry/after-cut')
    expect(codeOf(judged.case, late[1] as WorldEntry)).toBe('entry/after-cut')
    expect(readersOf(judged.notice.input, judged.notice.voids).has(idOf('mallory'))).toBe(false)
  })

  it('[A5] ends the access of one device, and not of its member', () => {
    const { world, ada, others } = sharedCase(['ben'])
    const [ben] = others as [Member]
    ada.end('device.revoked', laptopOf('ben'))
    const box = ada.makeLockbox('case', laptopOf('ben'), { keyId: 'ada1-case-0', number: 0 })
    expect(codeOf(world.judge().case, box)).toBe('lockbox/after-leaving')
    expect(ada.owesRotation()).toBe(true)
    expect(readers(world.judge())).toEqual(idsOf('ada', 'ben'))
    const note = ben.write()
    ada.write()
    expect(codeOf(world.judge().case, note)).toBe('entry/after-cut')
  })

  it('[A14, R24] voids the box of one who is not cleared alone: the others in the lockbox are granted access', () => {
    const world = createWorld()
    const { ada, others } = openCase(world, ['ben', 'cleo'])
    const [ben] = others as [Member, Member]
    clear(ben)
    ada.hear(ben)
    const epoch = { keyId: 'ada1-case-0', number: 0 }
    const mixed = ada.makeLockbox('case', [laptopOf('cleo'), laptopOf('ben')], epoch)
    const { case: judged } = world.judge()
    expect(codeOf(judged, mixed)).toBeNull()
    expect(judged.voids.get(boxRefOf(mixed.id, laptopOf('cleo')))).toBe('lockbox/not-cleared')
    expect(judged.voids.has(boxRefOf(mixed.id, laptopOf('ben')))).toBe(false)
    expect(readers(world.judge())).toEqual(idsOf('ada', 'ben'))
    expect(grantsOf(judged.input, judged.voids).map(({ memberId }) => memberId)).not.toContain(
      idOf('cleo'),
    )
  })

  it('[A14] voids a lockbox for nobody who may have it, as its first box is', () => {
    const world = createWorld()
    const { ada } = openCase(world, ['ben', 'cleo'])
    const epoch = { keyId: 'ada1-case-0', number: 0 }
    const box = ada.makeLockbox('case', [laptopOf('cleo'), laptopOf('ben')], epoch)
    const { case: judged } = world.judge()
    expect(codeOf(judged, box)).toBe('lockbox/not-cleared')
    expect(judged.voids.size).toBe(1)
  })

  it('[A2, A14] lets the first lockbox of a space give keys to all laptops of its maker, and to nobody who is not cleared', () => {
    const world = createWorld()
    const { ada } = openCase(world, ['ben', 'mallory'])
    const mallory = createMember(world, 'mallory')
    mallory.hear(ada)
    clear(mallory)
    const own = [laptopOf('mallory'), laptopOf('mallory', 2)]
    const wider = [...mallory.known].filter((id) => world.entries.get(id)?.space !== 'case')
    const begun = world.enter(mallory, 'case', new Set(wider), {
      lockbox: {
        recipients: [...own, laptopOf('ben')],
        epochKeyId: 'hers',
        epochNumber: 0,
        predecessorKeyIds: [],
      },
    })
    const { case: judged } = world.judge()
    expect(codeOf(judged, begun)).toBeNull()
    expect(judged.voids.get(boxRefOf(begun.id, laptopOf('ben')))).toBe('lockbox/not-cleared')
    for (const laptop of own) expect(judged.voids.has(boxRefOf(begun.id, laptop))).toBe(false)
  })

  it('[A7, A14] is no cut when the new epoch holds a box for the leaver, and one without is', () => {
    const { world, ada, others } = sharedCase(['ben', 'cleo', 'mallory'])
    const [ben, cleo] = others as [Member, Member, Member]
    const old = new Set(cleo.known)
    ada.act({ do: 'exclude', memberId: idOf('cleo') })
    ben.hear(ada)
    const late = world.enter(cleo, 'case', old, { kind: 'note', epochKeyId: 'ada1-case-0' })
    const mixed = ben.makeLockbox('case', [laptopOf('ben'), laptopOf('cleo')], {
      keyId: 'mixed',
      number: 1,
    })
    const judged = world.judge().case
    expect(judged.voids.get(boxRefOf(mixed.id, laptopOf('cleo')))).toBe('lockbox/after-leaving')
    expect(codeOf(judged, late)).toBeNull()
    expect(writableEpochs(judged.input, judged.voids)).toEqual([])
    const under = world.enter(ben, 'case', ben.known, { kind: 'note', epochKeyId: 'mixed' })
    expect(codeOf(world.judge().case, under)).toBe('entry/sealed-to-one-who-left')
    ada.write()
    expect(codeOf(world.judge().case, late)).toBe('entry/after-cut')
  })

  it('[A10] says who was given which key, when and by whom', () => {
    const { ada } = sharedCase(['ben'])
    const { input, voids } = ada.judge().case
    const of = (deviceId: string) => grantsOf(input, voids).find((one) => one.deviceId === deviceId)
    expect(of(laptopOf('ben'))).toMatchObject({
      memberId: idOf('ben'),
      by: idOf('ada'),
      epochKeyId: 'ada1-case-0',
      epochNumber: 0,
    })
  })
})
