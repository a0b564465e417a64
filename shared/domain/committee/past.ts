import type { EntryRef } from '../terms'

/** What orders an entry: its predecessor in the same log, and what else its author had seen. */
export interface Linked {
  readonly id: EntryRef
  readonly previous: EntryRef | null
  readonly heads: readonly EntryRef[]
}

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
  const entries = inCausalOrder(given)
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

const citedBy = ({ previous, heads }: Linked): readonly EntryRef[] =>
  previous === null ? heads : [previous, ...heads]

const inCausalOrder = <T extends Linked>(given: Iterable<T>): readonly T[] => {
  const byId = new Map<EntryRef, T>()
  for (const entry of given) if (!byId.has(entry.id)) byId.set(entry.id, entry)
  const followers = new Map<EntryRef, EntryRef[]>()
  const waitingFor = new Map<EntryRef, number>()
  for (const entry of byId.values()) {
    const cited = new Set(citedBy(entry).filter((id) => byId.has(id)))
    waitingFor.set(entry.id, cited.size)
    for (const id of cited) {
      const list = followers.get(id)
      if (list) list.push(entry.id)
      else followers.set(id, [entry.id])
    }
  }
  const ready = [...byId.keys()].filter((id) => waitingFor.get(id) === 0).sort(descending)
  const ordered: T[] = []
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    ordered.push(byId.get(id) as T)
    for (const follower of followers.get(id) ?? []) {
      const left = (waitingFor.get(follower) as number) - 1
      waitingFor.set(follower, left)
      if (left === 0) insertDescending(ready, follower)
    }
  }
  // An id is a hash over what it cites, so that no honest or hostile set can hold a circle.
  if (ordered.length !== byId.size) throw new Error('entries that cite each other in a circle')
  return ordered
}

const descending = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0)

const insertDescending = (list: EntryRef[], id: EntryRef): void => {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] as string) > id) low = middle + 1
    else high = middle
  }
  list.splice(low, 0, id)
}
