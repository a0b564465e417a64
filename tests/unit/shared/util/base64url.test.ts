import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base64UrlToBytes, bytesToBase64Url } from '../../../../shared/util/base64url'

describe('base 64 for addresses', () => {
  it('is what RFC 4648, section 5, says, without padding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = bytesToBase64Url(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64url'))
        expect(base64UrlToBytes(text)).toEqual(new Uint8Array(bytes))
      }),
    )
  })

  it('has one text for the same bytes: every other one is refused', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const bytes = base64UrlToBytes(text)
        if (bytes !== null) expect(bytesToBase64Url(bytes)).toBe(text)
      }),
    )
    for (const text of ['AB=', 'AB', 'A', 'A+', 'A/', 'AAA=', ' AAAA'])
      expect(base64UrlToBytes(text)).toBeNull()
  })
})
