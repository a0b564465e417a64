import { describe, expect, it } from 'vitest'
import { dayToEndMs, msToDay } from '../../../../../renderer/features/members/term-date'

describe('the last day of a term', () => {
  it('is whole: the term ends with the day, not before it', () => {
    const endMs = dayToEndMs('2027-03-31')
    expect(endMs).toBe(new Date(2027, 2, 31, 23, 59, 59, 999).getTime())
  })

  it('comes back as the day that was chosen', () => {
    for (const day of ['2027-01-01', '2027-03-28', '2028-02-29', '2027-12-31']) {
      expect(msToDay(dayToEndMs(day))).toBe(day)
    }
  })

  it('is none where the field is empty or no date', () => {
    expect(dayToEndMs('')).toBeNull()
    expect(dayToEndMs('31.03.2027')).toBeNull()
    expect(msToDay(null)).toBe('')
  })
})
