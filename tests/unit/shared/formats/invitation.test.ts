import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unwrap } from '../../../../shared/errors/result'
import {
  encodeInvitation,
  type Invitation,
  isInvitationExpired,
  parseInvitation,
  wholeMinute,
} from '../../../../shared/formats/invitation'
import { bytesToGroups, groupsToBytes } from '../../../../shared/formats/invitation-text'
import type { Hash256 } from '../../../../shared/formats/ledger-ids'
import { bytesToHex, concatBytes } from '../../../../shared/util/bytes'

/** Any hash will do: the format only compares. */
const hash: Hash256 = (...parts) =>
  new Uint8Array(
    createHash('sha256')
      .update(concatBytes(...parts))
      .digest(),
  )

const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const hex = (length: number) => exactly(length).map(bytesToHex)

const anyInvitation: fc.Arbitrary<Invitation> = fc
  .record({
    purpose: fc.constantFrom('join' as const, 'second' as const, 'replacement' as const),
    committee: hex(16),
    inviterDevice: hex(32),
    inviterBoxKey: hex(32),
    secret: exactly(16),
    expiresAtMs: fc.nat().map((minutes) => minutes * 60_000),
    memberId: hex(16),
  })
  .map((invitation) => ({
    ...invitation,
    memberId: invitation.purpose === 'join' ? null : invitation.memberId,
  }))

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const mistyped = { ok: false, error: { code: 'invitation/mistyped' } }
const sample = (): Invitation => ({
  purpose: 'join',
  committee: '5a'.repeat(16),
  inviterDevice: 'ad'.repeat(32),
  inviterBoxKey: 'bc'.repeat(32),
  secret: new Uint8Array(16).fill(9),
  expiresAtMs: 60_000 * 29_000_000,
  memberId: null,
})
/** Any bytes as a code whose checksum fits. */
const codeOf = (body: Uint8Array) => {
  const label = new TextEncoder().encode('conclave/invitation-checksum/v1\0')
  return bytesToGroups(concatBytes(body, hash(label, body).subarray(0, 5)))
}

describe('an invitation code', () => {
  it('comes back from its text with every field', () => {
    fc.assert(
      fc.property(anyInvitation, (invitation) => {
        const code = encodeInvitation(invitation, hash)
        expect(parseInvitation(code, hash)).toEqual({ ok: true, value: invitation })
        // Capitals, digits and dashes: the alphanumeric mode of a QR code.
        expect(code).toMatch(/^([0-9A-Z]{4}-)+[0-9A-Z]{1,4}$/)
      }),
    )
  })

  it('is read in any case, with spaces or dashes anywhere, and with letters that look like digits', () => {
    const code = encodeInvitation(sample(), hash)
    const typed = [
      code.toLowerCase(),
      code.replaceAll('-', ' '),
      code.replaceAll('-', '\n'),
      code.replaceAll('-', '\u2013'),
      code.replaceAll('0', 'o').replaceAll('1', 'l'),
      `  ${code.replaceAll('1', 'I')}  `,
    ]
    for (const text of typed)
      expect(parseInvitation(text, hash)).toEqual({ ok: true, value: sample() })
  })

  it('is refused with any one symbol mistyped, left out, doubled or exchanged with its neighbour', () => {
    const symbols = encodeInvitation(sample(), hash).replaceAll('-', '')
    for (let at = 0; at < symbols.length; at++) {
      const before = symbols.slice(0, at)
      const symbol = symbols[at] as string
      const after = symbols.slice(at + 1)
      const next = alphabet[(alphabet.indexOf(symbol) + 1 + (at % 31)) % 32] as string
      const wrong = [`${before}${after}`, `${before}${symbol}${symbol}${after}`]
      if (next !== symbol) wrong.push(`${before}${next}${after}`)
      if (after[0] !== undefined && after[0] !== symbol) {
        wrong.push(`${before}${after[0]}${symbol}${after.slice(1)}`)
      }
      for (const text of wrong) expect(parseInvitation(text, hash)).toEqual(mistyped)
    }
  })

  it('of a newer version is told apart from a mistyped one', () => {
    expect(parseInvitation(codeOf(new Uint8Array([2, 9, 9])), hash)).toEqual({
      ok: false,
      error: { code: 'invitation/newer-version', version: 2 },
    })
  })

  it.each<[string, number, number, number]>([
    ['version 0', 0, 0, 102],
    ['an unknown purpose', 1, 3, 118],
    ['a member for a newcomer', 1, 0, 118],
    ['no member for a device', 1, 1, 102],
    ['a byte too many', 1, 2, 119],
  ])('is refused with %s, however well its checksum fits', (_what, version, purpose, length) => {
    const body = new Uint8Array(length)
    body.set([version, purpose])
    expect(parseInvitation(codeOf(body), hash)).toEqual(mistyped)
  })

  it('is made for a member exactly when it is for a device', () => {
    expect(() => encodeInvitation({ ...sample(), memberId: 'ab'.repeat(16) }, hash)).toThrow(
      /device/,
    )
    expect(() => encodeInvitation({ ...sample(), purpose: 'second' }, hash)).toThrow(/device/)
  })

  it('has expired from its minute on', () => {
    const { expiresAtMs } = unwrap(parseInvitation(encodeInvitation(sample(), hash), hash))
    expect(isInvitationExpired({ expiresAtMs }, expiresAtMs - 1)).toBe(false)
    expect(isInvitationExpired({ expiresAtMs }, expiresAtMs)).toBe(true)
    expect(wholeMinute(expiresAtMs + 59_999)).toBe(expiresAtMs)
  })

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(parseInvitation(text, hash)).toEqual(mistyped)
      }),
    )
  })
})

describe('bytes in groups of four symbols', () => {
  it('come back, and have one text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(groupsToBytes(bytesToGroups(bytes))).toEqual(bytes)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 30 }), (symbols) => {
        const bytes = groupsToBytes(symbols)
        if (bytes !== null) expect(bytesToGroups(bytes).replaceAll('-', '')).toBe(symbols)
      }),
    )
  })
})
