/**
 * Whether one text becomes the other by at most `limit` insertions, deletions, replacements or swaps
 * of neighbours (optimal string alignment; Damerau 1964). Only the band around the diagonal is
 * computed, so that the cost grows with the length times the limit. A negative limit fits nothing.
 */
export const isWithinEdits = (a: string, b: string, limit: number): boolean => {
  if (limit < 0 || Math.abs(a.length - b.length) > limit) return false
  const beyond = limit + 1
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_unused, at) => Math.min(at, beyond))
  for (let i = 1; i <= a.length; i++) {
    const row: number[] = new Array(b.length + 1).fill(beyond)
    if (i <= limit) row[0] = i
    const from = Math.max(1, i - limit)
    const to = Math.min(b.length, i + limit)
    let best = row[0] ?? beyond
    for (let j = from; j <= to; j++) {
      const replaced = (previous[j - 1] ?? beyond) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let edits = Math.min(replaced, (previous[j] ?? beyond) + 1, (row[j - 1] ?? beyond) + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, (before[j - 2] ?? beyond) + 1)
      row[j] = Math.min(edits, beyond)
      best = Math.min(best, edits)
    }
    if (best > limit && Math.min(...previous) > limit) return false
    before = previous
    previous = row
  }
  return (previous[b.length] ?? beyond) <= limit
}
