import { describe, expect, it } from 'vitest'
import type { HandoffContent } from '../../../../../electron/vault/handoff/handoff-file'
import { openHandoff } from '../../../../../electron/vault/handoff/open-handoff'
import { caseFacts } from '../../../../../shared/domain/case/facts'
import { emptyDraft } from '../../../../../shared/domain/intake'
import { unwrap } from '../../../../../shared/errors/result'
import { declare, setupCommittee } from '../../../../support/disk-committee'
import { exchange } from '../../../../support/disk-members'
import { setupHomes, takeReport } from '../../../../support/disk-vault'

const newHome = setupHomes()

/** Ada took a report that Ben cannot take, and hands it over; what the mediator then reads. */
const readByMediator = async (): Promise<HandoffContent> => {
  const { members } = await setupCommittee(newHome, ['Ada', 'Ben'])
  const [ada, ben] = members
  const { handlers } = ada
  const { caseId } = await takeReport(handlers, {
    note: 'It was in the north hall.\n\nTwice.',
    channel: 'in-person',
    urgency: 'soon',
    occurred: 'last Tuesday',
    reporter: { name: 'Iris Vale', contact: 'iris@example.org', pronouns: 'she' },
    people: [
      {
        role: 'reported',
        name: 'Rowan Pike',
        handles: ['@rowan'],
        aliases: [],
        employer: 'Kelpworks',
        pronouns: '',
      },
    ],
    wishes: { ...emptyDraft('phone', 0).wishes, updates: 'yes', doNotContact: 'Not at work.' },
  })
  unwrap(await handlers['case.setOverview']({ caseId, severity: 'high' }))
  unwrap(await handlers['case.setStatus']({ caseId, status: 'in-progress' }))
  unwrap(await handlers['case.addTask']({ caseId, title: 'Call back', detail: 'After six' }))
  await exchange(ada, ben)
  unwrap(await declare(ben, 'conflict'))
  await exchange(ada, ben)
  const phrase = unwrap(await handlers['case.suggestPassphrase']({})).passphrase
  const { bytes } = unwrap(await handlers['case.makeHandoff']({ caseId, passphrase: phrase }))
  const html = Buffer.from(bytes).toString('utf8')
  const sealed = Buffer.from(html.slice('<html>'.length, -'</html>'.length), 'base64')
  const opened = await openHandoff(sealed, phrase)
  if (typeof opened === 'string') throw new Error(opened)
  return opened
}

describe('what a mediator is handed (R29)', () => {
  it('says everything of the case in words, and nothing in codes', async () => {
    const { title, sections } = await readByMediator()
    expect(title).toMatch(/^Harbor Days committee: \w+ \w+ \d+$/)
    const rowsOf = (heading: string) =>
      Object.fromEntries(sections.find((section) => section.heading === heading)?.rows ?? [])
    expect(rowsOf('The case')).toMatchObject({
      'Came by': 'In person',
      Received: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/),
      Status: 'In progress',
      'When it happened': 'last Tuesday',
    })
    expect(rowsOf('Who reported')).toEqual({
      Name: 'Iris Vale',
      Contact: 'iris@example.org',
      Pronouns: 'she',
    })
    expect(rowsOf('What the reporter asked for')).toEqual({
      'Would like to hear from the committee': 'Yes',
      Police: 'Not asked',
      'How or when not to contact them': 'Not at work.',
    })
    expect(rowsOf('People')).toEqual({ 'Reported person': 'Rowan Pike, @rowan, Kelpworks' })
    expect(rowsOf('Tasks')).toEqual({ Open: 'Call back, After six' })
    expect(sections.find(({ heading }) => heading === 'What happened')?.paragraphs).toEqual([
      'It was in the north hall.',
      'Twice.',
    ])
    const history = sections.find(({ heading }) => heading === 'History')?.rows ?? []
    expect(history[0]?.[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC, Ada$/)
    const sentences = history.map(([, sentence]) => sentence)
    expect(sentences[0]).toBe('opened the case from: In person')
    expect(sentences).toContain('added Rowan Pike (Reported person)')
    expect(sentences).toContain('set the status to “In progress”')
    expect(
      sentences.filter((sentence) => sentence.startsWith('opened the reporter’s')),
    ).toHaveLength(1)

    const said = JSON.stringify(sections)
    const codes = [...Object.keys(caseFacts), 'in-person', 'in-progress', 'not-asked', '{{']
    expect(codes.filter((code) => said.includes(code))).toEqual([])
  })
})
