/**
 * Where a key moves the focus in a list of `total` rows, or `null` for a key that does not move it.
 *
 * @param pageRows how many rows a page up or down passes.
 */
export const indexAfterKey = (
  key: string,
  current: number,
  total: number,
  pageRows: number,
): number | null => {
  const within = (index: number) => Math.max(0, Math.min(total - 1, index))
  switch (key) {
    case 'ArrowDown':
      return within(current + 1)
    case 'ArrowUp':
      return within(current - 1)
    case 'PageDown':
      return within(current + pageRows)
    case 'PageUp':
      return within(current - pageRows)
    case 'Home':
      return 0
    case 'End':
      return within(total - 1)
    default:
      return null
  }
}
