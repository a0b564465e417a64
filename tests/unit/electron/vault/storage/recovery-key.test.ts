import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  encodeRecoveryKey,
  parseRecoveryKey,
} from '../../../../../electron/vault/storage/recovery-key'
import { unwrap } from '../../../../../shared/errors/result'
import { loadBench } from '../../../../support/disk/storage-bench'

beforeAll(loadBench)

const keys = fc.uint8Array({ minLength: 16, maxLength: 16 })
const mistyped = { ok: false, error: { code: 'recovery/key-mistyped' } }

describe('the recovery key on paper', () => {
  it('has a frozen form', () => {
    expect(encodeRecoveryKey(new Uint8Array(16).map((_, i) => i * 17))).toMatchInlineSnapshot(
      `"008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWND"`,
    )
  })

  it('is seven groups of four and reads back', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const text = encodeRecoveryKey(key)
        expect(text).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){6}$/)
        expect(unwrap(parseRecoveryKey(text))).toEqual(key)
      }),
    )
  })

  it('is read in any case, with any spacing, and with letters for the digits they look like', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const sloppy = encodeRecoveryKey(key)
          .toLowerCase()
          .replaceAll('-', ' – ')
          .replaceAll('0', 'o')
          .replace('1', 'I')
          .replaceAll('1', 'l')
        expect(unwrap(parseRecoveryKey(`\n${sloppy} `))).toEqual(key)
      }),
    )
  })

  it('is refused when a symbol is wrong or two are swapped, but for one time in 4,096', () => {
    const key = new Uint8Array(16).map((_, i) => i * 37 + 5)
    const symbols = encodeRecoveryKey(key).replaceAll('-', '')
    let missed = 0
    let tried = 0
    const attempt = (text: string) => {
      if (text === symbols) return
      tried++
      if (parseRecoveryKey(text).ok) missed++
    }
    for (let at = 0; at < 28; at++) {
      for (const symbol of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
        attempt(symbols.slice(0, at) + symbol + symbols.slice(at + 1))
      }
      for (let other = at + 1; other < 28; other++) {
        const swapped = [...symbols]
        ;[swapped[at], swapped[other]] = [swapped[other] as string, swapped[at] as string]
        attempt(swapped.join(''))
      }
    }
    expect(tried).toBeGreaterThan(1_100)
    expect(missed).toBeLessThanOrEqual(2)
  })

  it('is refused when it is too short, too long or holds another letter', () => {
    const text = encodeRecoveryKey(new Uint8Array(16))
    for (const wrong of [
      '',
      text.slice(1),
      `${text}0`,
      text.replace('0', 'U'),
      text.replace('0', '§'),
    ]) {
      expect(parseRecoveryKey(wrong)).toEqual(mistyped)
    }
  })
})
