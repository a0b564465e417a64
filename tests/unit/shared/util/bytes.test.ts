import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesEqual, bytesToHex, hexToBytes } from '../../../../shared/util/bytes'

describe('bytes as hex', () => {
  it('are two lower-case digits for each, and come back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const hex = bytesToHex(bytes)
        expect(hex).toBe(Buffer.from(bytes).toString('hex'))
        expect(hexToBytes(hex)).toEqual(bytes)
      }),
    )
  })

  it.each(['0', 'AB', '0g', ' 00', '0x'])('are refused when written as "%s"', (hex) => {
    expect(hexToBytes(hex)).toBeNull()
  })
})

describe('equality of bytes', () => {
  it('tells any one byte and any other length apart', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), (bytes, at) => {
        const other = bytes.slice()
        other[at % bytes.length] = ((bytes[at % bytes.length] as number) + 1) % 256
        expect(bytesEqual(bytes, bytes.slice())).toBe(true)
        expect(bytesEqual(bytes, other)).toBe(false)
        expect(bytesEqual(bytes, bytes.subarray(1))).toBe(false)
        expect(bytesEqual(bytes.subarray(1), bytes)).toBe(false)
      }),
    )
  })
})
