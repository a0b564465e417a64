import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWithinEdits } from '../../../../../shared/domain/matching/edit-distance'
import { matchNames } from '../../../../../shared/domain/matching/match'
import { normalizeName } from '../../../../../shared/domain/matching/read-name'
import { freeText, writtenNames } from './written-names'

const certaintyOf = (a: string, b: string) => matchNames(a, b).certainty

describe('matching names', () => {
  it.each([
    ['Ada Moss', 'ADA  moss'],
    ['Jürgen Grünfeld', 'Jurgen Grunfeld'],
    ['Łukasz Świerk', 'Lukasz Swierk'],
    ['Søren Ågård', 'Soren Agard'],
    ['Nguyễn Thị Hạnh', 'Nguyen Thi Hanh'],
    ['Sinéad O’Brannagh', "Sinead O'Brannagh"],
    ['Moss-Harbor, Ada', 'Ada Moss Harbor'],
    ['Okonkwo Chidera', 'Chidera Okonkwo'],
    ['Dr. Priya Raghunathan (she/her)', 'Priya Raghunathan'],
    ['Ada K. Mossberg', 'Ada Mossberg'],
    ['Ada K. Mossberg', 'Ada Katrin Mossberg'],
    ['Аda Mossberg', 'Ada Mossberg'],
    ['Ａｄａ Ｍｏｓｓｂｅｒｇ', 'Ada Mossberg'],
    ['Анна Сергеева', 'АННА СЕРГЕЕВА'],
    ['Νίκος Θεοδώρου', 'ΝΙΚΟΣ ΘΕΟΔΩΡΟΥ'],
    ['山田 太郎', '山田太郎'],
    ['ヤマダ タロウ', 'やまだ たろう'],
    ['김민수', '김 민수'],
    ['علي رضا موسوي', 'علی رضا موسوی'],
    ['राधिका शर्मा', 'राधिका शर्मा'],
    ['Weiß, Großmann', 'GROSSMANN WEISS'],
    ['Ada\u200b Moss\u00adberg', 'Ada Mossberg'],
    ['\u202eAda Moss\u0001berg\u2069', 'Ada Mossberg'],
    ['علی\u200cرضا موسوی', 'علیرضا موسوی'],
  ])('takes %s and %s for the same', (a, b) => {
    expect(certaintyOf(a, b)).toBe('same')
  })

  it.each([
    ['Smith', 'Smith', 'same-short-name'],
    ['Smith', 'Ada Smith', 'part-of-name'],
    ['de Silva', 'de Silva', 'same-short-name'],
    ['Jean-Luc', 'Jean-Luc', 'same-short-name'],
    ['Li Na', 'Li Na', 'same-short-name'],
    ['王伟', '王伟', 'same-short-name'],
    ['山田', '山田太郎', 'part-of-name'],
    ['A. Lovelorn', 'Ada Lovelorn', 'initials-fit'],
    ['Ada K. Moss', 'Ada B. Moss', 'initials-differ'],
    ['Ada Moss-Harbor', 'Ada Moss', 'part-of-name'],
    ['Jürgen Müller', 'Juergen Mueller', 'same-sounding'],
    ['Юлия Маркова', 'Julia Markova', 'same-sounding'],
    ['Сорока Вера', 'Soroka Vera', 'same-sounding'],
    ['Copa Bepa', 'Сора Вера', 'same-looking'],
    ['Ada Mossberg', 'Ada Mosberk', 'similar-name'],
    ['Muhamad Farahani', 'Mohammed Farahani', 'similar-name'],
    ['@adamossberg', 'Ada Mossberg', 'handle-like-name'],
    ['amossberg', 'Ada Mossberg', 'handle-like-name'],
    ['Bosun "Rook" Adeyemi', 'Rook', 'same-short-name'],
  ])('has to ask about %s and %s: %s', (a, b, reason) => {
    expect(matchNames(a, b)).toEqual({ certainty: 'likely', reasons: [reason] })
  })

  it.each([
    ['Ada Moss', 'Ben Moss'],
    ['A. Moss', 'B. Moss'],
    ['B. Moss', 'Ada Moss'],
    ['Ana da Silva', 'Rui da Silva'],
    ['Van', 'Ada van Moss'],
    ['Ana Li', 'Ann Lo'],
    ['राम', 'रमा'],
    ['José García López', 'María García López'],
    ['Ada', 'Adaeze Moss'],
    ['', ''],
    ['🦊', '🦊'],
    ['Dana Harbor', 'Eli Quill'],
  ])('keeps %s and %s apart', (a, b) => {
    expect(matchNames(a, b)).toEqual({ certainty: 'none', reasons: [] })
  })

  it.each([
    ['@Rowan_Pike', 'rowan_pike', 'same', 'same-handle'],
    ['rowan_pike#1234', '@rowan_pike', 'same', 'same-handle'],
    ['rowan@mail.example', 'ROWAN@mail.example', 'same', 'same-handle'],
    ['https://forge.example/rowan', 'forge.example/rowan/', 'same', 'same-handle'],
    ['@rоwan', '@rowan', 'same', 'same-handle'],
    ['rowan#1234', 'rowan#9999', 'likely', 'same-handle-elsewhere'],
    ['@rowan@one.example', '@rowan@two.example', 'likely', 'same-handle-elsewhere'],
    ['@rowan_pike', '@rowan.pike', 'likely', 'similar-handle'],
    ['@ada', '@ada', 'likely', 'same-short-handle'],
  ])('judges the handles %s and %s: %s, %s', (a, b, certainty, reason) => {
    expect(matchNames(a, b)).toEqual({ certainty, reasons: [reason] })
  })

  it('is symmetric', () => {
    fc.assert(
      fc.property(freeText, freeText, (a, b) => {
        expect(matchNames(a, b)).toEqual(matchNames(b, a))
      }),
      { numRuns: 500 },
    )
  })

  it('does not depend on case or diacritics', () => {
    fc.assert(
      fc.property(writtenNames, writtenNames, (a, b) => {
        const plain = matchNames(a, b)
        expect(matchNames(a.toUpperCase(), b)).toEqual(plain)
        expect(matchNames(a.normalize('NFD').replace(/[\u0300-\u036f]/g, ''), b)).toEqual(plain)
      }),
      { numRuns: 300 },
    )
  })

  it('does not depend on what hides in a name: nobody gets past it with a zero-width space', () => {
    const hidden = fc.constantFrom(...'\u200b\u200d\u202e\u2067\ufeff\u00ad\u0001\u2800')
    fc.assert(
      fc.property(freeText, writtenNames, hidden, fc.nat(), (a, b, sign, nat) => {
        const at = nat % (a.length + 1)
        fc.pre(!/[\ud800-\udbff]$/.test(a.slice(0, at)))
        expect(matchNames(a.slice(0, at) + sign + a.slice(at), b)).toEqual(matchNames(a, b))
      }),
      { numRuns: 500 },
    )
    expect(certaintyOf('B\u200bo', 'Bo')).toBe('likely')
  })

  it('never takes single words for the same person', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿ]{1,20}$/), (word) => {
        expect(certaintyOf(word, word)).not.toBe('same')
      }),
    )
  })

  it('takes every name for a likely one of itself at least', () => {
    fc.assert(
      fc.property(writtenNames, (name) => {
        expect(certaintyOf(name, name)).not.toBe('none')
      }),
    )
  })
})

describe('a normalised name', () => {
  it('stays as it is when normalised again', () => {
    fc.assert(
      fc.property(fc.oneof(freeText, fc.string({ unit: 'binary', maxLength: 30 })), (text) => {
        const once = normalizeName(text)
        expect(normalizeName(once)).toBe(once)
      }),
      { numRuns: 500 },
    )
  })
})

describe('edits between two texts', () => {
  const distance = (a: string, b: string): number => {
    const rows = [Array.from({ length: b.length + 1 }, (_unused, at) => at)]
    for (let i = 1; i <= a.length; i++) {
      const row = [i]
      for (let j = 1; j <= b.length; j++) {
        const at = (r: number, c: number) => rows[r]?.[c] ?? (r === i ? (row[c] as number) : 0)
        let edits = Math.min(
          at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
          at(i - 1, j) + 1,
          (row[j - 1] as number) + 1,
        )
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          edits = Math.min(edits, at(i - 2, j - 2) + 1)
        row.push(edits)
      }
      rows.push(row)
    }
    return rows[a.length]?.[b.length] as number
  }

  it('are counted up to the limit as the whole table counts them', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, limit) => {
        expect(isWithinEdits(a, b, limit)).toBe(distance(a, b) <= limit)
      }),
      { numRuns: 500 },
    )
  })
})
