import { caseFacts } from '../../../shared/domain/case/facts'
import { type CommitteeFactKind, committeeFacts } from '../../../shared/domain/committee/facts'
import { matterFacts } from '../../../shared/domain/matter/facts'
import { noticeFacts } from '../../../shared/domain/notice/facts'

const tables = [committeeFacts, noticeFacts, matterFacts, caseFacts]

/** What an older program may leave alone: nothing that it does rests on it. */
const uncritical: ReadonlySet<string> = new Set<CommitteeFactKind>(['meeting.servers-named'])

/** Whether a program that does not know a fact of this kind has to stand still in its space. */
export const isCriticalKind = (kind: string): boolean => !uncritical.has(kind)

/** Whether this program knows what a fact of that kind means. */
export const isKnownKind = (kind: string): boolean =>
  tables.some((facts) => Object.hasOwn(facts, kind))
