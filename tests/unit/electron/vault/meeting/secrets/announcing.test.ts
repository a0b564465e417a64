import { beforeAll, describe, expect, it } from 'vitest'
import { loadSodium, sodium } from '../../../../../../electron/vault/crypto/sodium'
import {
  announceTo,
  meetingKeyOf,
  recogniseAnnouncement,
} from '../../../../../../electron/vault/meeting/secrets/announcing'
import { parseMeetingAnnouncement } from '../../../../../../shared/formats/meeting-announcement'

beforeAll(loadSodium)

const key = (number: number) => new Uint8Array(32).fill(number)
const nonce = Uint8Array.from({ length: 12 }, (_byte, at) => at)
const at = { host: '192.168.7.2', port: 40_001 }
const textFor = (...keys: readonly number[]) => announceTo(keys.map(key), nonce, key(99), at)
const slotsOf = (text: string) =>
  (parseMeetingAnnouncement(text)?.slots ?? []).map((slot) => Buffer.from(slot).toString('hex'))

describe('an announcement', () => {
  it('is recognised with any of its keys, and with no other', () => {
    const text = textFor(1, 2, 3)
    for (const known of [[1], [2], [3], [50, 3]])
      expect(recogniseAnnouncement(text, at, known.map(key))).toEqual(nonce)
    expect(recogniseAnnouncement(text, at, [key(4), key(99)])).toBeNull()
    expect(recogniseAnnouncement(text, at, [])).toBeNull()
    expect(recogniseAnnouncement('x', at, [key(1)])).toBeNull()
  })

  it('is worth nothing at another address: whoever repeats it is not recognised', () => {
    const text = textFor(1)
    expect(recogniseAnnouncement(text, { ...at, host: '192.168.7.3' }, [key(1)])).toBeNull()
    expect(recogniseAnnouncement(text, { ...at, port: 40_002 }, [key(1)])).toBeNull()
  })

  it('has a slot as the page for reviewers says', () => {
    const message = Buffer.concat([
      Buffer.from('conclave/meeting-slot/v1\0'),
      nonce,
      Buffer.from([40_001 >> 8, 40_001 & 255]),
      Buffer.from('192.168.7.2'),
    ])
    const slot = sodium.crypto_generichash(32, message, key(1)).slice(0, 8)
    expect(slotsOf(textFor(1))).toContain(Buffer.from(slot).toString('hex'))
  })

  it('is as long for one key as for sixteen, and for more than there is room for', () => {
    const many = Array.from({ length: 20 }, (_key, index) => index + 1)
    const lengths = [textFor(), textFor(1), textFor(...many)].map((text) => text.length)
    expect(new Set(lengths)).toEqual(new Set([187]))
    expect(recogniseAnnouncement(textFor(...many), at, [key(16)])).toEqual(nonce)
    expect(recogniseAnnouncement(textFor(...many), at, [key(17)])).toBeNull()
  })

  it('changes one slot for one key more: how many mean something does not show', () => {
    const before = slotsOf(textFor(1, 2))
    const after = slotsOf(textFor(3, 1, 2))
    expect(after.filter((slot) => !before.includes(slot))).toHaveLength(1)
    // Another nonce changes all of them.
    const fresh = slotsOf(announceTo([key(1), key(2)], key(9).slice(0, 12), key(98), at))
    expect(fresh.filter((slot) => before.includes(slot))).toEqual([])
  })
})

describe('the key of a meeting', () => {
  it('is six bytes that follow from committee and nonce', () => {
    const one = meetingKeyOf('c0'.repeat(16), nonce)
    expect(one).toHaveLength(6)
    expect(meetingKeyOf('c0'.repeat(16), nonce)).toEqual(one)
    expect(meetingKeyOf('c1'.repeat(16), nonce)).not.toEqual(one)
    expect(meetingKeyOf('c0'.repeat(16), key(1).slice(0, 12))).not.toEqual(one)
  })
})
