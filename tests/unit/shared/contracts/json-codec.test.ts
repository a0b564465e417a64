import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeBase64 } from '../../../../electron/hosts/node-base64'
import { createJsonCodec } from '../../../../shared/contracts/json-codec'
import { err, ok } from '../../../../shared/errors/result'

const codec = createJsonCodec(nodeBase64)

const leaf = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.integer(),
  fc.uint8Array({ maxLength: 40 }),
)
const key = fc.oneof(fc.string(), fc.constantFrom('$bytes', '$object', '$', '__proto__', 'ok'))
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.array(tie('any'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('any')), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs)),
  ),
})).any

describe('contract values as JSON', () => {
  it('come back as they went, bytes as bytes, whatever their keys', () => {
    fc.assert(
      fc.property(value, (sent) => {
        expect(codec.decode(codec.encode(sent))).toEqual(ok(sent))
      }),
      { numRuns: 1_000 },
    )
  })

  it('take no prototype from the text', () => {
    const decoded = codec.decode('{"__proto__":{"polluted":true}}')
    expect(decoded.ok && Object.getPrototypeOf(decoded.value)).toBe(Object.prototype)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('keep a Buffer as plain bytes', () => {
    const decoded = codec.decode(codec.encode(Buffer.from([1, 2])))
    expect(decoded).toEqual(ok(new Uint8Array([1, 2])))
  })

  it('refuse what is no text of this codec', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const decoded = codec.decode(text)
        if (!decoded.ok) expect(decoded.error.code).toBe('contract/invalid-json')
      }),
    )
    for (const text of [
      '{',
      '{"$bytes":1}',
      '{"$bytes":"a","b":1}',
      '{"$object":{}}',
      '{"$x":1}',
    ]) {
      expect(codec.decode(text)).toEqual(err({ code: 'contract/invalid-json' }))
    }
    expect(codec.decode(`${'['.repeat(200_000)}${']'.repeat(200_000)}`).ok).toBe(false)
  })

  it('throw on what JSON would silently lose', () => {
    for (const lost of [Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1, Symbol('x')]) {
      expect(() => codec.encode({ lost })).toThrow(TypeError)
    }
  })
})
