import type { EntryLink } from './entry'
import type { EntryId } from './ledger-ids'

/**
 * Causal order: an entry comes after its predecessor and after every head that it cites; what
 * nothing orders is ordered by id. The same set gives the same order, however it arrived. Cited
 * entries that are not in the set (of wider spaces, or not arrived) order nothing.
 */
export const orderEntries = <T extends Pick<EntryLink, 'id' | 'previous' | 'heads'>>(
  entries: readonly T[],
): readonly T[] => {
  const byId = new Map<EntryId, T>(entries.map((entry) => [entry.id, entry]))
  const followers = new Map<EntryId, EntryId[]>()
  const waitingFor = new Map<EntryId, number>()
  for (const entry of byId.values()) {
    const cited = [...citedBy(entry)].filter((id) => byId.has(id))
    waitingFor.set(entry.id, cited.length)
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
  // An id is a hash over what it cites, so that no honest or hostile set can hold a cycle.
  if (ordered.length !== byId.size) throw new Error('entries that cite each other in a circle')
  return ordered
}

const citedBy = ({ previous, heads }: Pick<EntryLink, 'previous' | 'heads'>): Set<EntryId> =>
  new Set(previous === null ? heads : [previous, ...heads])

const descending = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0)

const insertDescending = (list: EntryId[], id: EntryId): void => {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] as string) > id) low = middle + 1
    else high = middle
  }
  list.splice(low, 0, id)
}
