import { isSeen, type PlacedFact } from '../access/placed-fact'
import type { RejectedEntry } from '../ledger/fact'
import { type NoticeFactContent, type NoticeFactKind, noticeFacts } from './facts'

export type NoticeFact<K extends NoticeFactKind> = PlacedFact<NoticeFactContent<K>>

/** The facts of each kind that stand, in causal order. */
export type LiveNoticeFacts = {
  readonly [K in NoticeFactKind]: readonly NoticeFact<K>[]
}

/** A notice as folded from its entries. It holds the facts; the selectors read the outcome off them. */
export interface NoticeState {
  /** Empty while nothing was entered. */
  readonly space: string
  readonly facts: LiveNoticeFacts
  readonly rejected: readonly RejectedEntry[]
}

const kinds = Object.keys(noticeFacts) as readonly NoticeFactKind[]

export const emptyNotice: NoticeState = {
  space: '',
  facts: Object.fromEntries(kinds.map((kind) => [kind, []])) as unknown as LiveNoticeFacts,
  rejected: [],
}

/** The notice as an author had seen it. */
export const noticeAsSeen = (state: NoticeState, before: bigint): NoticeState => ({
  ...state,
  facts: Object.fromEntries(
    kinds.map((kind) => [
      kind,
      (state.facts[kind] as readonly { bit: bigint }[]).filter((fact) => isSeen(before, fact)),
    ]),
  ) as unknown as LiveNoticeFacts,
})
