import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CborValue,
  decodeBytesPair,
  decodeCbor,
  encodeCbor,
  maxCborDepth,
} from '../../../../shared/formats/cbor'
import { anyContent } from '../../../support/ledger-arbitraries'

const limitBytes = 10_000
const ofHex = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))
const nest = (depth: number): CborValue => (depth === 0 ? 1 : [nest(depth - 1)])

describe('deterministic CBOR', () => {
  it('brings every value back', () => {
    fc.assert(
      fc.property(anyContent, (value) => {
        const bytes = encodeCbor(value as CborValue)
        expect(decodeCbor(bytes, 100_000)).toEqual({ ok: true, value })
      }),
    )
  })

  it('has one encoding for one value: every other one is refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const decoded = decodeCbor(bytes, limitBytes)
        if (decoded.ok) expect(encodeCbor(decoded.value)).toEqual(bytes)
      }),
      { numRuns: 2_000 },
    )
  })

  it('sorts keys by their encoded bytes, whatever order they were set in', () => {
    const bytes = encodeCbor({ aa: 3, b: 2, a: 1 })
    expect(Buffer.from(bytes).toString('hex')).toBe('a3616101616202626161' + '03')
    expect(encodeCbor({ a: 1, aa: 3, b: 2 })).toEqual(bytes)
  })

  it.each([
    ['an integer longer than it need be', '1801'],
    ['an array of indefinite length', '9f01ff'],
    ['text of indefinite length', '7f6161ff'],
    ['a key that stands twice', 'a2616101616102'],
    ['keys out of order', 'a2616201616101'],
    ['a key that is not text', 'a10101'],
    ['the key __proto__', 'a1695f5f70726f746f5f5f01'],
    ['undefined', 'f7'],
    ['another simple value', 'e0'],
    ['a tag', 'c100'],
    ['a float longer than it need be', 'fb3ff8000000000000'],
    ['a whole number as a float', 'fa3f800000'],
    ['not a number', 'f97e00'],
    ['infinity', 'f97c00'],
    ['minus zero', 'f98000'],
    ['an integer that is not exact', '1b0020000000000000'],
    ['the largest integer', '1bffffffffffffffff'],
    ['text that is not UTF-8', '6180'],
    ['a surrogate in UTF-8', '63eda080'],
    ['bytes after the value', '0000'],
    ['nothing', ''],
    ['an array that claims more than there is', '9b001fffffffffffff'],
    ['bytes that claim more than there are', '5b001fffffffffffff'],
  ])('refuses %s', (_what, hex) => {
    expect(decodeCbor(ofHex(hex), limitBytes)).toEqual({
      ok: false,
      error: { code: 'cbor/malformed' },
    })
  })

  it('refuses nesting past its limit, before it costs a stack', () => {
    const deepest = encodeCbor(nest(maxCborDepth))
    expect(decodeCbor(deepest, limitBytes).ok).toBe(true)
    expect(() => encodeCbor(nest(maxCborDepth + 1))).toThrow('nests too deep')
    const tooDeep = Uint8Array.from([0x81, ...deepest])
    expect(decodeCbor(tooDeep, limitBytes)).toMatchObject({ error: { code: 'cbor/malformed' } })
    expect(decodeCbor(new Uint8Array(5_000_000).fill(0x81), 5_000_000).ok).toBe(false)
  })

  it('counts what is open, not what was: many shallow values are not deep', () => {
    const shallow = Array.from({ length: 500 }, () => ({ a: [[1], []], b: {} }))
    expect(decodeCbor(encodeCbor(shallow), limitBytes)).toEqual({ ok: true, value: shallow })
  })

  it('refuses more bytes than its caller allows', () => {
    expect(decodeCbor(new Uint8Array(11), 10)).toEqual({
      ok: false,
      error: { code: 'cbor/too-large', limitBytes: 10 },
    })
  })

  it('keeps a leading byte order mark in text', () => {
    expect(decodeCbor(encodeCbor('\ufeffnote'), limitBytes)).toEqual({
      ok: true,
      value: '\ufeffnote',
    })
  })

  it('replaces lone surrogates in text, so that what is written can be read', () => {
    expect(decodeCbor(encodeCbor('a\ud800'), limitBytes)).toEqual({ ok: true, value: 'a\ufffd' })
  })

  it('copies byte strings out of what it reads, from a Buffer too', () => {
    const buffer = Buffer.from(encodeCbor([new Uint8Array([1, 2])]))
    const decoded = decodeCbor(buffer, limitBytes)
    buffer.fill(0)
    expect(decoded).toEqual({ ok: true, value: [new Uint8Array([1, 2])] })
  })

  it.each([
    ['undefined', undefined],
    ['a property that is undefined', { a: undefined }],
    ['minus zero', -0],
    ['not a number', Number.NaN],
    ['an inexact integer', 2 ** 53],
    ['a bigint', 1n],
    ['a date', new Date(0)],
    ['a map', new Map()],
  ])('throws on %s: that is a mistake of the program', (_what, value) => {
    expect(() => encodeCbor(value as CborValue)).toThrow('encoded')
  })
})

describe('an array of two byte strings', () => {
  /** What the decoder of any value says of the same bytes. */
  const slowly = (bytes: Uint8Array) => {
    const decoded = decodeCbor(bytes, 200_000)
    const value = decoded.ok ? decoded.value : null
    const isPair =
      Array.isArray(value) && value.length === 2 && value.every((one) => one instanceof Uint8Array)
    return isPair ? value : null
  }
  const someBytes = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.constantFrom(0, 23, 24, 255, 256).map((length) => new Uint8Array(length)),
  )

  it('is read as any other value is, of every length', () => {
    fc.assert(
      fc.property(someBytes, someBytes, (one, other) => {
        const bytes = encodeCbor([one, other])
        expect(decodeBytesPair(bytes)).toEqual([one, other])
        expect(slowly(bytes)).toEqual([one, other])
      }),
    )
  })

  it.each([65_535, 65_536])('is read with a string of %i bytes', (length) => {
    const bytes = encodeCbor([new Uint8Array(length), new Uint8Array([7])])
    const [one, other] = decodeBytesPair(bytes) ?? []
    expect([one?.length, other]).toEqual([length, new Uint8Array([7])])
    expect(decodeCbor(bytes, 200_000).ok).toBe(true)
  })

  it('is refused where any other value is, wherever its bytes are changed or cut', () => {
    fc.assert(
      fc.property(someBytes, someBytes, fc.nat(), fc.nat({ max: 255 }), (one, other, at, byte) => {
        const bytes = encodeCbor([one, other])
        const place = at % Math.min(bytes.length, 60)
        const bent = bytes.slice()
        bent[place] = byte
        expect(decodeBytesPair(bent)).toEqual(slowly(bent))
        expect(decodeBytesPair(bytes.subarray(0, place))).toBeNull()
      }),
      { numRuns: 1_000 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(decodeBytesPair(bytes)).toEqual(slowly(bytes))
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['another value', 'a0'],
    ['nothing', ''],
    ['one byte string', '8140'],
    ['three byte strings', '83404040'],
    ['text', '824060'],
    ['a length longer than it need be', '82405801ff'],
    ['a length in two bytes that fits one', `82405900ff${'00'.repeat(255)}`],
    ['a length in four bytes that fits two', '82405a00000001ff'],
    ['a length in eight bytes', '82405b000000000000000100'],
    ['a byte after it', '82404000'],
    ['a byte too few', '824042ff'],
    ['a length cut short', '824059ff'],
    ['indefinite length', '82405fff'],
  ])('is refused when it is %s', (_what, hex) => {
    expect(decodeBytesPair(ofHex(hex))).toBeNull()
    expect(slowly(ofHex(hex))).toBeNull()
  })
})
