/** The last moment of a calendar day (`2027-03-31`) in this laptop's time zone; `null` for no day. */
export const dayToEndMs = (day: string): number | null => {
  const endMs = new Date(`${day}T23:59:59.999`).getTime()
  return day === '' || Number.isNaN(endMs) ? null : endMs
}

const twoDigits = (count: number): string => String(count).padStart(2, '0')

/** The calendar day of a moment, as a date field writes it. */
export const msToDay = (timeMs: number | null): string => {
  if (timeMs === null) return ''
  const at = new Date(timeMs)
  return `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`
}
