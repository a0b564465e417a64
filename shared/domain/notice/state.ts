import { emptyFactSpace, type FactSpace } from '../access/facts-by-kind'
import type { PlacedFact } from '../access/placed-fact'
import { type NoticeFactContent, type NoticeFactKind, noticeFacts } from './facts'

export type NoticeFact<K extends NoticeFactKind> = PlacedFact<NoticeFactContent<K>>

/** A notice as folded from its entries. It holds the facts; the selectors read the outcome off them. */
export type NoticeState = FactSpace<typeof noticeFacts>

export const emptyNotice: NoticeState = emptyFactSpace(noticeFacts)
