import { describe, expect, it } from 'vitest'
import { nextStatuses } from '../../../../../shared/domain/case/rules'
import {
  identityPartOf,
  isPoliceUnasked,
  overviewOf,
  peopleOf,
  reportedNamesOf,
  safetyPartOf,
  statusOf,
  tasksOf,
  toldOf,
  wishesOf,
} from '../../../../../shared/domain/case/selectors'
import { emptyDraft, IntakeDraft, withMode } from '../../../../../shared/domain/intake'
import { draft } from '../../../../../shared/domain/ledger/fact'
import { CaseStatus } from '../../../../../shared/domain/terms'
import { ben, personId, playCase, somebody, taskId } from '../../../../support/case-builder'

const identity = { name: 'Noor Haddad', contact: 'noor@example.org', pronouns: 'she' }
const refusal = (result: { ok: boolean; error?: { code: string } }) =>
  result.ok ? null : result.error?.code

describe('a case', () => {
  it('[C1] is opened by its first entry only', () => {
    const game = playCase()
    expect(refusal(game.act({ do: 'record-told', itemId: 'thanks', told: true }))).toBe(
      'case/unknown',
    )
    game.enter([draft('status.set', { status: 'closed' })])
    expect(game.state().rejected.map(({ code }) => code)).toEqual(['case/unknown'])
    game.open()
    game.open()
    expect(game.state().facts['case.opened']).toHaveLength(1)
    expect(game.state().rejected.map(({ code }) => code)).toContain('case/already-open')
  })

  it('[C2, R13] holds no identity when the report is anonymous, whoever tries', () => {
    const game = playCase()
    game.open({ mode: 'anonymous' })
    expect(refusal(game.act({ do: 'record-identity', identity }))).toBe('report/anonymous')
    game.enter([draft('identity.recorded', {}, [{ kind: 'identity', value: identity }])])
    expect(identityPartOf(game.state())).toBeNull()
    expect(game.state().rejected.at(-1)?.code).toBe('report/anonymous')
  })

  it('[R13] has no place for a name or a contact in an anonymous draft', () => {
    const named = withMode(emptyDraft('phone', 0), 'named')
    const anonymous = withMode({ ...named, reporter: identity } as IntakeDraft, 'anonymous')
    expect(JSON.stringify(anonymous)).not.toContain('Noor')
    expect(IntakeDraft.safeParse({ ...anonymous, reporter: identity }).success).toBe(false)
    expect(IntakeDraft.safeParse(anonymous).success).toBe(true)
  })

  it('[C3, R20] never lists the reporter among the people', () => {
    const game = playCase()
    game.open()
    const person = { ...somebody, role: 'reporter' as const }
    expect(refusal(game.act({ do: 'add-person', personId: personId(1), person }))).toBe(
      'person/reporter-is-sealed',
    )
    game.enter([draft('person.added', { personId: personId(1), person })])
    expect(peopleOf(game.state())).toEqual([])
  })

  it('[C4] knows each person by something', () => {
    const game = playCase()
    game.open()
    const nobody = { ...somebody, name: '', handles: [] }
    expect(refusal(game.act({ do: 'add-person', personId: personId(1), person: nobody }))).toBe(
      'person/nothing-known',
    )
    expect(
      game.act({
        do: 'add-person',
        personId: personId(1),
        person: { ...nobody, handles: ['@rowan'] },
      }).ok,
    ).toBe(true)
    expect(reportedNamesOf(game.state())).toEqual(['@rowan'])
  })

  it('[C5, R14] is held and not acted on when it is escrowed', () => {
    const game = playCase()
    game.open({ mode: 'escrow', wakeWord: 'lighthouse' } as Partial<IntakeDraft>)
    expect(statusOf(game.state())).toBe('escrowed')
    expect(game.state().facts['case.opened'][0]?.content.noticeSpace).toBeNull()
    for (const status of ['acknowledged', 'in-progress', 'closed'] as const) {
      expect(refusal(game.act({ do: 'set-status', status }))).toBe('matter/not-to-be-acted-on')
    }
  })

  it('[C6, R64] takes no new people while it is closed, and again once reopened', () => {
    const game = playCase()
    game.open()
    game.act({ do: 'set-status', status: 'closed' })
    expect(refusal(game.act({ do: 'add-person', personId: personId(1), person: somebody }))).toBe(
      'case/closed',
    )
    expect(refusal(game.act({ do: 'set-overview', severity: 'high' }))).toBe('case/closed')
    expect(game.act({ do: 'set-status', status: 'in-progress' }).ok).toBe(true)
    expect(game.act({ do: 'add-person', personId: personId(1), person: somebody }).ok).toBe(true)
  })

  it('[C7] moves along its steps from every status, and along no other', () => {
    for (const from of ['new', 'acknowledged', 'in-progress', 'closed'] as const) {
      for (const to of CaseStatus.exclude(['escrowed', 'new']).options) {
        const game = playCase()
        game.open()
        if (from !== 'new') game.act({ do: 'set-status', status: from })
        expect(game.act({ do: 'set-status', status: to }).ok).toBe(nextStatuses(from).includes(to))
      }
    }
  })

  it('[C8, R15, R21] records what was done at once, and tells a call to the police that nobody asked for', () => {
    const emergency = {
      action: 'Called for help',
      reason: 'A fight in the foyer',
      calledWhom: 'the Police',
      lawEnforcementAskedByReporter: false,
    }
    const game = playCase()
    game.open({ emergency })
    expect(game.act({ do: 'record-emergency', emergency }).ok).toBe(true)
    expect(game.state().facts['emergency.recorded']).toHaveLength(2)
    expect(game.state().rejected).toEqual([])
    expect(isPoliceUnasked(emergency)).toBe(true)
    expect(isPoliceUnasked({ ...emergency, lawEnforcementAskedByReporter: true })).toBe(false)
    expect(isPoliceUnasked({ ...emergency, calledWhom: 'venue security' })).toBe(false)
  })

  it('[C9] lets only the author take back an entry, once', () => {
    const game = playCase()
    game.open()
    const added = game.act({ do: 'add-person', personId: personId(1), person: somebody })
    const entryId = added.ok ? added.value[0]?.id : undefined
    if (!entryId) throw new Error('nothing was entered')
    expect(refusal(game.act({ do: 'take-back', entryId }, ben))).toBe('entry/not-yours')
    expect(game.act({ do: 'take-back', entryId }).ok).toBe(true)
    expect(peopleOf(game.state())).toEqual([])
    expect(refusal(game.act({ do: 'take-back', entryId }))).toBe('entry/already-corrected')
  })

  it('[C9] takes back nothing that was shown or destroyed', () => {
    const game = playCase()
    game.open({ reporter: identity } as Partial<IntakeDraft>)
    const opened = game.act({ do: 'open-identity', reason: '' })
    const entryId = opened.ok ? opened.value[0]?.id : undefined
    if (!entryId) throw new Error('nothing was entered')
    expect(refusal(game.act({ do: 'take-back', entryId }))).toBe('entry/not-undoable')
  })

  it('[C10] erases each part once and no stranger', () => {
    const game = playCase()
    game.open({ safety: { location: 'north hall', clothing: 'green scarf', meetingPlace: '' } })
    expect(safetyPartOf(game.state())).not.toBeNull()
    expect(game.act({ do: 'meeting-happened' }).ok).toBe(true)
    expect(refusal(game.act({ do: 'meeting-happened' }))).toBe('safety/none')
    expect(refusal(game.act({ do: 'erase-part', partId: 'ab'.repeat(32) as never }))).toBe(
      'part/unknown',
    )
  })

  it('[C11, R20] opens an identity only while there is one', () => {
    const game = playCase()
    game.open()
    expect(refusal(game.act({ do: 'open-identity', reason: '' }))).toBe('identity/none')
    game.act({ do: 'record-identity', identity })
    expect(game.act({ do: 'open-identity', reason: 'to answer' }).ok).toBe(true)
    const partId = identityPartOf(game.state())
    if (!partId) throw new Error('no identity')
    game.act({ do: 'erase-part', partId })
    expect(refusal(game.act({ do: 'open-identity', reason: '' }))).toBe('part/erased')
  })

  it('[C12] goes on after a malformed entry as if it were not there', () => {
    const game = playCase()
    game.open()
    const before = game.state()
    game.enter([
      draft('overview.set', { severity: 'apocalyptic' }),
      draft('text.updated', { name: 'notes' }),
      draft('person.added', null),
    ])
    expect(game.state().facts).toEqual(before.facts)
    expect(game.state().rejected).toHaveLength(3)
    game.enter([draft('of.a.newer.version', { anything: true })])
    expect(game.state().rejected).toHaveLength(3)
  })

  it('never puts identity or safety notes into the content of an entry (R6, R20)', () => {
    const game = playCase()
    game.open({
      reporter: identity,
      safety: { location: 'north hall', clothing: 'green scarf', meetingPlace: 'desk 4' },
    } as Partial<IntakeDraft>)
    const contents = JSON.stringify(game.entries.map(({ content }) => content))
    for (const secret of ['Noor', 'noor@', 'north hall', 'green scarf', 'desk 4'])
      expect(contents).not.toContain(secret)
  })
})

describe('what a case shows', () => {
  it('keeps the newest wishes, and falls back to the ones before when they are taken back', () => {
    const game = playCase()
    game.open()
    const wishes = { updates: 'yes' as const, police: 'no' as const, doNotContact: 'not at work' }
    const recorded = game.act({ do: 'record-wishes', wishes })
    expect(wishesOf(game.state())?.wishes).toEqual(wishes)
    const entryId = recorded.ok ? recorded.value[0]?.id : undefined
    if (!entryId) throw new Error('nothing was entered')
    game.act({ do: 'take-back', entryId })
    expect(wishesOf(game.state())?.wishes.doNotContact).toBe('')
  })

  it('refuses an overview that changes nothing and a category that the playbook does not have', () => {
    const game = playCase()
    game.open()
    expect(refusal(game.act({ do: 'set-overview', severity: 'unrated' }))).toBe(
      'overview/no-change',
    )
    expect(refusal(game.act({ do: 'set-overview', category: 'made-up' }))).toBe('category/unknown')
    game.act({ do: 'set-overview', severity: 'high', category: 'harassment' })
    expect(overviewOf(game.state())).toMatchObject({ severity: 'high', category: 'harassment' })
  })

  it('[R8] records each thing that the reporter was told, and that it was not after all', () => {
    const game = playCase()
    game.open({ told: ['thanks'] })
    expect([...toldOf(game.state()).keys()]).toEqual(['thanks'])
    expect(refusal(game.act({ do: 'record-told', itemId: 'thanks', told: true }))).toBe(
      'told/no-change',
    )
    expect(refusal(game.act({ do: 'record-told', itemId: 'a promise', told: true }))).toBe(
      'told/unknown-item',
    )
    game.act({ do: 'record-told', itemId: 'thanks', told: false })
    expect(toldOf(game.state()).size).toBe(0)
  })

  it('[R10] makes a task of every takedown and of every place where the report already lies', () => {
    const game = playCase()
    game.open({
      takedowns: [{ where: 'event gallery', what: 'a photo' }],
      seenElsewhere: [{ where: 'shared mailbox', who: 'front desk' }],
    })
    expect(tasksOf(game.state()).map(({ added }) => added.content.kind)).toEqual([
      'clean-up',
      'takedown',
    ])
    const first = tasksOf(game.state())[0]
    if (!first) throw new Error('no task')
    game.act({ do: 'complete-task', taskId: first.taskId, done: true })
    expect(tasksOf(game.state())[0]?.doneAtMs).not.toBeNull()
    expect(refusal(game.act({ do: 'complete-task', taskId: taskId(999), done: true }))).toBe(
      'task/unknown',
    )
  })
})
