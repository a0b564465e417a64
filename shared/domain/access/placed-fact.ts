import type { LiveFact, OpenedEntry } from '../ledger/fact'
import { type Linked, pastLeavings } from './past'

/** A fact with its place in the causal order of its space, for rules that ask who had seen what. */
export interface PlacedFact<C> extends LiveFact<C> {
  readonly deviceId: string
  /** Its own bit. */
  readonly bit: bigint
  /** The bits of the facts that its author had seen. */
  readonly before: bigint
}

/** The view of someone who has seen everything that is here. */
export const everything = -1n

export const isSeen = (before: bigint, fact: { readonly bit: bigint }): boolean =>
  (before & fact.bit) !== 0n

/** The facts that none of the others had seen: several where their authors crossed. */
export const newestOf = <F extends { readonly bit: bigint; readonly before: bigint }>(
  facts: readonly F[],
): readonly F[] => facts.filter((fact) => !facts.some((other) => isSeen(other.before, fact)))

/**
 * The places of a space's facts.
 *
 * @param links all entries of the space, lockboxes and unopened ones too, in causal order: what an
 *   author had seen may be cited through them
 */
export const placesOf = (entries: readonly OpenedEntry[], links: readonly Linked[]) => {
  const past = pastLeavings(
    links,
    entries.map(({ id }) => id),
    null,
  )
  return (entry: OpenedEntry) => ({
    deviceId: entry.deviceId,
    bit: past.bits.get(entry.id) ?? 0n,
    before: past.before(entry.id),
  })
}
