import { type Citing, citedBy, orderCausally } from '../../util/causal-order'
import type { EntryRef } from '../terms'

type Linked = Citing<EntryRef>

/** A set of entries in causal order (ties by id), with a cheap answer to "had this one seen that one?". */
export interface CausalOrder<T extends Linked> {
  readonly entries: readonly T[]
  readonly placeOf: ReadonlyMap<EntryRef, number>
  /** Whether the entry at place `a` is in the past of the one at place `b`. */
  readonly isBefore: (a: number, b: number) => boolean
  /** The entries that no other of the set had seen. */
  readonly heads: readonly EntryRef[]
}

/**
 * Entries of one log follow each other, so that the past of an entry is one number for each log: how
 * far it had seen that log. Neighbours that saw nothing new share their numbers. A log that forked
 * counts as several.
 */
export const orderByPast = <T extends Linked>(given: Iterable<T>): CausalOrder<T> => {
  const entries = orderCausally<EntryRef, T>(given)
  const placeOf = new Map(entries.map((entry, place) => [entry.id, place]))
  const logOf = new Int32Array(entries.length)
  const seqOf = new Int32Array(entries.length)
  const seenBy: Int32Array[] = []
  const continued = new Set<number>()
  const unseen = new Set<EntryRef>()
  let logs = 0

  for (const [place, entry] of entries.entries()) {
    const cited = citedPlaces(entry, placeOf)
    for (const one of cited) unseen.delete((entries[one] as T).id)
    unseen.add(entry.id)
    const before = entry.previous === null ? undefined : placeOf.get(entry.previous)
    const goesOn = before !== undefined && !continued.has(before)
    if (goesOn) continued.add(before)
    logOf[place] = goesOn ? (logOf[before] as number) : logs++
    seqOf[place] = goesOn ? (seqOf[before] as number) + 1 : 1
    let seen = goesOn ? (seenBy[before] as Int32Array) : new Int32Array(0)
    for (const one of cited) {
      const log = logOf[one] as number
      if (log === logOf[place] || (seen[log] ?? 0) >= (seqOf[one] as number)) continue
      const merged = new Int32Array(logs)
      merged.set(seen)
      const theirs = seenBy[one] as Int32Array
      for (let i = 0; i < theirs.length; i++)
        merged[i] = Math.max(merged[i] as number, theirs[i] as number)
      merged[log] = seqOf[one] as number
      seen = merged
    }
    seenBy.push(seen)
  }

  const isBefore = (a: number, b: number): boolean => {
    const log = logOf[a] as number
    const reached =
      log === logOf[b] ? (seqOf[b] as number) - 1 : ((seenBy[b] as Int32Array)[log] ?? 0)
    return reached >= (seqOf[a] as number)
  }
  return { entries, placeOf, isBefore, heads: [...unseen].sort() }
}

const citedPlaces = (entry: Linked, placeOf: ReadonlyMap<EntryRef, number>): number[] =>
  citedBy(entry)
    .map((id) => placeOf.get(id))
    .filter((place) => place !== undefined)
