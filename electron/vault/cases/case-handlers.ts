import type { caseRows } from '../../../shared/contracts/case-rows'
import type { InputOf } from '../../../shared/contracts/contract'
import type { VaultHandlers } from '../../../shared/contracts/vault'
import { codeNameOf } from '../../../shared/domain/case/code-name'
import { type CaseCommand, decideCase } from '../../../shared/domain/case/decide'
import { isErased, openingOf, safetyPartOf } from '../../../shared/domain/case/selectors'
import type { CaseState } from '../../../shared/domain/case/state'
import type { OpenedEntry } from '../../../shared/domain/ledger/fact'
import { Safety } from '../../../shared/domain/person'
import type { CaseId, PartRef, PersonId, TaskId } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
import { bytesToHex } from '../../../shared/util/bytes'
import { randomBytes } from '../crypto/keys'
import { listCases } from '../search/case-list'
import { searchCases } from '../search/case-search'
import type { UnlockedVault } from '../session/unlocked-vault'
import { viewHistory } from './case-history'
import { viewCase } from './case-view'
import { caseContextOf, enterCase } from './enter-case'
import { finishPurge, owePurge } from './purge'

type CaseRowName = keyof typeof caseRows
export type CaseHandlers = Pick<VaultHandlers, Exclude<CaseRowName, 'case.openIdentity'>>
type Input<K extends CaseRowName> = InputOf<(typeof caseRows)[K]>

const newId = <T extends string>(): T => bytesToHex(randomBytes(16)) as T
const unknownCase = err({ code: 'case/unknown' })

/** How each row of the contract that only enters facts becomes a command of the domain. */
export const createCaseHandlers = (vault: UnlockedVault): CaseHandlers => {
  const act = async (
    caseId: CaseId,
    command: CaseCommand,
    answers?: Input<'case.addPerson'>['membersNamed'],
  ): Promise<Result<{ entryId: OpenedEntry['id'] }>> => {
    const state = vault.cases.get(caseId)
    if (!state) return unknownCase
    const decided = decideCase(state, command, caseContextOf(vault, caseId))
    if (!decided.ok) return decided
    const entered = await enterCase(vault, state, decided.value, [], answers)
    if (!entered.ok) return entered
    const [first] = entered.value
    if (!first) throw new Error('a command entered nothing')
    return ok({ entryId: first.id })
  }

  /** Erases parts: an entry, their keys and bytes, the index, and then every older copy on the disk. */
  const erase = async (
    caseId: CaseId,
    command: CaseCommand,
  ): Promise<Result<{ entryId: OpenedEntry['id'] }>> => {
    const state = vault.cases.get(caseId)
    if (!state) return unknownCase
    const decided = decideCase(state, command, caseContextOf(vault, caseId))
    if (!decided.ok) return decided
    const partIds = decided.value.flatMap(({ content }) => [
      ...(content as { partIds: PartRef[] }).partIds,
    ])
    const entered = await enterCase(vault, state, decided.value, [
      { op: 'drop-parts', partIds },
      owePurge(),
    ])
    if (!entered.ok) return entered
    const [first] = entered.value
    if (!first) throw new Error('an erasure entered nothing')
    const purged = await finishPurge(vault)
    return purged.ok ? ok({ entryId: first.id }) : purged
  }

  const readPart = <T>(
    state: CaseState,
    partId: PartRef | null,
    none: string,
    parse: (value: unknown) => T | null,
  ): Result<T> => {
    if (partId === null) return err({ code: none })
    if (isErased(state, partId)) return err({ code: 'part/erased' })
    const part = vault.ledger.readPart(partId)
    if (!part.ok) return part
    const value = parse(part.value)
    return value === null ? err({ code: 'part/missing' }) : ok(value)
  }

  return {
    'case.list': (input) => ok(listCases(vault.store.db, input, vault.now())),
    'case.search': ({ text, limit }) => ok(searchCases(vault.store.db, text, limit)),
    'case.get': ({ caseId }) => {
      const state = vault.cases.get(caseId)
      const view = state && viewCase(vault, state)
      return view ? ok(view) : unknownCase
    },
    'case.history': ({ caseId, offset, limit }) => {
      const state = vault.cases.get(caseId)
      return state ? ok(viewHistory(vault, state, offset, limit)) : unknownCase
    },
    'case.addPerson': async ({ caseId, person, membersNamed }: Input<'case.addPerson'>) => {
      const personId = newId<PersonId>()
      const added = await act(caseId, { do: 'add-person', personId, person }, membersNamed)
      return added.ok ? ok({ ...added.value, personId }) : added
    },
    'case.correctPerson': ({ caseId, personId, person, membersNamed }) =>
      act(caseId, { do: 'correct-person', personId, person }, membersNamed),
    'case.recordIdentity': ({ caseId, identity }) =>
      act(caseId, { do: 'record-identity', identity }),
    'case.openSafety': ({ caseId }) => {
      const state = vault.cases.get(caseId)
      if (!state) return unknownCase
      return readPart(
        state,
        safetyPartOf(state),
        'safety/none',
        (value) => Safety.safeParse(value).data ?? null,
      )
    },
    'case.meetingHappened': ({ caseId }) => erase(caseId, { do: 'meeting-happened' }),
    'case.setOverview': ({ caseId, ...changes }) => act(caseId, { do: 'set-overview', ...changes }),
    'case.setStatus': ({ caseId, status }) => act(caseId, { do: 'set-status', status }),
    'case.recordWishes': ({ caseId, wishes }) => act(caseId, { do: 'record-wishes', wishes }),
    'case.recordTold': ({ caseId, itemId, told }) =>
      act(caseId, { do: 'record-told', itemId, told }),
    'case.recordEmergency': ({ caseId, emergency }) =>
      act(caseId, { do: 'record-emergency', emergency }),
    'case.recordSeenElsewhere': ({ caseId, seen }) =>
      act(caseId, { do: 'record-seen-elsewhere', seen, taskId: newId<TaskId>() }),
    'case.requestTakedown': ({ caseId, takedown }) =>
      act(caseId, { do: 'request-takedown', takedown, taskId: newId<TaskId>() }),
    'case.addTask': async ({ caseId, title, detail }: Input<'case.addTask'>) => {
      const taskId = newId<TaskId>()
      const added = await act(caseId, { do: 'add-task', taskId, title, detail })
      return added.ok ? ok({ ...added.value, taskId }) : added
    },
    'case.completeTask': ({ caseId, taskId, done }) =>
      act(caseId, { do: 'complete-task', taskId, done }),
    'case.takeBack': ({ caseId, entryId }) => act(caseId, { do: 'take-back', entryId }),
    'case.erasePart': ({ caseId, partId }) => erase(caseId, { do: 'erase-part', partId }),
    'case.eraseText': ({ caseId, name }) => erase(caseId, { do: 'erase-text', name }),
    'case.eraseAll': async ({ caseId, codeName }) => {
      const state = vault.cases.get(caseId)
      if (!state) return unknownCase
      if (codeName.trim() !== codeNameOf(caseId)) return err({ code: 'case/name-mismatch' })
      const noticeSpace = openingOf(state)?.content.noticeSpace
      const spaces: string[] = noticeSpace ? [caseId, noticeSpace] : [caseId]
      const erased = await vault.ledger.erase(spaces)
      if (!erased.ok) return erased
      vault.cases.forget(caseId)
      vault.texts.forget(caseId)
      const purged = await finishPurge(vault)
      vault.emit({ kind: 'case-changed', caseId })
      vault.emit({ kind: 'cases-changed' })
      return purged.ok ? ok(null) : purged
    },
    'text.open': ({ caseId, name }) => {
      const state = vault.cases.get(caseId)
      if (!state) return unknownCase
      return ok({
        update: vault.texts.updateOf(state, name),
        state: vault.texts.stateOf(state, name),
      })
    },
    'text.edit': async ({ caseId, name, update }) => {
      const state = vault.cases.get(caseId)
      if (!state) return unknownCase
      const checked = vault.texts.check(state, name, update)
      return checked.ok ? act(caseId, { do: 'edit-text', name, update }) : checked
    },
  }
}
