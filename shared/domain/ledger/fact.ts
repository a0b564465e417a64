import type { Failure, Result } from '../../errors/result'
import type { EntryRef, MemberId, PartRef } from '../terms'

/** An entry as the fold sees it: opened, verified, in causal order, its author resolved. */
export interface OpenedEntry {
  readonly id: EntryRef
  readonly space: string
  /** The member whose device signed it. */
  readonly by: MemberId
  readonly deviceId: string
  /** Wall-clock time of the author's laptop: for people only. */
  readonly atMs: number
  readonly kind: string
  readonly content: unknown
  readonly parts: readonly PartRef[]
  /** The entry before it in its log. */
  readonly previous: EntryRef | null
  /** What its author had seen beside that, of this space and of wider ones. */
  readonly heads: readonly EntryRef[]
  /** Why it is without effect when it was judged void; `null` for an entry in good standing. */
  readonly void: string | null
}

/** A fact that stands: not taken back, not rejected. */
export interface LiveFact<C> {
  readonly entryId: EntryRef
  readonly by: MemberId
  readonly atMs: number
  readonly content: C
  readonly parts: readonly PartRef[]
}

/** An entry that broke a rule: kept and shown, without effect (promise 7). */
export interface RejectedEntry {
  readonly entryId: EntryRef
  readonly by: MemberId
  readonly code: string
}

/** What may have to be erased travels beside the entry, sealed under a key of its own. */
export interface PartDraft {
  readonly kind: 'text' | 'identity' | 'safety'
  /** Plain data or bytes; encoded and sealed by the vault. */
  readonly value: unknown
}

/** A fact that `decide` wants entered; the vault seals and signs it. */
export interface FactDraft {
  readonly kind: string
  readonly content: unknown
  readonly parts: readonly PartDraft[]
}

export const draft = (
  kind: string,
  content: unknown,
  parts: readonly PartDraft[] = [],
): FactDraft => ({ kind, content, parts })

/** A rule's answer: nothing to say, or a refusal with a stable code. */
export type Verdict<E extends Failure = Failure> = Result<null, E>
