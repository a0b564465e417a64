import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { committeeFacts } from '../../../../shared/domain/committee/facts'
import { PersonFacts } from '../../../../shared/domain/person'
import { names, requiredShortText, shortText } from '../../../../shared/domain/terms'
import { stripHidden, toVisible } from '../../../../shared/util/visible-text'

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\u200c', '\u200d', '\u202e', '\u2069', '\ufe0f', '\u{e0100}', '\u061c', '\0'),
    fc.constantFrom('a', ' ', 'ع', 'ر', 'क', '्', 'ष', '葛', '❤', '👩', '🏽', '\u180b', 'ᠠ'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
})

describe('a name as it shows', () => {
  it.each([
    ['what turns the line round', '\u202eanaD\u202c \u2067Moss\u2069', 'anaD Moss'],
    ['marks of direction', 'Ada\u200e \u200fMoss\u061c', 'Ada Moss'],
    ['gaps without width', 'A\u200bd\u2060a\ufeff', 'Ada'],
    ['joiners that join nothing', 'A\u200dd\u200ca', 'Ada'],
    ['soft hyphens and controls', 'Moss\u00adberg\u0007\u0085', 'Mossberg'],
    ['fillers and blanks', '\u3164\u2800\uffa0\u115f', ''],
    ['tags behind a letter', 'Ada\u{e0041}\u{e0042}', 'Ada'],
    ['forms of letters that have none', 'A\ufe0fda\u{e0100}', 'Ada'],
  ])('drops %s', (_what, written, shown) => {
    expect(toVisible(written)).toBe(shown)
  })

  it.each([
    ['a Persian name', 'علی\u200cرضا'],
    ['a Sinhala one', 'ශ්\u200dරී'],
    ['a Devanagari one', 'लक्\u200dष्मी'],
    ['the form of a Han sign', '葛\u{e0100}城'],
    ['a heart that is red', 'Ada ❤\ufe0f'],
    ['a family', '👩\u200d👩\u200d👧'],
    ['letters with marks and spaces', 'Ngu\u0079ễn  Thị\tHạnh'],
  ])('keeps what %s is written with', (_what, written) => {
    expect(toVisible(written)).toBe(written)
  })

  it('drops nothing that shows, and nothing more the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = toVisible(text)
        expect(toVisible(shown)).toBe(shown)
        expect(stripHidden(shown)).toBe(stripHidden(text))
      }),
      { numRuns: 1_000 },
    )
  })

  it('is compared without anything that hides, be it meant or not', () => {
    expect(stripHidden('علی\u200cرضا')).toBe('علیرضا')
    expect(stripHidden('葛\u{e0100}城')).toBe('葛城')
  })
})

describe('names that come from outside', () => {
  it('are kept as they show, whether typed here or entered elsewhere', () => {
    expect(shortText.parse(' \u202eada\u200b ')).toBe('ada')
    expect(names.parse(['Bo\u200b', '\u2066Bo'])).toEqual(['Bo', 'Bo'])
    const person = PersonFacts.parse({
      role: 'reported',
      name: 'Rowan\u202e Pike',
      handles: ['@ro\u200bwan'],
      aliases: ['R\u00ado'],
      employer: 'Kelp\u2060works',
      pronouns: '\u200fthey',
    })
    expect(person).toMatchObject({
      name: 'Rowan Pike',
      handles: ['@rowan'],
      aliases: ['Ro'],
      employer: 'Kelpworks',
      pronouns: 'they',
    })
    expect(
      committeeFacts['member.changed'].parse({
        name: 'Mallory\u202e',
        aliases: ['\u200bAda'],
        employer: 'Kelpworks',
      }),
    ).toEqual({ name: 'Mallory', aliases: ['Ada'], employer: 'Kelpworks' })
  })

  it('are refused when nothing of them shows', () => {
    expect(requiredShortText.safeParse('\u200b\u2060').success).toBe(false)
    expect(names.safeParse(['\u3164']).success).toBe(false)
  })

  it('are measured by what shows', () => {
    expect(shortText.parse(`${'\u200b'.repeat(300)}Ada`)).toBe('Ada')
    expect(shortText.safeParse('a'.repeat(301)).success).toBe(false)
  })
})
