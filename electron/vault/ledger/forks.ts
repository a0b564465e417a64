import type { EntryLink } from '../../../shared/formats/entry'

/** Where a log forks, and which of its entries from there on stand on the branch that supplies text. */
export interface Fork {
  readonly seq: number
  readonly textBranch: ReadonlySet<string>
}

const byId = (a: EntryLink, b: EntryLink): number => (a.id < b.id ? -1 : 1)

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/**
 * The forks of a space's logs, by device: two verified entries with one number, or a signed entry whose missing
 * predecessor is not the one verified there. The branch with the lower id supplies text, and of its own
 * branches again the lower. Depends on the set of entries alone, not on their order.
 *
 * @param verified every verified entry of the space
 * @param gaps signed entries whose predecessor is not here
 */
export const findForks = (
  verified: readonly EntryLink[],
  gaps: readonly EntryLink[],
): ReadonlyMap<string, Fork> => {
  const numbers = new Map<string, Set<string>>()
  const forkedAt = new Map<string, number>()
  const add = (device: string, seq: number, id: string): void => {
    const key = `${device}/${seq}`
    const ids = numbers.get(key) ?? new Set()
    ids.add(id)
    numbers.set(key, ids)
    if (ids.size > 1) forkedAt.set(device, Math.min(seq, forkedAt.get(device) ?? seq))
  }
  for (const { device, seq, id } of verified) add(device, seq, id)
  for (const { device, seq, previous } of gaps) {
    const isRival = previous !== null && numbers.has(`${device}/${seq - 1}`)
    if (isRival) add(device, seq - 1, previous)
  }
  return new Map(
    [...forkedAt].map(([device, seq]) => [
      device,
      { seq, textBranch: textBranchOf(verified, device, seq, numbers) },
    ]),
  )
}

const textBranchOf = (
  verified: readonly EntryLink[],
  device: string,
  forkedAt: number,
  numbers: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> => {
  const lowest = [...(numbers.get(`${device}/${forkedAt}`) ?? [])].sort()[0]
  const following = new Map<string | null, EntryLink[]>()
  for (const entry of verified)
    if (entry.device === device && entry.seq >= forkedAt) push(following, entry.previous, entry)
  const branch = new Set<string>()
  let at = verified.find((entry) => entry.id === lowest)
  while (at) {
    branch.add(at.id)
    at = following.get(at.id)?.sort(byId)[0]
  }
  return branch
}
