import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToGroups, groupsToBytes } from '../../../../shared/formats/invitation-text'
import {
  encodeMeetingAddress,
  isMeetingHost,
  type MeetingAddress,
  meetingSocketUrl,
  parseMeetingAddress,
} from '../../../../shared/formats/meeting-address'
import { bytesToHex, concatBytes } from '../../../../shared/util/bytes'
import { bytesToIp } from '../../../../shared/util/ip-address'

const elsewhere = { allowsLoopback: false }
const mistyped = { ok: false, error: { code: 'meeting/code-mistyped' } }

const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const anyHost = fc.oneof(
  bytesOf(3).map(([a, b, c]) => `10.${a}.${b}.${c}`),
  bytesOf(2).map(([a, b]) => `192.168.${a}.${b}`),
  bytesOf(15).map((rest) => bytesToIp(concatBytes(new Uint8Array([0xfd]), rest))),
)
const anyAddress: fc.Arbitrary<MeetingAddress> = fc.record({
  host: anyHost,
  port: fc.integer({ min: 1_024, max: 65_535 }),
  key: bytesOf(6),
})
const sample = (): MeetingAddress => ({
  host: '192.168.1.23',
  port: 49_152,
  key: new Uint8Array([1, 2, 3, 4, 5, 6]),
})
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** CRC-16/IBM-3740, a bit at a time. */
const checksum = (bytes: Uint8Array): Uint8Array => {
  let crc = 0xffffn
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      const carry = ((crc >> 15n) & 1n) ^ BigInt((byte >> bit) & 1)
      crc = ((crc << 1n) & 0xffffn) ^ (carry ? 0x1021n : 0n)
    }
  }
  return new Uint8Array([Number(crc >> 8n), Number(crc & 0xffn)])
}
/** Any bytes as a code whose checksum fits. */
const codeOf = (...body: number[]): string =>
  bytesToGroups(concatBytes(new Uint8Array(body), checksum(new Uint8Array(body))))
const key = [1, 2, 3, 4, 5, 6]

describe('the code of a meeting', () => {
  it('comes back from its text with every field', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        const code = encodeMeetingAddress(address)
        expect(parseMeetingAddress(code, elsewhere)).toEqual({ ok: true, value: address })
        expect(code).toMatch(/^([0-9A-Z]{4}-){5}[0-9A-Z]{4}$|^([0-9A-Z]{4}-){10}[0-9A-Z]{4}$/)
      }),
    )
  })

  it('has the layout that formats.md gives', () => {
    expect(checksum(new TextEncoder().encode('123456789'))).toEqual(new Uint8Array([0x29, 0xb1]))
    expect(encodeMeetingAddress(sample())).toBe(codeOf(4, 192, 168, 1, 23, 0xc0, 0, ...key))
    expect(bytesToHex(groupsToBytes(encodeMeetingAddress(sample())) ?? new Uint8Array())).toBe(
      '04c0a80117c0000102030405068453',
    )
  })

  it('is read in any case, with spaces or dashes anywhere, and with letters that look like digits', () => {
    const code = encodeMeetingAddress(sample())
    const typed = [
      code.toLowerCase(),
      code.replaceAll('-', ' '),
      code.replaceAll('-', '\n'),
      code.replaceAll('0', 'o').replaceAll('1', 'l'),
      `  ${[...code.replaceAll('-', '')].join(' ')}  `,
    ]
    for (const text of typed) {
      expect(parseMeetingAddress(text, elsewhere)).toEqual({ ok: true, value: sample() })
    }
  })

  it('is refused with any one symbol wrong, and with any two neighbours changed about', () => {
    const symbols = [...encodeMeetingAddress(sample()).replaceAll('-', '')]
    symbols.forEach((right, at) => {
      for (const wrong of alphabet.replace(right, '')) {
        expect(parseMeetingAddress(symbols.with(at, wrong).join(''), elsewhere)).toEqual(mistyped)
      }
      const next = symbols[at + 1]
      if (next === undefined || next === right) return
      const swapped = symbols.with(at, next).with(at + 1, right)
      expect(parseMeetingAddress(swapped.join(''), elsewhere)).toEqual(mistyped)
    })
  })

  it.each([
    ['nothing', ''],
    ['too little', encodeMeetingAddress(sample()).slice(0, -5)],
    ['too much', `${encodeMeetingAddress(sample())}-0000`],
    ['far too much', '0'.repeat(1_000_000)],
    ['signs of no alphabet', encodeMeetingAddress(sample()).replace('-', '/')],
    ['a checksum of nothing', codeOf()],
    ['no key', codeOf(4, 192, 168, 1, 23, 0xc0, 0)],
    ['a byte after the key', codeOf(4, 192, 168, 1, 23, 0xc0, 0, ...key, 0)],
    ['an IPv4 address as IPv6', codeOf(6, 192, 168, 1, 23, 0xc0, 0, ...key)],
    ['a port of the system', codeOf(4, 192, 168, 1, 23, 0, 22, ...key)],
  ])('is refused with %s', (_what, text) => {
    expect(parseMeetingAddress(text, elsewhere)).toEqual(mistyped)
  })

  it('of a later version is told from a slip', () => {
    expect(parseMeetingAddress(codeOf(5, 1, 2, 3), elsewhere)).toEqual({
      ok: false,
      error: { code: 'meeting/code-newer' },
    })
  })

  it.each([
    ['the internet', [4, 8, 8, 8, 8]],
    ['every address at once', [4, 0, 0, 0, 0]],
    ['this machine', [4, 127, 0, 0, 1]],
    ['an IPv6 address of the internet', [6, 0x20, 1, ...Array(14).fill(1)]],
  ])('leads nowhere but into the local network: %s', (_where, start) => {
    expect(parseMeetingAddress(codeOf(...start, 0xc0, 0, ...key), elsewhere)).toEqual({
      ok: false,
      error: { code: 'meeting/address-not-local' },
    })
  })

  it('leads to this machine where that is allowed', () => {
    const address = { ...sample(), host: '127.0.0.1' }
    const code = encodeMeetingAddress(address)
    expect(parseMeetingAddress(code, { allowsLoopback: true })).toEqual({
      ok: true,
      value: address,
    })
    expect(isMeetingHost('10.0.0.1', { allowsLoopback: true })).toBe(true)
    expect(isMeetingHost('0.0.0.0', { allowsLoopback: true })).toBe(false)
  })

  it('is never anything but an address or a refusal, whatever is typed', () => {
    const typed = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...alphabet) }))
    const forged = bytesOf(13).map((bytes) => codeOf(...bytes))
    fc.assert(
      fc.property(fc.oneof(typed, forged), (text) => {
        const parsed = parseMeetingAddress(text, elsewhere)
        if (parsed.ok) expect(isMeetingHost(parsed.value.host, elsewhere)).toBe(true)
      }),
    )
  })

  it.each([
    { host: 'example.org' },
    { port: 80 },
    { port: 65_536 },
    { port: 1_024.5 },
    { key: new Uint8Array(5) },
  ])('is not made of what is no address: %o', (wrong) => {
    expect(() => encodeMeetingAddress({ ...sample(), ...wrong })).toThrow('not the address')
  })
})

describe('the URL of a meeting', () => {
  it.each([
    ['192.168.1.23', 'ws://192.168.1.23:49152/abc'],
    ['fd00::2', 'ws://[fd00::2]:49152/abc'],
  ])('is one that a browser takes as it is: %s', (host, url) => {
    expect(meetingSocketUrl({ host, port: 49_152 }, 'abc')).toBe(url)
    expect(new URL(url).href).toBe(url)
  })
})
