import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CborValue, encodeCbor } from '../../../../shared/formats/cbor'
import {
  encodeJoinEnvelope,
  encodeJoinFile,
  encodeJoinRequest,
  type JoinRequest,
  joinRequestBlockBytes,
  joinRequestFileName,
  joinSignedMessage,
  maxJoinRequestBytes,
  parseJoinEnvelope,
  parseJoinFile,
  parseJoinRequest,
} from '../../../../shared/formats/join-request'
import type { Hash256 } from '../../../../shared/formats/ledger-ids'
import { bytesToHex, concatBytes } from '../../../../shared/util/bytes'

/** Any hash will do: the format only compares. */
const hash: Hash256 = (...parts) =>
  new Uint8Array(
    createHash('sha256')
      .update(concatBytes(...parts))
      .digest(),
  )

const filled = (length: number, fill = 7) => new Uint8Array(length).fill(fill)
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const hex = (length: number) => exactly(length).map(bytesToHex)
const text = fc.string({ minLength: 1, maxLength: 40 }).filter((value) => value === value.trim())

const ids = {
  requestId: hex(16),
  invitationId: hex(16),
  memberId: hex(16),
  deviceId: hex(32),
  boxKey: hex(32),
}
const anyRequest: fc.Arbitrary<JoinRequest> = fc.oneof(
  fc.record({
    purpose: fc.constant('join' as const),
    ...ids,
    name: text,
    aliases: fc.array(text, { maxLength: 4 }),
    employer: text,
    agreementVersion: text,
    agreementAcceptedAtMs: fc.nat(),
  }),
  fc.record({ purpose: fc.constantFrom('second' as const, 'replacement' as const), ...ids }),
)

describe('a request to be let in', () => {
  it('comes back from its bytes with every field', () => {
    fc.assert(
      fc.property(anyRequest, exactly(32), exactly(64), (request, proof, signature) => {
        const encoded = encodeJoinRequest(request)
        expect(parseJoinRequest(encoded)).toEqual(request)
        const envelope = { request: encoded, proof, signature }
        expect(parseJoinEnvelope(encodeJoinEnvelope(envelope))).toEqual(envelope)
      }),
    )
  })

  it('is signed with every field that is entered: a change of any makes another message', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const message = bytesToHex(joinSignedMessage(request))
        for (const [field, value] of Object.entries(request)) {
          // A device is asked for by the committee's facts alone, which name no invitation.
          if (request.purpose !== 'join' && field === 'invitationId') continue
          if (request.purpose === 'join' && field === 'purpose') continue
          const other = {
            purpose: value === 'second' ? 'replacement' : 'second',
            aliases: [...((request as { aliases?: string[] }).aliases ?? []), 'Another'],
            agreementAcceptedAtMs: Number(value) + 1,
          }[field]
          const changed =
            other ?? (/^[0-9a-f]{32,}$/.test(String(value)) ? 'ff00'.repeat(8) : `${value}x`)
          expect(bytesToHex(joinSignedMessage({ ...request, [field]: changed } as never))).not.toBe(
            message,
          )
        }
      }),
    )
  })

  const newcomer = (change: Partial<Record<number, CborValue>> = {}) =>
    encodeCbor(
      [
        0,
        filled(16),
        filled(16),
        filled(16),
        'Dana Example',
        ['dana'],
        'Harbour Ltd',
        '1',
        5,
        filled(32),
        filled(32),
      ].map((field, i) => change[i] ?? field),
    )

  it.each<[string, Uint8Array]>([
    ['an unknown kind', newcomer({ 0: 3 })],
    ['a short id', newcomer({ 1: filled(15) })],
    ['no name', newcomer({ 4: '' })],
    ['a name with a space after it, which no fact keeps', newcomer({ 4: 'Dana ' })],
    ['a name that reads backwards, which no fact keeps', newcomer({ 4: '\u202eanaD' })],
    ['an alias with a gap that does not show', newcomer({ 5: ['da\u200bna'] })],
    ['an employer of nothing that shows', newcomer({ 6: '\u2060' })],
    ['a long name', newcomer({ 4: 'x'.repeat(301) })],
    ['too many aliases', newcomer({ 5: Array(21).fill('d') })],
    ['no employer', newcomer({ 6: '' })],
    ['a time beyond the calendar', newcomer({ 8: 8_640_000_000_000_001 })],
    ['a device that says who it is', encodeCbor([1, filled(16), filled(16), filled(16), 'Dana'])],
    ['something after it', concatBytes(newcomer(), filled(1))],
  ])('is refused with %s', (_what, bytes) => {
    expect(parseJoinRequest(newcomer())).not.toBeNull()
    expect(parseJoinRequest(bytes)).toBeNull()
  })
})

describe('the file of a request', () => {
  const box = filled(48 + joinRequestBlockBytes)
  const whole = encodeJoinFile(box, hash)
  const codeOf = (bytes: Uint8Array) => {
    const parsed = parseJoinFile(bytes, hash)
    return parsed.ok ? 'read' : parsed.error.code
  }

  it('gives back the box', () => {
    expect(parseJoinFile(whole, hash)).toEqual({ ok: true, value: box })
  })

  it('is told from other files, newer versions and damage, whichever bit changes', () => {
    for (let at = 0; at < whole.length; at += 11) {
      const flipped = whole.slice()
      flipped[at] = (flipped[at] as number) ^ 1
      expect(codeOf(flipped)).toBe(at < 8 ? 'request/not-a-request' : 'request/damaged')
    }
    const newer = whole.slice()
    newer[9] = 2
    expect(parseJoinFile(newer, hash)).toEqual({
      ok: false,
      error: { code: 'request/newer-version', version: 2 },
    })
  })

  it.each<[string, Uint8Array]>([
    ['a box off the block', encodeJoinFile(filled(48 + joinRequestBlockBytes + 1), hash)],
    ['no box', encodeJoinFile(filled(0), hash)],
    ['too much', encodeJoinFile(filled(48 + joinRequestBlockBytes * 16), hash)],
    ['its end cut off', whole.subarray(0, -1)],
    ['almost nothing', whole.subarray(0, 11)],
  ])('is refused with %s', (_what, bytes) => {
    expect(codeOf(bytes)).toBe('request/damaged')
    expect(joinRequestBlockBytes * 16).toBe(maxJoinRequestBytes)
  })

  it('never throws, whatever bytes arrive', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(codeOf(bytes)).toBe('request/not-a-request')
        expect(codeOf(concatBytes(whole.subarray(0, 10), bytes))).toBe('request/damaged')
      }),
    )
  })

  it('has a name that tells nothing of who asks', () => {
    expect(joinRequestFileName).toBe('request.conclave')
  })
})
