import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { hash256 } from '../../../../../electron/vault/crypto/hash'
import {
  makeBoxKeys,
  makeSigningKeys,
  randomBytes,
} from '../../../../../electron/vault/crypto/keys'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import { makeEpochKey, sealLockbox } from '../../../../../electron/vault/ledger/lockbox'
import { emptyLog } from '../../../../../electron/vault/ledger/log-view'
import {
  makeLockboxEntry,
  openEntry,
  sealEntry,
} from '../../../../../electron/vault/ledger/seal-entry'
import { judgeEntry } from '../../../../../electron/vault/ledger/verify-log'
import { unwrap } from '../../../../../shared/errors/result'
import { encodeCbor } from '../../../../../shared/formats/cbor'
import {
  type EntryHeader,
  encodeEntry,
  encodeHeader,
  encodeSigned,
  maxBodyBytes,
  parseEntry,
} from '../../../../../shared/formats/entry'
import type { DeviceId, EntryId, KeyId, PartId } from '../../../../../shared/formats/ledger-ids'
import { anyContent, anyHeader } from '../../../../support/ledger-arbitraries'
import { makeScribe, parse, spaceOne, spaceTwo } from '../../../../support/ledger-log'

beforeAll(loadSodium)

const doesNotOpen = { ok: false, error: { code: 'entry/does-not-open' } }
const id = <T extends string>(fill: string, length = 32) => fill.repeat(length) as T

describe('an entry', () => {
  it('comes back with its header and its fact, under its key only', () => {
    const { secretKey } = makeSigningKeys()
    fc.assert(
      fc.property(
        anyHeader,
        fc.string({ minLength: 1, maxLength: 40 }),
        anyContent,
        (header, kind, content) => {
          const key = randomBytes(32)
          const sealed = unwrap(sealEntry(header, { kind, content }, key, secretKey))
          const entry = parse(sealed.bytes)
          expect(entry).toMatchObject(header)
          expect(entry.id).toBe(sealed.id)
          expect(openEntry(entry, () => key)).toEqual({ ok: true, value: { kind, content } })
          expect(openEntry(entry, () => randomBytes(32))).toEqual(doesNotOpen)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('asks for the key that it names, and says when it is not here', () => {
    const entry = makeScribe().write(null)
    const asked: unknown[] = []
    const opened = openEntry(entry, (number, keyId) => {
      asked.push({ number, keyId })
      return null
    })
    expect(opened).toEqual({ ok: false, error: { code: 'entry/no-key' } })
    expect(asked).toEqual([entry.epoch])
  })

  it('[promise 7] is refused with any one bit changed', () => {
    const ada = makeScribe()
    const original = ada.write(null, { content: 'north hall' })
    const log = emptyLog(spaceOne, ada.device)
    expect(judgeEntry(log, original).kind).toBe('accepted')
    for (let bit = 0; bit < original.bytes.length * 8; bit++) {
      const bytes = original.bytes.slice()
      bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7))
      const parsed = parseEntry(bytes, hash256)
      if (parsed.ok) expect(judgeEntry(log, parsed.value).kind).toBe('refused')
    }
  })

  it('[promise 7] is refused when it is cut short or made longer', () => {
    const { bytes } = makeScribe().write(null)
    for (let length = 0; length < bytes.length; length++) {
      expect(parseEntry(bytes.subarray(0, length), hash256).ok).toBe(false)
    }
    expect(parseEntry(Uint8Array.from([...bytes, 0]), hash256).ok).toBe(false)
  })

  it.each<[string, Partial<EntryHeader>]>([
    ['critical bit', { critical: false }],
    ['space', { space: spaceTwo }],
    ['device', { device: id<DeviceId>('be') }],
    ['incarnation', { incarnation: 1 }],
    ['number', { seq: 2 }],
    ['predecessor', { previous: id<EntryId>('11') }],
    ['heads', { heads: [id<EntryId>('22')] }],
    ['parts', { parts: [id<PartId>('33')] }],
    ['epoch', { epoch: { number: 1, keyId: id<KeyId>('00', 16) } }],
    ['time', { timeMs: 2_000 }],
  ])('[promise 7] neither opens nor passes with another %s', (_field, change) => {
    const ada = makeScribe()
    const first = ada.write(null)
    const original = ada.write(first, { content: 'north hall' })
    const header = encodeHeader({ ...original, ...change }, 'sealed')
    const tampered = parse(
      encodeEntry(encodeSigned(header, original.body), original.signature as Uint8Array),
    )
    expect(openEntry(tampered, () => ada.epochKey.key)).toEqual(doesNotOpen)
    const verdict = judgeEntry(emptyLog(spaceOne, ada.device), tampered)
    expect(verdict.kind).toBe('refused')
  })

  it('does not open with the body of another entry', () => {
    const ada = makeScribe()
    const one = ada.write(null)
    const two = ada.write(one)
    const swapped = parse(encodeEntry(encodeSigned(one.associatedData, two.body), null))
    expect(openEntry(swapped, () => ada.epochKey.key)).toEqual(doesNotOpen)
  })

  it('tells the length of its body in steps of 32 bytes only', () => {
    const ada = makeScribe()
    const lengths = ['', 'a', 'a longer word'].map(
      (content) => ada.write(null, { content }).bytes.length,
    )
    expect(new Set(lengths).size).toBe(1)
  })

  it('is refused with a body over the limit, and sealed at it', () => {
    const header = makeScribe().write(null)
    const bodyOf = (length: number) => ({ kind: 'note', content: new Uint8Array(length) })
    const overhead = encodeCbor(['note', new Uint8Array(maxBodyBytes - 100)]).length
    const largest = maxBodyBytes - (overhead - (maxBodyBytes - 100))
    const seal = (length: number) => sealEntry(header, bodyOf(length), randomBytes(32), null)
    expect(seal(largest).ok).toBe(true)
    expect(seal(largest + 1)).toEqual({
      ok: false,
      error: { code: 'entry/too-large', limitBytes: maxBodyBytes },
    })
  })

  it.each<[string, Partial<EntryHeader>]>([
    ['heads out of order', { heads: [id<EntryId>('22'), id<EntryId>('11')] }],
    ['a part twice', { parts: [id<PartId>('22'), id<PartId>('22')] }],
    ['a predecessor at number 0', { previous: id<EntryId>('11') }],
  ])('is never made with %s: a log cannot be continued past it', (_what, change) => {
    expect(() => makeScribe().write(null, { header: change })).toThrow('entry/malformed')
  })
})

describe('a lockbox entry', () => {
  it('is signed, names no epoch and carries its lockbox as it is', () => {
    const ada = makeScribe()
    const lockbox = sealLockbox(
      makeEpochKey(spaceOne, 0),
      [],
      [{ device: ada.device, boxKey: makeBoxKeys().publicKey }],
    )
    const header = { ...ada.write(null), epoch: null }
    const entry = parse(makeLockboxEntry(header, lockbox, ada.keys.secretKey).bytes)
    expect(entry).toMatchObject({ bodyMode: 'lockbox', epoch: null, body: lockbox })
    expect(judgeEntry(emptyLog(spaceOne, ada.device), entry).kind).toBe('accepted')
  })

  it('cannot be made of anything else', () => {
    const ada = makeScribe()
    const header = { ...ada.write(null), epoch: null }
    const fact = encodeCbor(['note.added', 'in the clear'])
    expect(() => makeLockboxEntry(header, fact, ada.keys.secretKey)).toThrow('entry/malformed')
  })
})
