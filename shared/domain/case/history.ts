import type { OpenedEntry } from '../ledger/fact'
import { isCaseFactKind, isUndoable } from './facts'
import { tasksOf } from './selectors'
import type { CaseState } from './state'

/** A longer list is given as its length. */
const maxListed = 20

export type HistoryFacts = Record<string, string | number | boolean>

/**
 * The plain facts of an entry for its sentence in the history: single words and short texts, one
 * level deep, nothing out of an erasable part.
 */
export const historyFactsOf = (state: CaseState, entry: OpenedEntry): HistoryFacts => {
  const facts: HistoryFacts = {}
  const add = (prefix: string, value: unknown, depth: number): void => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      facts[prefix] = value
    } else if (Array.isArray(value)) {
      facts[prefix] =
        value.length > maxListed
          ? value.length
          : value.filter((item) => typeof item === 'string').join(', ')
    } else if (value !== null && typeof value === 'object' && depth < 2) {
      for (const [key, inner] of Object.entries(value))
        add(depth === 0 ? key : `${prefix}.${key}`, inner, depth + 1)
    }
  }
  add('', entry.content, 0)
  const task = tasksOf(state).find(({ taskId }) => taskId === facts.taskId)
  if (task) facts.title ??= task.added.content.title
  return facts
}

/** Whether the member may still take the entry back (undo). */
export const canTakeBack = (state: CaseState, entry: OpenedEntry, by: string): boolean =>
  entry.by === by &&
  isCaseFactKind(entry.kind) &&
  isUndoable(entry.kind) &&
  state.entries[entry.id] !== undefined &&
  state.takenBack[entry.id] === undefined

/** The entry that this one corrects: what it takes back, or the person it corrects. */
export const correctedEntryOf = (state: CaseState, entry: OpenedEntry): string | null => {
  const content = entry.content as { entryId?: string; personId?: string } | null
  if (entry.kind === 'entry.taken-back') return content?.entryId ?? null
  if (entry.kind !== 'person.corrected') return null
  const added = state.facts['person.added'].find(
    (fact) => fact.content.personId === content?.personId,
  )
  return added?.entryId ?? null
}
