import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { textFragmentOf } from '../../../../../shared/document'
import type { IntakeDraft } from '../../../../../shared/domain/intake'
import { unwrap } from '../../../../../shared/errors/result'
import { somebody } from '../../../../support/case-builder'
import { codeOf } from '../../../../support/disk-vault'
import { setupVault } from '../../../../support/test-vault'

const reporter = { name: 'Noor Haddad', contact: 'noor@example.org', pronouns: 'she' }

describe('a finished intake', () => {
  it('becomes a case with everything that was said, and a notice that names no reporter (R27)', async () => {
    const { handlers, openCase, session } = await setupVault()
    const { caseId, codeName } = await openCase({
      note: 'Shouting near the north stairs.\nSecond line.',
      reporter,
      people: [somebody],
      fields: { where: 'North stairs' },
      safety: { location: 'desk', clothing: 'green scarf', meetingPlace: '' },
      wishes: { updates: 'yes', police: 'no', doNotContact: 'not by phone' },
      notToTell: ['Ben'],
    } as Partial<IntakeDraft>)
    const view = unwrap(await handlers['case.get']({ caseId }))
    expect(view).toMatchObject({
      codeName,
      status: 'new',
      reporter: { state: 'sealed' },
      safety: { state: 'sealed' },
      wishes: { doNotContact: 'not by phone', provenance: { by: 'Ada' } },
      notToTell: ['Ben'],
      answers: [{ key: 'where', value: 'North stairs' }],
      onlyCopy: true,
    })
    expect(view.people.map(({ name }) => name)).toEqual(['Rowan Pike'])
    const state = session.vault.cases.get(caseId)
    const notice = state?.facts['case.opened'][0]?.content.noticeSpace as string
    const announced = JSON.stringify(session.vault.ledger.entriesOf(notice))
    expect(announced).toContain('Rowan Pike')
    for (const secret of ['Noor', 'noor@', caseId, codeName, 'green scarf'])
      expect(announced).not.toContain(secret)
  })

  it('[R33, R34] has the deadlines of its playbook and channel', async () => {
    const { handlers, openCase, clock } = await setupVault('elastic')
    const { caseId } = await openCase({ channel: 'email', receivedAtMs: clock.nowMs })
    const view = unwrap(await handlers['case.get']({ caseId }))
    expect(
      view.deadlines.map(({ kind, dueAtMs }) => [kind, (dueAtMs - clock.nowMs) / 3_600_000]),
    ).toEqual([
      ['acknowledge', 24],
      ['decide', 168],
    ])
    clock.nowMs += 25 * 3_600_000
    const list = unwrap(
      await handlers['case.list']({
        filter: { status: [], channel: [], severity: [], overdueOnly: true },
        sort: 'deadline',
        descending: false,
        offset: 0,
        limit: 10,
      }),
    )
    expect(list.rows.map((row) => row.deadline?.state)).toEqual(['overdue'])
  })

  it('[R14] becomes a matter of its own without any notice when it is escrowed', async () => {
    const { handlers, openCase, session } = await setupVault()
    const { caseId } = await openCase({
      mode: 'escrow',
      reporter,
      wakeWord: 'lighthouse',
    } as Partial<IntakeDraft>)
    expect(session.vault.ledger.spaceOf(caseId)).toMatchObject({ kind: 'matter' })
    expect(unwrap(await handlers['case.get']({ caseId }))).toMatchObject({
      status: 'escrowed',
      escrow: { wakeWord: 'lighthouse' },
      deadline: null,
    })
    expect(codeOf(await handlers['case.setStatus']({ caseId, status: 'in-progress' }))).toBe(
      'matter/not-to-be-acted-on',
    )
  })

  it('[R13] leaves no name behind when it was made anonymous, and cleans the disk of the drafts before', async () => {
    const { handlers, openCase, purges, store } = await setupVault()
    const { caseId } = await openCase({ mode: 'anonymous', reporter: undefined } as never)
    expect(unwrap(await handlers['case.get']({ caseId })).reporter.state).toBe('anonymous')
    expect(purges()).toBe(1)
    expect(store.db.exec('SELECT * FROM intake')).toEqual([])
  })
})

describe("the reporter's identity", () => {
  it('[R20] is opened only by an act that stands in the history', async () => {
    const { handlers, openCase } = await setupVault()
    const { caseId } = await openCase({ reporter } as Partial<IntakeDraft>)
    const opened = unwrap(await handlers['case.openIdentity']({ caseId, reason: 'to answer' }))
    expect(opened.identity).toEqual(reporter)
    const history = unwrap(await handlers['case.history']({ caseId, offset: 0, limit: 100 }))
    expect(history.rows.at(-1)).toMatchObject({
      kind: 'identity.opened',
      by: 'Ada',
      facts: { reason: 'to answer' },
    })
    expect(JSON.stringify(history)).not.toContain('Noor')
  })

  it('[R20] stays closed when the act cannot be recorded', async () => {
    const { handlers, openCase, fail } = await setupVault()
    const { caseId } = await openCase({ reporter } as Partial<IntakeDraft>)
    fail('disk-full')
    const opened = await handlers['case.openIdentity']({ caseId, reason: '' })
    expect(codeOf(opened)).toBe('vault/read-only')
    expect(JSON.stringify(opened)).not.toContain('Noor')
  })

  it('is found by no search', async () => {
    const { handlers, openCase } = await setupVault()
    await openCase({ reporter, note: 'something else' } as Partial<IntakeDraft>)
    expect(unwrap(await handlers['case.search']({ text: 'Noor', limit: 10 })).hits).toEqual([])
  })
})

describe('search', () => {
  it('finds words of narrative, people, answers, notes and tasks, marked, with an unfinished last word', async () => {
    const { handlers, openCase } = await setupVault()
    const { caseId } = await openCase({
      note: 'A shove near the Café bridge.',
      people: [somebody],
      fields: { where: 'Level two' },
    } as Partial<IntakeDraft>)
    const find = async (text: string) =>
      unwrap(await handlers['case.search']({ text, limit: 10 })).hits
    expect((await find('cafe bri'))[0]).toMatchObject({
      caseId,
      field: 'narrative',
      snippet: [
        { text: 'A shove near the ', hit: false },
        { text: 'Café', hit: true },
        { text: ' ', hit: false },
        { text: 'bridge', hit: true },
        { text: '.', hit: false },
      ],
    })
    expect((await find('rowan'))[0]?.field).toBe('people')
    expect((await find('"level two"'))[0]?.field).toBe('answers')
    expect(await find('"two level"')).toEqual([])
    expect(await find('NEAR OR AND "')).toEqual([])
    expect(await find('   ')).toEqual([])
  })
})

describe('a text', () => {
  const edit = (words: string, from: Uint8Array) => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, from)
    const before = Y.encodeStateVector(doc)
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(words)])
    textFragmentOf(doc).push([paragraph])
    return Y.encodeStateAsUpdate(doc, before)
  }

  it('keeps every edit with its author and is found by its words', async () => {
    const { handlers, openCase } = await setupVault()
    const { caseId } = await openCase()
    const first = unwrap(await handlers['text.open']({ caseId, name: 'notes' }))
    expect(first.state).toBe('empty')
    unwrap(
      await handlers['text.edit']({
        caseId,
        name: 'notes',
        update: edit('heron sighting', first.update),
      }),
    )
    const second = unwrap(await handlers['text.open']({ caseId, name: 'notes' }))
    unwrap(
      await handlers['text.edit']({
        caseId,
        name: 'notes',
        update: edit('otter sighting', second.update),
      }),
    )
    const hits = unwrap(await handlers['case.search']({ text: 'heron otter', limit: 5 })).hits
    expect(hits.map(({ field }) => field)).toEqual(['notes'])
  })

  it('refuses an update that is none, or that builds on what is not there', async () => {
    const { handlers, openCase } = await setupVault()
    const { caseId } = await openCase()
    const refuse = async (update: Uint8Array) =>
      codeOf(await handlers['text.edit']({ caseId, name: 'notes', update }))
    expect(await refuse(new Uint8Array([255, 255, 255]))).toBe('text/malformed-update')
    const doc = new Y.Doc()
    const text = new Y.XmlText('base')
    textFragmentOf(doc).insert(0, [text])
    const before = Y.encodeStateVector(doc)
    text.insert(4, ' and more')
    expect(await refuse(Y.encodeStateAsUpdate(doc, before))).toBe('text/malformed-update')
  })

  it('is gone from parts, index and document when it is erased, and can be written anew', async () => {
    const { handlers, openCase, store, purges } = await setupVault()
    const { caseId } = await openCase({ note: 'the magpie paragraph' })
    unwrap(await handlers['case.eraseText']({ caseId, name: 'narrative' }))
    expect(purges()).toBe(1)
    expect(unwrap(await handlers['case.search']({ text: 'magpie', limit: 5 })).hits).toEqual([])
    expect(store.db.exec('SELECT * FROM part')).toEqual([])
    const opened = unwrap(await handlers['text.open']({ caseId, name: 'narrative' }))
    expect(opened.state).toBe('erased')
    unwrap(
      await handlers['text.edit']({
        caseId,
        name: 'narrative',
        update: edit('begun again', opened.update),
      }),
    )
    expect(unwrap(await handlers['text.open']({ caseId, name: 'narrative' })).state).toBe('present')
  })
})

describe('erasing', () => {
  it('[R6] destroys the safety notes when the meeting has happened, and says so in the history', async () => {
    const { handlers, openCase } = await setupVault()
    const { caseId } = await openCase({
      safety: { location: 'pier', clothing: 'red', meetingPlace: '' },
    })
    expect(unwrap(await handlers['case.openSafety']({ caseId })).location).toBe('pier')
    unwrap(await handlers['case.meetingHappened']({ caseId }))
    expect(codeOf(await handlers['case.openSafety']({ caseId }))).toBe('part/erased')
    const { rows } = unwrap(await handlers['case.history']({ caseId, offset: 0, limit: 100 }))
    expect(rows.find(({ kind }) => kind === 'safety.recorded')?.parts).toMatchObject([
      { state: 'erased' },
    ])
  })

  it('destroys a whole case, its notice and its keys, and leaves only ids behind', async () => {
    const { handlers, openCase, store } = await setupVault()
    const { caseId, codeName } = await openCase({
      note: 'gone soon',
      people: [somebody],
    } as Partial<IntakeDraft>)
    expect(codeOf(await handlers['case.eraseAll']({ caseId, codeName: 'Another Name 1' }))).toBe(
      'case/name-mismatch',
    )
    unwrap(await handlers['case.eraseAll']({ caseId, codeName }))
    expect(codeOf(await handlers['case.get']({ caseId }))).toBe('case/unknown')
    expect(store.db.exec(`SELECT count(*) FROM space WHERE erased = 1`)[0]?.values).toEqual([[2]])
    for (const table of ['part', 'case_index', 'text_source', 'dirty_space']) {
      expect(store.db.exec(`SELECT * FROM ${table}`)).toEqual([])
    }
    expect(store.db.exec('SELECT DISTINCT space FROM entry')[0]?.values).toHaveLength(1)
  })
})

describe('people', () => {
  it('[R27] added later amend the notice, and taken back amend it again', async () => {
    const { handlers, openCase, session } = await setupVault()
    const { caseId } = await openCase()
    const notice = session.vault.cases.get(caseId)?.facts['case.opened'][0]?.content
      .noticeSpace as string
    const amendments = () =>
      session.vault.ledger
        .entriesOf(notice)
        .filter(({ kind }) => kind === 'notice.amended')
        .map(({ content }) => (content as { reportedNames: string[] }).reportedNames)
    const added = unwrap(await handlers['case.addPerson']({ caseId, person: somebody }))
    unwrap(
      await handlers['case.addPerson']({
        caseId,
        person: { ...somebody, role: 'witness', name: 'Wren Ito' },
      }),
    )
    unwrap(await handlers['case.takeBack']({ caseId, entryId: added.entryId }))
    expect(amendments()).toEqual([['Rowan Pike'], []])
  })
})
