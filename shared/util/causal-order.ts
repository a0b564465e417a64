/** What orders an entry: its predecessor in the same log, and what else its author had seen. */
export interface Citing<I extends string> {
  readonly id: I
  readonly previous: I | null
  readonly heads: readonly I[]
}

export const citedBy = <I extends string>({ previous, heads }: Citing<I>): readonly I[] =>
  previous === null ? heads : [previous, ...heads]

/**
 * Causal order: an entry comes after its predecessor and after every head that it cites; what
 * nothing orders is ordered by id. The same set gives the same order, however it arrived. Cited
 * entries that are not in the set (of wider spaces, or not arrived) order nothing; of two with one
 * id, the first counts.
 */
export const orderCausally = <I extends string, T extends Citing<I>>(
  given: Iterable<T & Citing<I>>,
): readonly T[] => {
  const byId = new Map<I, T>()
  for (const entry of given) if (!byId.has(entry.id)) byId.set(entry.id, entry)
  const followers = new Map<I, I[]>()
  const waitingFor = new Map<I, number>()
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

const insertDescending = <I extends string>(list: I[], id: I): void => {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] as I) > id) low = middle + 1
    else high = middle
  }
  list.splice(low, 0, id)
}
