import { type CaseCommand, decideCase } from '../../shared/domain/case/decide'
import { evolveCase } from '../../shared/domain/case/evolve'
import { openReport } from '../../shared/domain/case/open-report'
import { type CaseState, emptyCase } from '../../shared/domain/case/state'
import { emptyDraft, type IntakeDraft } from '../../shared/domain/intake'
import type { FactDraft, OpenedEntry } from '../../shared/domain/ledger/fact'
import type {
  CaseId,
  EntryRef,
  MemberId,
  PartRef,
  PersonId,
  TaskId,
} from '../../shared/domain/terms'
import type { Result } from '../../shared/errors/result'

/** Made-up people of every test: Ada founds, Ben joins. */
export const ada = 'ad'.repeat(16) as MemberId
export const ben = 'be'.repeat(16) as MemberId

export const caseId = 'ca'.repeat(16) as CaseId
export const personId = (n: number) => n.toString(16).padStart(32, '0') as PersonId
export const taskId = (n: number) => n.toString(16).padStart(32, '0') as TaskId

const context = (by: MemberId) => ({
  by,
  readers: new Set([ada, ben]),
  playbook: {
    categories: new Set(['harassment']),
    tellReporter: new Set(['no-promises', 'thanks']),
  },
})

/** A case that commands are played on; entries and part ids are numbered in order. */
export const playCase = (from: CaseState = emptyCase(caseId)) => {
  let state = from
  const entries: OpenedEntry[] = []
  let parts = 0

  const enter = (facts: readonly FactDraft[], by: MemberId = ada): readonly OpenedEntry[] => {
    const entered = facts.map((fact): OpenedEntry => {
      const entry: OpenedEntry = {
        id: (entries.length + 1).toString(16).padStart(64, '0') as EntryRef,
        space: caseId,
        by,
        deviceId: by.repeat(2),
        atMs: 1_000 + entries.length,
        kind: fact.kind,
        content: fact.content,
        parts: fact.parts.map(() => (++parts).toString(16).padStart(64, 'f') as PartRef),
        previous: entries.at(-1)?.id ?? null,
        heads: [],
        void: null,
      }
      entries.push(entry)
      state = evolveCase(state, entry)
      return entry
    })
    return entered
  }

  return {
    state: () => state,
    entries,
    enter,
    open: (changes: Partial<IntakeDraft> = {}) => {
      let task = 100
      let person = 100
      return enter(
        openReport({ ...emptyDraft('phone', 500), ...changes } as IntakeDraft, {
          noticeSpace: 'aa'.repeat(16),
          newPersonId: () => personId(person++),
          newTaskId: () => taskId(task++),
          deadlines: { acknowledgeDueAtMs: 10_000, decideDueAtMs: 20_000 },
          labelOf: (key) => `label of ${key}`,
          narrative: new Uint8Array([0, 0]),
        }),
      )
    },
    /** Decides and, when it was not refused, enters. */
    act: (command: CaseCommand, by: MemberId = ada): Result<readonly OpenedEntry[]> => {
      const decided = decideCase(state, command, context(by))
      return decided.ok ? { ok: true, value: enter(decided.value, by) } : decided
    },
  }
}

export const somebody = {
  role: 'reported' as const,
  name: 'Rowan Pike',
  handles: ['@rowan'],
  aliases: [],
  employer: 'Tidewater Labs',
  pronouns: '',
}
