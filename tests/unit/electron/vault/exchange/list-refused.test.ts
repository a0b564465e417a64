import { describe, expect, it } from 'vitest'
import { listRefused } from '../../../../../electron/vault/exchange/list-refused'
import { withoutEffectIn } from '../../../../../electron/vault/exchange/without-effect'
import {
  createMatterStates,
  createNoticeStates,
} from '../../../../../electron/vault/notices/notice-states'
import { codeNameOf } from '../../../../../shared/domain/case/code-name'
import { draft, type FactDraft } from '../../../../../shared/domain/ledger/fact'
import type { CaseId } from '../../../../../shared/domain/terms'
import { unwrap } from '../../../../../shared/errors/result'
import {
  enter,
  forge,
  forgeFacts,
  type Laptop,
  meet,
  newId,
  openCase,
  setupCommittee,
  shareCase,
} from '../../../../support/committee-of'

const refusedAt = ({ ledger }: Laptop) => {
  const vault = { ledger, notices: createNoticeStates(ledger), matters: createMatterStates(ledger) }
  const spaces = (['notice', 'case', 'matter'] as const).flatMap((kind) => ledger.spacesOf(kind))
  return listRefused(
    ledger,
    spaces.flatMap((space) => withoutEffectIn(vault, space)),
  )
}

const openMatter = async (by: Laptop, facts: readonly FactDraft[]): Promise<string> => {
  const space = newId()
  const wider = by.ledger.spacesOf('committee')[0] as string
  unwrap(await by.ledger.append([{ space, create: { kind: 'matter', wider }, facts }]))
  unwrap(await by.ledger.heal())
  return space
}

const opening = (purpose: 'handover' | 'escrow', ...members: readonly Laptop[]) =>
  draft('matter.opened', {
    purpose,
    members: members.map(({ memberId }) => memberId),
    subject: null,
  })

const escrowed = draft('case.opened', {
  mode: 'escrow',
  channel: 'phone',
  scope: 'event',
  category: '',
  urgency: 'routine',
  occurred: '',
  receivedAtMs: 1_000,
  noticeSpace: null,
  wakeWord: '',
  deadlines: { acknowledgeDueAtMs: null, decideDueAtMs: null },
})

// A ledger enters what it is given: nobody asks `decide`, as in a modified program.
describe('what is listed as refused', () => {
  it('is nothing where everyone keeps the rules', async () => {
    const { ada, ben } = await setupCommittee('ada', 'ben')
    await shareCase([ada, ben])
    await openMatter(ada, [opening('escrow', ada), escrowed])
    expect(refusedAt(ada)).toEqual([])
    expect(refusedAt(ben)).toEqual([])
  })

  it('[promise 7] names who broke a rule of a notice', async () => {
    const { ada, ben, mallory } = await setupCommittee('ada', 'ben', 'mallory')
    const { notice } = await openCase(ada)
    await meet(ada, ben, mallory)
    const { id, atMs } = await enter(mallory, notice, 'conflict.declared', {
      version: 7,
      answer: 'no-conflict',
    })
    await meet(ada, ben, mallory)
    for (const laptop of [ada, ben])
      expect(refusedAt(laptop)).toEqual([
        {
          entryId: id,
          where: 'notice',
          codeName: null,
          by: 'mallory',
          code: 'notice/unknown-version',
          atMs,
        },
      ])
  })

  it('[promise 7] names who broke a rule of a case, to those who read it alone', async () => {
    const { ada, ben, cleo, mallory } = await setupCommittee('ada', 'ben', 'cleo', 'mallory')
    const { caseId } = await shareCase([ada, ben, mallory])
    await enter(mallory, caseId, 'overview.set', { severity: 'as high as can be' })
    await enter(mallory, caseId, 'task.completed', {
      taskId: 'f0'.repeat(16),
      done: true,
    })
    await meet(ada, ben, cleo, mallory)
    for (const laptop of [ada, ben])
      expect(refusedAt(laptop)).toMatchObject(
        ['entry/malformed-fact', 'task/unknown'].map((code) => ({
          where: 'case',
          codeName: codeNameOf(caseId as CaseId),
          by: 'mallory',
          code,
        })),
      )
    expect(refusedAt(cleo)).toEqual([])
  })

  it('[promise 7] names who broke a rule of a matter, or of the report that is kept in one', async () => {
    const { ada, ben, mallory } = await setupCommittee('ada', 'ben', 'mallory')
    const handover = await openMatter(ada, [opening('handover', ada, mallory)])
    const escrow = await openMatter(ada, [opening('escrow', ada, mallory), escrowed])
    await meet(ada, ben, mallory)
    await enter(mallory, handover, 'matter.shared', { memberId: ben.memberId })
    await enter(mallory, escrow, 'status.set', { status: 'acknowledged' })
    await meet(ada, ben, mallory)
    const listed = refusedAt(ada).map(({ where, by, code }) => [where, by, code])
    expect(listed).toHaveLength(2)
    expect(listed).toContainEqual(['matter', 'mallory', 'matter/between-two'])
    expect(listed).toContainEqual(['matter', 'mallory', 'matter/not-to-be-acted-on'])
    expect(refusedAt(ben)).toEqual([])
  })

  it('[promise 7] says once, with the reason that all vaults see, what is void as well', async () => {
    const { ada, ben, mallory } = await setupCommittee('ada', 'ben', 'mallory')
    const { notice, caseId } = await shareCase([ada, ben, mallory])
    const left = await enter(mallory, notice, 'access.left', { as: 'recused' })
    const write = forgeFacts([draft('status.set', { status: 'acknowledged' })])
    await forge(mallory, caseId, write, [left.id])
    await meet(ada, ben, mallory)
    for (const laptop of [ada, ben])
      expect(refusedAt(laptop)).toMatchObject([
        { where: 'case', by: 'mallory', code: 'entry/author-left' },
      ])
  })
})
