import { caseFacts } from '../../../shared/domain/case/facts'
import { committeeFacts } from '../../../shared/domain/committee/facts'
import { matterFacts } from '../../../shared/domain/matter/facts'
import { noticeFacts } from '../../../shared/domain/notice/facts'

const tables = [committeeFacts, noticeFacts, matterFacts, caseFacts]

/** Whether this program knows what a fact of that kind means. */
export const isKnownKind = (kind: string): boolean =>
  tables.some((facts) => Object.hasOwn(facts, kind))
