import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { hash256 } from '../../../../electron/vault/crypto/hash'
import { makeBoxKeys } from '../../../../electron/vault/crypto/keys'
import { loadSodium } from '../../../../electron/vault/crypto/sodium'
import { makeEpochKey, sealLockbox } from '../../../../electron/vault/ledger/lockbox'
import { unwrap } from '../../../../shared/errors/result'
import { type CborValue, encodeCbor } from '../../../../shared/formats/cbor'
import {
  type EntryHeader,
  encodeEntry,
  encodeHeader,
  encodeSigned,
  entryIdOf,
  maxEntryBytes,
  maxHeads,
  maxPartsPerEntry,
  maxSealedBodyBytes,
  parseEntry,
  parseLink,
} from '../../../../shared/formats/entry'
import type { DeviceId, SpaceId } from '../../../../shared/formats/ledger-ids'
import { parseLockbox } from '../../../../shared/formats/lockbox'
import { anyHeader } from '../../../support/ledger-arbitraries'

beforeAll(loadSodium)

const bytesOf = (length: number, fill = 7) => new Uint8Array(length).fill(fill)
const sealedBody = bytesOf(72 + 32)
const signature = bytesOf(64)

/** The header's fields as `encodeHeader` writes them, to be bent. */
const fields: readonly CborValue[] = [
  1,
  true,
  bytesOf(16),
  bytesOf(32),
  0,
  1,
  bytesOf(32, 1),
  [bytesOf(32, 2), bytesOf(32, 3)],
  [bytesOf(32, 5), bytesOf(32, 4)],
  [0, bytesOf(16)],
  1_000,
  0,
]
const withField = (index: number, value: CborValue) =>
  fields.map((field, at) => (at === index ? value : field))
const encodeRaw = (header: readonly CborValue[], body: Uint8Array = sealedBody) =>
  encodeEntry(encodeSigned(encodeCbor(header), body), signature)
const parseRaw = (header: readonly CborValue[], body?: Uint8Array) =>
  parseEntry(encodeRaw(header, body), hash256)
const malformed = { ok: false, error: { code: 'entry/malformed' } }
const manyIds = (count: number) =>
  Array.from({ length: count }, (_, i) => Uint8Array.from([...bytesOf(31), i]))

describe('an entry on the wire', () => {
  it('comes back from its bytes with every field', () => {
    fc.assert(
      fc.property(
        anyHeader,
        fc.nat({ max: 8 }),
        fc.option(fc.uint8Array({ minLength: 64, maxLength: 64 })),
        (header: EntryHeader, blocks, signed) => {
          const body = bytesOf(72 + 32 * (blocks + 1))
          const headerBytes = encodeHeader(header, 'sealed')
          const signedPart = encodeSigned(headerBytes, body)
          const bytes = encodeEntry(signedPart, signed)
          expect(parseEntry(bytes, hash256)).toEqual({
            ok: true,
            value: {
              ...header,
              version: 1,
              id: entryIdOf(signedPart, hash256),
              bytes,
              lockbox: null,
              bodyMode: 'sealed',
              body,
              associatedData: headerBytes,
              signature: signed,
            },
          })
        },
      ),
    )
  })

  it('is read as it is, or not at all: what was read encodes to the same bytes', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 7 }), (place, bit) => {
        const bytes = encodeRaw(fields)
        const at = place % bytes.length
        bytes[at] = (bytes[at] as number) ^ (1 << bit)
        const parsed = parseEntry(bytes, hash256)
        if (!parsed.ok) return
        const { value } = parsed
        const again = encodeSigned(encodeHeader(value, value.bodyMode), value.body)
        expect(encodeEntry(again, value.signature)).toEqual(bytes)
      }),
      { numRuns: 300 },
    )
  })

  it('carries a lockbox in the clear, and nothing else', () => {
    const clear = withField(9, null).map((field, at) => (at === 11 ? 1 : field))
    const epochKey = makeEpochKey('aa'.repeat(16) as SpaceId, 0)
    const recipient = { device: 'ad'.repeat(32) as DeviceId, boxKey: makeBoxKeys().publicKey }
    const lockbox = sealLockbox(epochKey, [], [recipient])
    const parsed = unwrap(parseRaw(clear, lockbox))
    expect(parsed.bodyMode).toBe('lockbox')
    expect(parsed.lockbox).toEqual(unwrap(parseLockbox(lockbox)))
    expect(unwrap(parseRaw(fields, sealedBody)).lockbox).toBeNull()
    expect(parseRaw(clear, encodeCbor(['note.added', 'in the clear']))).toEqual(malformed)
    expect(parseRaw(fields, lockbox)).toEqual(malformed)
  })

  it('has at most its limits', () => {
    expect(parseRaw(withField(7, manyIds(maxHeads))).ok).toBe(true)
    expect(parseRaw(withField(8, manyIds(maxPartsPerEntry))).ok).toBe(true)
    const full = withField(7, manyIds(maxHeads)).map((field, at) =>
      at === 8 ? manyIds(maxPartsPerEntry) : field,
    )
    const largest = encodeRaw(full, bytesOf(maxSealedBodyBytes))
    expect(largest.length).toBeLessThanOrEqual(maxEntryBytes)
    expect(parseEntry(largest, hash256).ok).toBe(true)
    expect(parseEntry(bytesOf(maxEntryBytes + 1), hash256)).toEqual({
      ok: false,
      error: { code: 'entry/too-large', limitBytes: maxEntryBytes },
    })
  })

  it.each<[string, readonly CborValue[], Uint8Array?]>([
    ['version 0', withField(0, 0)],
    ['a version that is no number', withField(0, 'one')],
    ['a critical bit that is neither true nor false', withField(1, 1)],
    ['a short space', withField(2, bytesOf(15))],
    ['a long device', withField(3, bytesOf(33))],
    ['a negative number', withField(5, -1)],
    ['a fraction for a number', withField(4, 0.5)],
    ['a predecessor at number 0', withField(5, 0)],
    ['no predecessor after number 0', withField(6, null)],
    ['heads out of order', withField(7, [bytesOf(32, 3), bytesOf(32, 2)])],
    ['a head twice', withField(7, [bytesOf(32, 3), bytesOf(32, 3)])],
    ['too many heads', withField(7, manyIds(maxHeads + 1))],
    ['a part twice', withField(8, [bytesOf(32, 3), bytesOf(32, 3)])],
    ['too many parts', withField(8, manyIds(maxPartsPerEntry + 1))],
    ['a sealed body without an epoch', withField(9, null)],
    ['a short key id', withField(9, [0, bytesOf(15)])],
    ['a lockbox with an epoch', withField(11, 1)],
    ['an unknown body mode', withField(11, 2)],
    ['a field too many', [...fields, 0]],
    ['a field too few', fields.slice(0, -1)],
    ['a body shorter than any sealed one', fields, bytesOf(72)],
    ['a body that is not padded', fields, bytesOf(72 + 33)],
    ['a body over the limit', fields, bytesOf(maxSealedBodyBytes + 32)],
  ])('is refused with %s', (_what, header, body) => {
    expect(parseRaw(header, body)).toEqual(malformed)
  })

  it('is refused with a signature of another length, or in another frame', () => {
    const signed = encodeSigned(encodeCbor(fields), sealedBody)
    expect(parseEntry(encodeEntry(signed, bytesOf(63)), hash256)).toEqual(malformed)
    expect(parseEntry(encodeCbor([signed]), hash256)).toEqual(malformed)
    expect(parseEntry(encodeCbor([signed, signature, signature]), hash256)).toEqual(malformed)
    expect(parseEntry(encodeEntry(encodeCbor([fields]), signature), hash256)).toEqual(malformed)
  })

  it('never throws, whatever bytes arrive', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(parseEntry(bytes, hash256).ok).toBe(false)
        expect(parseLink(bytes, hash256).ok).toBe(false)
      }),
    )
  })
})

describe('an entry of a newer version', () => {
  const newer = (critical: boolean) =>
    encodeRaw([2, critical, ...fields.slice(2, 9), { more: 'fields' }], bytesOf(5))

  it('is told apart from a malformed one, with what it asks of this vault', () => {
    for (const critical of [true, false]) {
      expect(parseEntry(newer(critical), hash256)).toEqual({
        ok: false,
        error: { code: 'entry/unknown-version', version: 2, critical },
      })
    }
  })

  it('tells enough to be chained, verified, kept and passed on', () => {
    const bytes = newer(false)
    const known = unwrap(parseLink(encodeRaw(fields), hash256))
    const link = unwrap(parseLink(bytes, hash256))
    expect(link).toEqual({ ...known, version: 2, critical: false, bytes, id: link.id })
    expect(link.id).not.toBe(known.id)
  })

  it('is malformed when it breaks what every version keeps', () => {
    const short = encodeRaw([2, true, ...fields.slice(2, 8)])
    expect(parseEntry(short, hash256)).toEqual(malformed)
    expect(parseLink(short, hash256)).toEqual(malformed)
  })
})
