import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CborValue, encodeCbor } from '../../../../shared/formats/cbor'
import { emptyDelivery, encodeDelivery } from '../../../../shared/formats/delivery'
import {
  byeReasons,
  encodePeerMessage,
  maxPeerMessageBytes,
  maxPeerMessageItems,
  maxRequestBytes,
  type PeerMessage,
  parsePeerMessage,
} from '../../../../shared/formats/meeting-message'
import { bytesToHex } from '../../../../shared/util/bytes'
import { anyDelivery } from '../../../support/sample-delivery'

const number = fc.oneof(fc.constantFrom(1, 23, 24, 65_536), fc.integer({ min: 1 }))

const anyMessage: fc.Arbitrary<PeerMessage> = fc.oneof(
  fc.tuple(number, number).map(([a, b]) => ({
    kind: 'hello' as const,
    protocol: Math.max(a, b),
    oldest: Math.min(a, b),
  })),
  fc.record({ kind: fc.constant('delivery' as const), number, delivery: anyDelivery }),
  fc.record({
    kind: fc.constant('reached' as const),
    upTo: fc.nat(),
    more: fc.boolean(),
    haves: anyDelivery.map(({ haves }) => haves),
  }),
  fc.record({ kind: fc.constant('bye' as const), reason: fc.constantFrom(...byeReasons) }),
  fc.record({
    kind: fc.constant('request' as const),
    file: fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => new Uint8Array(bytes)),
  }),
  fc.record({
    kind: fc.constant('cursor' as const),
    space: fc
      .uint8Array({ minLength: 16, maxLength: 16 })
      .map((bytes) => Buffer.from(bytes).toString('hex')),
    name: fc.constantFrom('narrative' as const, 'notes' as const),
    at: fc.option(fc.uint8Array({ maxLength: 80 }).map((bytes) => new Uint8Array(bytes))),
  }),
)

/** What every unknown reason is read as too. */
const isLeaving = (message: PeerMessage) => message.kind === 'bye' && message.reason === 'leaving'

const malformed = { ok: false, error: { code: 'meeting/malformed' } }

describe('a message between vaults', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(parsePeerMessage(encodePeerMessage(message))).toEqual({ ok: true, value: message })
      }),
    )
  })

  it('is refused or read, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const parsed = parsePeerMessage(bytes)
        if (parsed.ok) expect(parsePeerMessage(encodePeerMessage(parsed.value))).toEqual(parsed)
        else expect(parsed.error.code).toMatch(/^meeting\/(malformed|unknown-message)$/)
      }),
    )
  })

  it('is refused with one bit changed, or read as another message', () => {
    fc.assert(
      fc.property(anyMessage, fc.nat(), (message, at) => {
        const bytes = encodePeerMessage(message)
        const place = at % (bytes.length * 8)
        bytes[place >> 3] = (bytes[place >> 3] as number) ^ (1 << (place & 7))
        const parsed = parsePeerMessage(bytes)
        if (parsed.ok && !isLeaving(message)) expect(parsed.value).not.toEqual(message)
      }),
    )
  })

  it.each([
    ['nothing', []],
    ['no list', {}],
    ['a kind that is no number', ['1', 1, 1]],
    ['a negative kind', [-1]],
    ['a hello without versions', [1]],
    ['a hello of version 0', [1, 0, 0]],
    ['a hello that understands newer ones alone', [1, 1, 2]],
    ['a delivery without a number', [2, encodeDelivery(emptyDelivery)]],
    ['a delivery numbered 0', [2, 0, encodeDelivery(emptyDelivery)]],
    ['a delivery that is none', [2, 1, new Uint8Array([0])]],
    ['a delivery with a field more', [2, 1, encodeDelivery(emptyDelivery), 0]],
    ['a telling with another flag', [3, 0, 2, encodeDelivery(emptyDelivery)]],
    [
      'a telling with entries',
      [
        3,
        0,
        0,
        encodeDelivery({
          ...emptyDelivery,
          spaces: [{ space: '00'.repeat(16), entries: [new Uint8Array(1)], parts: [] }],
        }),
      ],
    ],
    ['a bye without a reason', [4]],
    ['an empty request', [5, new Uint8Array()]],
    ['a request above the limit', [5, new Uint8Array(maxRequestBytes + 1)]],
    ['a cursor in no space', [6, new Uint8Array(15), 'notes', null]],
    ['a cursor in a text that there is not', [6, new Uint8Array(16), 'identity', null]],
    ['a cursor above the limit', [6, new Uint8Array(16), 'notes', new Uint8Array(1_025)]],
    ['a cursor with a field more', [6, new Uint8Array(16), 'notes', null, 0]],
  ])('refuses %s', (_, value) => {
    expect(parsePeerMessage(encodeCbor(value as never))).toEqual(malformed)
  })

  it('refuses what is longer than a delivery of one part, before it is looked at', () => {
    expect(parsePeerMessage(new Uint8Array(maxPeerMessageBytes + 1))).toEqual(malformed)
  })

  it('refuses a telling that would take long to look up', () => {
    const haves = Array.from({ length: 30_000 }, (_, at) => ({
      space: at.toString(16).padStart(32, '0'),
      logs: [],
    }))
    expect(
      parsePeerMessage(encodePeerMessage({ kind: 'reached', upTo: 0, more: false, haves })),
    ).toEqual(malformed)
  })

  it('is refused where it would be made of more things than an honest one is, there or in its delivery', () => {
    const tooMany = Array.from({ length: maxPeerMessageItems }, () => [])
    const inDelivery = (items: CborValue) => encodeCbor([2, 1, encodeCbor([items, [], []])])
    expect(parsePeerMessage(encodeCbor([9, tooMany]))).toEqual(malformed)
    expect(parsePeerMessage(inDelivery(tooMany))).toEqual(malformed)
    const spaces = Array.from({ length: 20_000 }, (_, at) => [new Uint8Array(16).fill(at), [], []])
    expect(parsePeerMessage(inDelivery(spaces))).toMatchObject({ ok: true })
  })

  it('that tells of as many spaces and logs as one may is read', () => {
    const fields = { device: 'b2'.repeat(32), count: 3, last: 'c3'.repeat(32) }
    const tell = (spaces: number, logs: number): PeerMessage => ({
      kind: 'reached',
      upTo: 0,
      more: false,
      haves: Array.from({ length: spaces }, () => ({
        space: 'a1'.repeat(16),
        logs: Array.from({ length: logs }, () => fields),
      })),
    })
    for (const message of [tell(26_000, 0), tell(5_800, 1), tell(7, 1_000)]) {
      const bytes = encodePeerMessage(message)
      expect(bytes.length).toBeGreaterThan(480_000)
      expect(parsePeerMessage(bytes).ok).toBe(true)
    }
  })

  it('names a kind that this version does not know', () => {
    expect(parsePeerMessage(encodeCbor([9, 'later']))).toEqual({
      ok: false,
      error: { code: 'meeting/unknown-message', number: 9 },
    })
  })

  it('reads the hello of a later version, whatever it adds', () => {
    expect(parsePeerMessage(encodeCbor([1, 7, 3, 'more', [1]]))).toEqual({
      ok: true,
      value: { kind: 'hello', protocol: 7, oldest: 3 },
    })
  })

  it('takes a reason that it does not know for a plain goodbye', () => {
    expect(parsePeerMessage(encodeCbor([4, 99]))).toEqual({
      ok: true,
      value: { kind: 'bye', reason: 'leaving' },
    })
  })

  it('has the bytes of version 1', () => {
    const haves = [
      {
        space: 'a1'.repeat(16),
        logs: [{ device: 'b2'.repeat(32), count: 3, last: 'c3'.repeat(32) }],
      },
    ]
    const hexOf = (message: PeerMessage) => bytesToHex(encodePeerMessage(message))
    expect(hexOf({ kind: 'hello', protocol: 1, oldest: 1 })).toBe('83010101')
    expect(hexOf({ kind: 'delivery', number: 2, delivery: emptyDelivery })).toBe('8302024483808080')
    expect(hexOf({ kind: 'reached', upTo: 5, more: true, haves })).toBe(
      `84030501585d838081${'82'}50${'a1'.repeat(16)}81835820${'b2'.repeat(32)}035820${'c3'.repeat(32)}80`,
    )
    expect(hexOf({ kind: 'bye', reason: 'refused' })).toBe('820404')
    expect(hexOf({ kind: 'bye', reason: 'gone' })).toBe('820401')
  })
})
