import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CborValue, encodeCbor } from '../../../../shared/formats/cbor'
import { maxDeviceBoxes } from '../../../../shared/formats/device-boxes'
import type { DeviceId, KeyId } from '../../../../shared/formats/ledger-ids'
import {
  encodePart,
  maxPartBytes,
  type Part,
  PartKind,
  parsePart,
} from '../../../../shared/formats/part'
import { bytesToHex } from '../../../../shared/util/bytes'

const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const bytesOf = (length: number, fill = 7) => new Uint8Array(length).fill(fill)

const anyKey: fc.Arbitrary<Part['key']> = fc.oneof(
  fc.record({
    kind: fc.constant('epoch' as const),
    epoch: fc.record({
      number: fc.maxSafeNat(),
      keyId: exactly(16).map((id) => bytesToHex(id) as KeyId),
    }),
    wrapped: exactly(104),
  }),
  fc.record({
    kind: fc.constant('devices' as const),
    boxes: fc
      .uniqueArray(
        fc.record({
          device: exactly(32).map((id) => bytesToHex(id) as DeviceId),
          box: exactly(80),
        }),
        { minLength: 1, maxLength: 5, selector: ({ device }) => device },
      )
      .map((boxes) => boxes.sort((a, b) => (a.device < b.device ? -1 : 1))),
  }),
)
const anyPart: fc.Arbitrary<Part> = fc.record({
  kind: fc.constantFrom(...PartKind.options),
  salt: exactly(32),
  ciphertext: fc.uint8Array({ maxLength: 300 }),
  key: anyKey,
})

const underEpoch = [0, 3, bytesOf(16), bytesOf(104)] as const
const box = (fill: number) => [bytesOf(32, fill), bytesOf(80)]
const parseRaw = (...fields: CborValue[]) => parsePart(encodeCbor(fields))
const malformed = { ok: false, error: { code: 'part/malformed' } }

describe('a part on the wire', () => {
  it('comes back from its bytes with every field', () => {
    fc.assert(
      fc.property(anyPart, (part) => {
        expect(parsePart(encodePart(part))).toEqual({ ok: true, value: part })
      }),
    )
  })

  it('is written alike in whatever order its readers are named', () => {
    fc.assert(
      fc.property(anyPart, (part) => {
        if (part.key.kind === 'epoch') return
        const reversed = { ...part, key: { ...part.key, boxes: [...part.key.boxes].reverse() } }
        expect(encodePart(reversed)).toEqual(encodePart(part))
      }),
    )
  })

  it.each<[string, CborValue[]]>([
    ['an unknown kind', [1, 4, bytesOf(32), bytesOf(9), underEpoch]],
    ['a short salt', [1, 0, bytesOf(31), bytesOf(9), underEpoch]],
    [
      'a wrapped key of another length',
      [1, 0, bytesOf(32), bytesOf(9), [0, 3, bytesOf(16), bytesOf(105)]],
    ],
    ['no reader', [1, 0, bytesOf(32), bytesOf(9), [1, []]]],
    ['a reader twice', [1, 0, bytesOf(32), bytesOf(9), [1, [box(1), box(1)]]]],
    ['readers out of order', [1, 0, bytesOf(32), bytesOf(9), [1, [box(2), box(1)]]]],
    [
      'a box of another length',
      [1, 0, bytesOf(32), bytesOf(9), [1, [[bytesOf(32), bytesOf(200)]]]],
    ],
    [
      'too many readers',
      [
        1,
        0,
        bytesOf(32),
        bytesOf(9),
        [1, Array.from({ length: maxDeviceBoxes + 1 }, (_, i) => box(i))],
      ],
    ],
    ['an unknown way to its key', [1, 0, bytesOf(32), bytesOf(9), [2, []]]],
    ['a field too many', [1, 0, bytesOf(32), bytesOf(9), underEpoch, 0]],
    ['version 0', [0, 0, bytesOf(32), bytesOf(9), underEpoch]],
  ])('is refused with %s', (_what, fields) => {
    expect(parseRaw(...fields)).toEqual(malformed)
  })

  it('of a newer version is told apart from a malformed one', () => {
    expect(parseRaw(2, 'anything')).toEqual({
      ok: false,
      error: { code: 'part/unknown-version', version: 2 },
    })
  })

  it('is refused over its limit before it is read', () => {
    expect(parsePart(bytesOf(maxPartBytes + 1))).toEqual({
      ok: false,
      error: { code: 'part/too-large', limitBytes: maxPartBytes },
    })
  })

  it('never throws, whatever bytes arrive', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(parsePart(bytes).ok).toBe(false)
      }),
    )
  })
})
