import { err, ok, type Result } from '../../errors/result'
import { draft, type FactDraft } from '../ledger/fact'
import type { Emergency, Identity, PersonFacts, SeenElsewhere, Takedown, Wishes } from '../person'
import {
  type CaseStatus,
  type EntryRef,
  type MemberId,
  type PartRef,
  type PersonId,
  type Severity,
  type TaskId,
  TextName,
  type Urgency,
} from '../terms'
import { type CaseFactContent, type CaseFactKind, caseFacts } from './facts'
import { judge } from './rules'
import {
  allPartsOf,
  identityPartsOf,
  isErased,
  isOpened,
  liveTextPartsOf,
  overviewOf,
  safetyPartOf,
  textPartsOf,
} from './selectors'
import type { CaseState } from './state'

/** What a member can ask of a case. New ids are made outside and passed in. */
export type CaseCommand =
  | { readonly do: 'add-person'; readonly personId: PersonId; readonly person: PersonFacts }
  | { readonly do: 'correct-person'; readonly personId: PersonId; readonly person: PersonFacts }
  | { readonly do: 'record-identity'; readonly identity: Identity }
  | { readonly do: 'open-identity'; readonly reason: string }
  | { readonly do: 'ask-identity' }
  | {
      readonly do: 'share-identity'
      readonly askedBy: MemberId
      readonly partId: PartRef
      /** One for each device of the asker. */
      readonly boxes: CaseFactContent<'identity.shared'>['boxes']
    }
  | {
      readonly do: 'set-owners'
      readonly primary: MemberId
      readonly secondary: MemberId | null
    }
  | { readonly do: 'meeting-happened' }
  | {
      readonly do: 'set-overview'
      readonly severity?: Severity | undefined
      readonly urgency?: Urgency | undefined
      readonly category?: string | undefined
      readonly occurred?: string | undefined
    }
  | { readonly do: 'set-status'; readonly status: Exclude<CaseStatus, 'escrowed' | 'new'> }
  | { readonly do: 'record-wishes'; readonly wishes: Wishes }
  | { readonly do: 'record-told'; readonly itemId: string; readonly told: boolean }
  | { readonly do: 'record-emergency'; readonly emergency: Emergency }
  | { readonly do: 'record-seen-elsewhere'; readonly seen: SeenElsewhere; readonly taskId: TaskId }
  | { readonly do: 'request-takedown'; readonly takedown: Takedown; readonly taskId: TaskId }
  | {
      readonly do: 'add-task'
      readonly taskId: TaskId
      readonly title: string
      readonly detail: string
    }
  | { readonly do: 'complete-task'; readonly taskId: TaskId; readonly done: boolean }
  | { readonly do: 'take-back'; readonly entryId: EntryRef }
  | { readonly do: 'erase-part'; readonly partId: PartRef }
  | { readonly do: 'erase-text'; readonly name: TextName }
  | { readonly do: 'edit-text'; readonly name: TextName; readonly update: Uint8Array }

export interface CaseContext {
  readonly by: MemberId
  /** Who may read the case now. */
  readonly readers: ReadonlySet<MemberId>
  /** Ids that the committee's playbook knows; a fact may cite no other. */
  readonly playbook: {
    readonly categories: ReadonlySet<string>
    readonly tellReporter: ReadonlySet<string>
  }
}

/**
 * What goes with a part when it is erased: later edits of a text build on the earlier ones, and an
 * identity that was corrected still stands in the one before. `[partId]` when it was erased already.
 */
const erasedTogether = (state: CaseState, partId: PartRef): readonly PartRef[] => {
  if (isErased(state, partId)) return [partId]
  const name = TextName.options.find((one) => textPartsOf(state, one).includes(partId))
  if (name) return liveTextPartsOf(state, name)
  const identities = identityPartsOf(state)
  return identities.includes(partId) ? identities.filter((one) => !isErased(state, one)) : [partId]
}

/** Erasing is cut so that the body of one entry stays far below its limit. */
const maxErasedPerEntry = 2_000

/**
 * The facts to enter for a command, or a refusal. Pure: the same state, command and context always
 * give the same answer, and nothing is decided anywhere else.
 */
export const decideCase = (
  state: CaseState,
  command: CaseCommand,
  context: CaseContext,
): Result<readonly FactDraft[]> => {
  if (!isOpened(state)) return err({ code: 'case/unknown' })

  const enter = <K extends CaseFactKind>(
    kind: K,
    content: CaseFactContent<K>,
    ...parts: FactDraft['parts']
  ): Result<readonly FactDraft[]> => {
    const parsed = caseFacts[kind].safeParse(content)
    if (!parsed.success) return err({ code: 'contract/invalid-input' })
    const verdict = judge(state, context, kind, parsed.data as CaseFactContent<K>)
    return verdict.ok ? ok([draft(kind, parsed.data, parts)]) : verdict
  }
  const erase = (partIds: readonly PartRef[]): Result<readonly FactDraft[]> => {
    const drafts: FactDraft[] = []
    for (let at = 0; at < partIds.length; at += maxErasedPerEntry) {
      const some = { partIds: partIds.slice(at, at + maxErasedPerEntry), reason: 'asked' as const }
      const entered = enter('part.erased', some)
      if (!entered.ok) return entered
      drafts.push(...entered.value)
    }
    return ok(drafts)
  }
  const withTask = (
    facts: Result<readonly FactDraft[]>,
    task: CaseFactContent<'task.added'>,
  ): Result<readonly FactDraft[]> => {
    if (!facts.ok) return facts
    const added = enter('task.added', task)
    return added.ok ? ok([...facts.value, ...added.value]) : added
  }

  switch (command.do) {
    case 'add-person':
      return enter('person.added', { personId: command.personId, person: command.person })
    case 'correct-person':
      return enter('person.corrected', { personId: command.personId, person: command.person })
    case 'record-identity': {
      const { name, contact, pronouns } = command.identity
      if (name === '' && contact === '' && pronouns === '')
        return err({ code: 'identity/nothing-known' })
      return enter('identity.recorded', {}, { kind: 'identity', value: command.identity })
    }
    case 'open-identity':
      return enter('identity.opened', { reason: command.reason })
    case 'ask-identity':
      return enter('identity.asked', {})
    case 'share-identity':
      return enter('identity.shared', {
        askedBy: command.askedBy,
        partId: command.partId,
        boxes: command.boxes,
      })
    case 'set-owners':
      return [command.primary, command.secondary].every(
        (owner) => owner === null || context.readers.has(owner),
      )
        ? enter('owners.set', { primary: command.primary, secondary: command.secondary })
        : err({ code: 'access/not-a-reader' })
    case 'meeting-happened': {
      const partId = safetyPartOf(state)
      if (partId === null || state.erased[partId]) return err({ code: 'safety/none' })
      return enter('part.erased', { partIds: [partId], reason: 'meeting-happened' })
    }
    case 'set-overview': {
      const { do: _do, ...asked } = command
      const now = overviewOf(state)
      const changes = Object.fromEntries(
        Object.entries(asked).filter(
          ([key, value]) => value !== undefined && value !== now[key as keyof typeof now],
        ),
      ) as CaseFactContent<'overview.set'>
      if (Object.keys(changes).length === 0) return err({ code: 'overview/no-change' })
      if (changes.category && !context.playbook.categories.has(changes.category)) {
        return err({ code: 'category/unknown' })
      }
      return enter('overview.set', changes)
    }
    case 'set-status':
      return enter('status.set', { status: command.status })
    case 'record-wishes':
      return enter('wishes.recorded', { wishes: command.wishes })
    case 'record-told':
      if (!context.playbook.tellReporter.has(command.itemId))
        return err({ code: 'told/unknown-item' })
      return enter('told.recorded', { itemId: command.itemId, told: command.told })
    case 'record-emergency':
      return enter('emergency.recorded', { emergency: command.emergency })
    case 'record-seen-elsewhere':
      return withTask(enter('seen-elsewhere.recorded', { seen: command.seen }), {
        taskId: command.taskId,
        kind: 'clean-up',
        title: command.seen.where,
        detail: command.seen.who,
      })
    case 'request-takedown':
      return withTask(enter('takedown.requested', { takedown: command.takedown }), {
        taskId: command.taskId,
        kind: 'takedown',
        title: command.takedown.where,
        detail: '',
      })
    case 'add-task':
      return enter('task.added', {
        taskId: command.taskId,
        kind: 'general',
        title: command.title,
        detail: command.detail,
      })
    case 'complete-task':
      return enter('task.completed', { taskId: command.taskId, done: command.done })
    case 'take-back':
      return enter('entry.taken-back', { entryId: command.entryId })
    case 'erase-part':
      return allPartsOf(state).includes(command.partId)
        ? erase(erasedTogether(state, command.partId))
        : err({ code: 'part/unknown' })
    case 'erase-text': {
      const partIds = liveTextPartsOf(state, command.name)
      return partIds.length === 0 ? err({ code: 'text/nothing-to-erase' }) : erase(partIds)
    }
    case 'edit-text':
      return enter('text.updated', { name: command.name }, { kind: 'text', value: command.update })
  }
}
