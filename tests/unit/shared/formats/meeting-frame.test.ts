import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  encodeCredentials,
  encodeHandshakeMessage,
  type HandshakeFields,
  type HandshakeMessage,
  meetingVersion,
  parseCredentials,
  parseHandshakeMessage,
} from '../../../../shared/formats/meeting-frame'
import { concatBytes } from '../../../../shared/util/bytes'

const names: readonly HandshakeMessage[] = ['hello', 'answer', 'identity', 'ready']
const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

const fieldsOf = {
  hello: fc.record({ ephemeralKey: bytesOf(32), mac: bytesOf(32) }),
  answer: fc.record({ ephemeralKey: bytesOf(32), sealed: bytesOf(168) }),
  identity: fc.record({ sealed: bytesOf(168) }),
  ready: fc.record({ header: bytesOf(24), first: bytesOf(17) }),
} as { readonly [M in HandshakeMessage]: fc.Arbitrary<HandshakeFields<M>> }

const anyMessage = fc
  .constantFrom(...names)
  .chain((name) =>
    fc.tuple(fc.constant(name), fieldsOf[name] as fc.Arbitrary<HandshakeFields<'hello'>>),
  )
const encode = ([name, fields]: readonly [HandshakeMessage, HandshakeFields<'hello'>]) =>
  encodeHandshakeMessage(name as 'hello', fields)

describe('the messages of the handshake', () => {
  it('come back as they were written, under their own name only', () => {
    fc.assert(
      fc.property(anyMessage, ([name, fields]) => {
        const bytes = encode([name, fields])
        expect(parseHandshakeMessage(name, bytes)).toEqual({ ok: true, value: fields })
        for (const other of names.filter((one) => one !== name)) {
          expect(parseHandshakeMessage(other, bytes)).toEqual({
            ok: false,
            error: { code: 'meeting/handshake-malformed' },
          })
        }
      }),
    )
  })

  it('are read from any bytes without a throw, and only what would be written alike', () => {
    const begun = fc
      .tuple(fc.constantFrom(...names), fc.uint8Array({ maxLength: 220 }))
      .map(([name, rest]) => concatBytes(new Uint8Array([1, 1 + names.indexOf(name)]), rest))
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 220 }), begun), (bytes) => {
        for (const name of names) {
          const parsed = parseHandshakeMessage(name, bytes)
          if (parsed.ok) {
            expect(encode([name, parsed.value as HandshakeFields<'hello'>])).toEqual(
              concatBytes(bytes),
            )
          } else if ((bytes[0] ?? 0) > meetingVersion) {
            expect(parsed.error).toEqual({ code: 'meeting/newer-version', version: bytes[0] })
          } else expect(parsed.error).toEqual({ code: 'meeting/handshake-malformed' })
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('have one length each', () => {
    fc.assert(
      fc.property(
        anyMessage,
        fc.nat(),
        fc.uint8Array({ minLength: 1, maxLength: 9 }),
        (drawn, at, more) => {
          const bytes = encode(drawn)
          const [name] = drawn
          const malformed = { ok: false, error: { code: 'meeting/handshake-malformed' } }
          expect(parseHandshakeMessage(name, bytes.subarray(0, at % bytes.length))).toEqual(
            malformed,
          )
          expect(parseHandshakeMessage(name, concatBytes(bytes, more))).toEqual(malformed)
        },
      ),
    )
  })

  it('are copied: whoever carried them cannot change them afterwards', () => {
    const frame = Buffer.from(
      encodeHandshakeMessage('ready', { header: new Uint8Array(24), first: new Uint8Array(17) }),
    )
    const parsed = parseHandshakeMessage('ready', frame)
    frame.fill(0xff)
    expect(parsed).toEqual({
      ok: true,
      value: { header: new Uint8Array(24), first: new Uint8Array(17) },
    })
  })

  it('are not written with a field of another length', () => {
    const fields = { ephemeralKey: new Uint8Array(31), mac: new Uint8Array(32) }
    expect(() => encodeHandshakeMessage('hello', fields)).toThrow(/another length/)
  })
})

describe('credentials', () => {
  it('come back as they were written, at their length only', () => {
    fc.assert(
      fc.property(
        bytesOf(32),
        bytesOf(64),
        fc.uint8Array({ maxLength: 120 }),
        (deviceKey, signature, other) => {
          const bytes = encodeCredentials({ deviceKey, signature })
          expect(parseCredentials(bytes)).toEqual({ deviceKey, signature })
          if (other.length !== 96) expect(parseCredentials(other)).toBeNull()
        },
      ),
    )
  })
})
