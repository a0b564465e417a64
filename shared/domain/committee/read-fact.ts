import { err, ok, type Result } from '../../errors/result'
import type { MemberId } from '../terms'
import {
  type CommitteeEntry,
  type CommitteeFactContent,
  type CommitteeFactKind,
  committeeFacts,
  isCommitteeFactKind,
} from './facts'
import type { OpenCommittee } from './open-committee'
import { authorOf } from './selectors'

/** A fact of this space, its content by its schema. */
export interface Fact {
  readonly kind: CommitteeFactKind
  readonly content: CommitteeFactContent<CommitteeFactKind>
}

/** A fact; `null` for an entry that holds none of these kinds. */
export const readFact = (entry: CommitteeEntry): Result<Fact> | null => {
  if (entry.kind === null || !isCommitteeFactKind(entry.kind)) return null
  if (entry.void !== null) return err({ code: entry.void })
  const parsed = committeeFacts[entry.kind].safeParse(entry.content)
  return parsed.success && entry.parts.length === 0
    ? ok({ kind: entry.kind, content: parsed.data })
    : err({ code: 'entry/malformed-fact' })
}

/** Keeps an entry among those without effect, with the reason (promise 7). */
export const reject = (open: OpenCommittee, entry: CommitteeEntry, code: string): void => {
  const by = (authorOf(open, entry.deviceId) ?? entry.deviceId.slice(0, 32)) as MemberId
  open.rejected.push({ entryId: entry.id, by, code })
}
