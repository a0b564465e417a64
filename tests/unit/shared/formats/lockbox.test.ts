import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CborValue, encodeCbor } from '../../../../shared/formats/cbor'
import type { DeviceId, KeyId, SpaceId } from '../../../../shared/formats/ledger-ids'
import {
  encodeLockbox,
  encodeLockboxSecret,
  parseLockbox,
  parseLockboxSecret,
} from '../../../../shared/formats/lockbox'
import { bytesToHex } from '../../../../shared/util/bytes'

const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const id = <T extends string>(length: number) =>
  exactly(length).map((value) => bytesToHex(value) as T)
const bytesOf = (length: number) => new Uint8Array(length).fill(7)

const anyNumber = fc.oneof(fc.constantFrom(0, 23, 24, Number.MAX_SAFE_INTEGER), fc.maxSafeNat())
const anyEpoch = fc.record({ number: anyNumber, keyId: id<KeyId>(16) })
const anyLockbox = fc.record({
  recipient: id<DeviceId>(32),
  epoch: anyEpoch,
  box: fc.uint8Array({ minLength: 152, maxLength: 160 }),
  predecessor: fc.option(fc.record({ epoch: anyEpoch, wrapped: exactly(104) })),
})
const anySecret = fc.record({
  space: id<SpaceId>(16),
  recipient: id<DeviceId>(32),
  epoch: anyEpoch,
  key: exactly(32),
})

const malformed = { ok: false, error: { code: 'lockbox/malformed' } }

describe('a lockbox on the wire', () => {
  it('comes back from its bytes with every field', () => {
    fc.assert(
      fc.property(anyLockbox, (lockbox) => {
        expect(parseLockbox(encodeLockbox(lockbox))).toEqual({ ok: true, value: lockbox })
      }),
    )
  })

  it('holds a secret that comes back with every field and fits its box', () => {
    fc.assert(
      fc.property(anySecret, (secret) => {
        const bytes = encodeLockboxSecret(secret)
        expect(parseLockboxSecret(bytes)).toEqual({ ok: true, value: secret })
        expect(bytes.length).toBeGreaterThanOrEqual(152 - 48)
        expect(bytes.length).toBeLessThanOrEqual(160 - 48)
      }),
    )
  })

  it.each<[string, CborValue[]]>([
    ['another version', [2, bytesOf(32), 0, bytesOf(16), bytesOf(152), null]],
    ['a short recipient', [1, bytesOf(31), 0, bytesOf(16), bytesOf(152), null]],
    ['a negative epoch', [1, bytesOf(32), -1, bytesOf(16), bytesOf(152), null]],
    ['a box that cannot hold the secret', [1, bytesOf(32), 0, bytesOf(16), bytesOf(151), null]],
    ['a box that could hold more', [1, bytesOf(32), 0, bytesOf(16), bytesOf(161), null]],
    [
      'a short predecessor',
      [1, bytesOf(32), 0, bytesOf(16), bytesOf(152), [0, bytesOf(16), bytesOf(103)]],
    ],
    ['a field too few', [1, bytesOf(32), 0, bytesOf(16), bytesOf(152)]],
  ])('is refused with %s', (_what, fields) => {
    expect(parseLockbox(encodeCbor(fields))).toEqual(malformed)
  })

  it('never throws, whatever bytes arrive', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(parseLockbox(bytes)).toEqual(malformed)
        expect(parseLockboxSecret(bytes)).toEqual(malformed)
      }),
    )
  })
})
