import type { z } from '../../util/schema'
import type { OpenedEntry, RejectedEntry, Verdict } from '../ledger/fact'
import type { MemberId } from '../terms'
import type { Linked } from './past'
import { isSeen, type PlacedFact, placesOf } from './placed-fact'

/** The schemas of a space's facts, by kind. */
type Schemas = Readonly<Record<string, z.ZodType>>
type KindOf<S extends Schemas> = keyof S & string

/** The facts of each kind that stand, in causal order. */
export type FactsByKind<S extends Schemas> = {
  readonly [K in KindOf<S>]: readonly PlacedFact<z.infer<S[K]>>[]
}

/** A space as folded from its entries: the facts, off which its selectors read the outcome. */
export interface FactSpace<S extends Schemas> {
  /** Empty while nothing was entered. */
  readonly space: string
  readonly facts: FactsByKind<S>
  readonly rejected: readonly RejectedEntry[]
}

type AnyFact = PlacedFact<unknown>
type AnyFacts = Readonly<Record<string, readonly AnyFact[]>>

export const emptyFactSpace = <S extends Schemas>(schemas: S): FactSpace<S> => ({
  space: '',
  facts: Object.fromEntries(
    Object.keys(schemas).map((kind) => [kind, []]),
  ) as FactsByKind<Schemas> as FactsByKind<S>,
  rejected: [],
})

/** The space as an author had seen it. */
const asSeen = <S extends Schemas>(state: FactSpace<S>, before: bigint): FactSpace<S> => ({
  ...state,
  facts: Object.fromEntries(
    Object.entries(state.facts as AnyFacts).map(([kind, facts]) => [
      kind,
      facts.filter((fact) => isSeen(before, fact)),
    ]),
  ) as FactsByKind<Schemas> as FactsByKind<S>,
})

/** What a kind of space asks of its facts. */
export interface FactRules<S extends Schemas> {
  readonly schemas: S
  readonly partCountOf: (kind: KindOf<S>) => number
  /** Whether a fact may stand in the space as its author had seen it. */
  readonly judge: <K extends KindOf<S>>(
    seen: FactSpace<S>,
    by: MemberId,
    kind: K,
    content: z.infer<S[K]>,
  ) => Verdict
}

/**
 * The space as its entries say. An entry that is void, malformed or breaks a rule changes nothing
 * but the list of rejected entries; one of a kind that is not the space's own is left out.
 *
 * @param entries in causal order
 * @param links all entries of the space, lockboxes too, in causal order: what an author had seen may
 *   be cited through them. Only where no other entry stands between facts are the facts enough.
 */
export const foldFacts = <S extends Schemas>(
  { schemas, partCountOf, judge }: FactRules<S>,
  entries: readonly OpenedEntry[],
  links: readonly Linked[] = entries,
): FactSpace<S> => {
  const empty = emptyFactSpace(schemas)
  const facts = empty.facts as unknown as Record<string, AnyFact[]>
  const rejected: RejectedEntry[] = []
  const state = { ...empty, space: entries[0]?.space ?? empty.space, rejected }
  const own = entries.filter(({ kind }) => Object.hasOwn(schemas, kind))
  const placeOf = placesOf(own, links)
  let all = 0n

  const codeFor = (entry: OpenedEntry, content: unknown, before: bigint): string | null => {
    const kind = entry.kind as KindOf<S>
    if (entry.void !== null) return entry.void
    if (content === undefined || entry.parts.length !== partCountOf(kind))
      return 'entry/malformed-fact'
    const seen = (all & ~before) === 0n ? state : asSeen(state, before)
    const verdict = judge(seen, entry.by, kind, content as z.infer<S[typeof kind]>)
    return verdict.ok ? null : verdict.error.code
  }

  for (const entry of own) {
    const { id, by, atMs, kind, parts } = entry
    const content = schemas[kind]?.safeParse(entry.content).data
    const place = placeOf(entry)
    const code = codeFor(entry, content, place.before)
    if (code !== null) {
      rejected.push({ entryId: id, by, code })
      continue
    }
    facts[kind]?.push({ entryId: id, by, atMs, content, parts, ...place })
    all |= place.bit
  }
  return state
}
