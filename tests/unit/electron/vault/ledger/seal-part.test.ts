import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  boxTo,
  type KeyPair,
  makeBoxKeys,
  randomBytes,
} from '../../../../../electron/vault/crypto/keys'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import { makeEpochKey } from '../../../../../electron/vault/ledger/lockbox'
import { emptyLog } from '../../../../../electron/vault/ledger/log-view'
import {
  isPartOf,
  openPart,
  type PartReaders,
  sealPart,
} from '../../../../../electron/vault/ledger/seal-part'
import { judgeBatch } from '../../../../../electron/vault/ledger/verify-log'
import { unwrap } from '../../../../../shared/errors/result'
import type { DeviceId, KeyId } from '../../../../../shared/formats/ledger-ids'
import { maxPartPlaintextBytes, PartKind, parsePart } from '../../../../../shared/formats/part'
import { anyContent } from '../../../../support/ledger-arbitraries'
import { makeScribe, spaceOne, spaceTwo } from '../../../../support/ledger-log'

beforeAll(loadSodium)

const adasDevice = 'ad'.repeat(32) as DeviceId
const bensDevice = 'be'.repeat(32) as DeviceId
const notAReader = { ok: false, error: { code: 'part/not-a-reader' } }
const doesNotOpen = { ok: false, error: { code: 'part/does-not-open' } }

const keysOf = (device: DeviceId, boxKeys: KeyPair, epochKey: Uint8Array | null = null) => ({
  device,
  boxKeys,
  keyFor: () => epochKey,
})
const forEpoch = (): PartReaders & { kind: 'epoch' } => {
  const { epoch, key } = makeEpochKey(spaceOne, 0)
  return { kind: 'epoch', epoch, key }
}
const forDevices = (...devices: readonly (readonly [DeviceId, KeyPair])[]): PartReaders => ({
  kind: 'devices',
  devices: devices.map(([device, keys]) => ({ device, boxKey: keys.publicKey })),
})
const sealAndParse = (kind: PartKind, value: unknown, readers: PartReaders) => {
  const { id, bytes } = unwrap(sealPart(spaceOne, kind, value, readers))
  return { id, bytes, part: unwrap(parsePart(bytes)) }
}

describe('a part', () => {
  it('comes back under the key of its epoch only', () => {
    const ada = makeBoxKeys()
    fc.assert(
      fc.property(fc.constantFrom(...PartKind.options), anyContent, (kind, value) => {
        const readers = forEpoch()
        const { id, part } = sealAndParse(kind, value, readers)
        const withKey = (key: Uint8Array) => keysOf(adasDevice, ada, key)
        expect(isPartOf(part, id)).toBe(true)
        expect(openPart(spaceOne, part, withKey(readers.key))).toEqual({ ok: true, value })
        expect(openPart(spaceOne, part, withKey(randomBytes(32)))).toEqual(notAReader)
      }),
      { numRuns: 60 },
    )
  })

  it('[R20] boxed to named devices opens on each of them and on no other, not with the key of the space either', () => {
    const [ada, ben] = [makeBoxKeys(), makeBoxKeys()]
    const identity = { name: 'Noor Haddad', contact: '', pronouns: '' }
    const one = sealAndParse('identity', identity, forDevices([adasDevice, ada])).part
    expect(openPart(spaceOne, one, keysOf(adasDevice, ada))).toEqual({ ok: true, value: identity })
    expect(openPart(spaceOne, one, keysOf(bensDevice, ben, randomBytes(32)))).toEqual(notAReader)
    expect(openPart(spaceOne, one, keysOf(adasDevice, ben))).toEqual(notAReader)

    const both = sealAndParse(
      'identity',
      identity,
      forDevices([bensDevice, ben], [adasDevice, ada]),
    )
    expect(openPart(spaceOne, both.part, keysOf(adasDevice, ada)).ok).toBe(true)
    expect(openPart(spaceOne, both.part, keysOf(bensDevice, ben)).ok).toBe(true)
  })

  it('[promise 7] does not pass from one space to another, nor for another kind', () => {
    const ada = makeBoxKeys()
    const readers = forEpoch()
    const keys = keysOf(adasDevice, ada, readers.key)
    const { part } = sealAndParse('safety', 'north hall', readers)
    expect(openPart(spaceTwo, part, keys)).toEqual(notAReader)
    expect(openPart(spaceOne, { ...part, kind: 'text' }, keys)).toEqual(notAReader)
    const boxed = sealAndParse('safety', 'north hall', forDevices([adasDevice, ada])).part
    expect(openPart(spaceTwo, boxed, keys)).toEqual(doesNotOpen)
    expect(openPart(spaceOne, { ...boxed, kind: 'text' }, keys)).toEqual(doesNotOpen)
  })

  it('does not open with the wrapped key of another part or epoch', () => {
    const readers = forEpoch()
    const keys = keysOf(adasDevice, makeBoxKeys(), readers.key)
    const one = sealAndParse('text', 'one', readers).part
    const two = sealAndParse('text', 'two', readers).part
    expect(openPart(spaceOne, { ...one, key: two.key }, keys)).toEqual(notAReader)
    const renamed = { ...readers.epoch, keyId: '00'.repeat(16) as KeyId }
    const moved = { ...one, key: { ...one.key, epoch: renamed } as typeof one.key }
    expect(openPart(spaceOne, moved, keys)).toEqual(notAReader)
  })

  it('opens under one key only: a boxed key that Mallory chose opens nothing of another', () => {
    const ada = makeBoxKeys()
    const { part } = sealAndParse('identity', 'Noor Haddad', forDevices([adasDevice, ada]))
    const box = boxTo(ada.publicKey, randomBytes(32))
    const forged = {
      ...part,
      key: { kind: 'devices' as const, boxes: [{ device: adasDevice, box }] },
    }
    expect(openPart(spaceOne, forged, keysOf(adasDevice, ada))).toEqual(doesNotOpen)
  })

  it('[promise 7] with any one byte changed is not what its entry cites, or does not open', () => {
    const readers = forEpoch()
    const { id, bytes } = sealAndParse('safety', 'north hall', readers)
    const keys = keysOf(adasDevice, makeBoxKeys(), readers.key)
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [0x01, 0x80]) {
        const changed = bytes.slice()
        changed[at] = (changed[at] as number) ^ flip
        const parsed = parsePart(changed)
        if (!parsed.ok) continue
        const opened = openPart(spaceOne, parsed.value, keys)
        expect(opened.ok && isPartOf(parsed.value, id)).toBe(false)
      }
    }
  })

  it('has another id each time, so that an id tells nothing of what was erased', () => {
    const readers = forEpoch()
    const ids = Array.from({ length: 20 }, () => sealAndParse('text', 'same', readers).id)
    expect(new Set(ids).size).toBe(20)
  })

  it('leaves the log that cites it whole when its salt, key and bytes are destroyed', () => {
    const ada = makeScribe()
    const { id } = sealAndParse('safety', 'north hall', forEpoch())
    const first = ada.write(null, { header: { parts: [id] } })
    const log = [first, ada.write(first)]
    const verdicts = judgeBatch(emptyLog(spaceOne, ada.device), log)
    expect(verdicts.map(({ verdict }) => verdict.kind)).toEqual(['accepted', 'accepted'])
  })

  it('tells the length of its content in steps of 64 bytes only', () => {
    const readers = forEpoch()
    const lengths = ['', 'Noor', 'Noor Haddad, by phone'].map(
      (name) => sealAndParse('identity', name, readers).bytes.length,
    )
    expect(new Set(lengths).size).toBe(1)
  })

  it('is refused over its limit, and sealed at it', () => {
    const seal = (length: number) => sealPart(spaceOne, 'text', new Uint8Array(length), forEpoch())
    expect(seal(maxPartPlaintextBytes - 5).ok).toBe(true)
    expect(seal(maxPartPlaintextBytes - 4)).toEqual({
      ok: false,
      error: { code: 'part/too-large', limitBytes: maxPartPlaintextBytes },
    })
  })

  it('is never made for nobody, or for one device twice', () => {
    const ada = [adasDevice, makeBoxKeys()] as const
    expect(() => sealPart(spaceOne, 'identity', '', forDevices())).toThrow('part/malformed')
    expect(() => sealPart(spaceOne, 'identity', '', forDevices(ada, ada))).toThrow('part/malformed')
  })
})
