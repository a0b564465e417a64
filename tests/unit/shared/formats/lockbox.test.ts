import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CborValue, encodeCbor } from '../../../../shared/formats/cbor'
import { maxDeviceBoxes } from '../../../../shared/formats/device-boxes'
import type { DeviceId, KeyId } from '../../../../shared/formats/ledger-ids'
import {
  encodeLockbox,
  type Lockbox,
  maxLockboxBytes,
  maxPredecessors,
  parseLockbox,
} from '../../../../shared/formats/lockbox'
import { bytesToHex } from '../../../../shared/util/bytes'

const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const id = <T extends string>(length: number) =>
  exactly(length).map((value) => bytesToHex(value) as T)
const bytesOf = (length: number, fill = 7) => new Uint8Array(length).fill(fill)

const anyNumber = fc.oneof(fc.constantFrom(0, 23, 24, Number.MAX_SAFE_INTEGER), fc.maxSafeNat())
const anyEpoch = fc.record({ number: anyNumber, keyId: id<KeyId>(16) })
const ascending = (a: string, b: string): number => (a < b ? -1 : 1)
const anyLockbox: fc.Arbitrary<Lockbox> = fc.record({
  epoch: anyEpoch,
  predecessors: fc
    .uniqueArray(fc.record({ epoch: anyEpoch, wrapped: exactly(104) }), {
      selector: ({ epoch }) => epoch.keyId,
      maxLength: 4,
    })
    .map((all) => all.toSorted((a, b) => ascending(a.epoch.keyId, b.epoch.keyId))),
  boxes: fc
    .uniqueArray(fc.record({ device: id<DeviceId>(32), box: exactly(80) }), {
      selector: ({ device }) => device,
      minLength: 1,
      maxLength: 5,
    })
    .map((all) => all.toSorted((a, b) => ascending(a.device, b.device))),
})

const malformed = { ok: false, error: { code: 'lockbox/malformed' } }
const box = (n: number): CborValue => [bytesOf(32, n), bytesOf(80)]
const older = (n: number): CborValue => [bytesOf(16, n), 0, bytesOf(104)]
const lockbox = (changes: Record<number, CborValue> = {}): CborValue =>
  [1, 3, bytesOf(16), [older(1)], [box(1), box(2)]].map((field, at) => changes[at] ?? field)
const many = (count: number, of: (n: number) => CborValue): CborValue =>
  Array.from({ length: count }, (_, n) => of(n))

describe('a lockbox on the wire', () => {
  it('comes back from its bytes with every field', () => {
    fc.assert(
      fc.property(anyLockbox, (one) => {
        expect(parseLockbox(encodeLockbox(one))).toEqual({ ok: true, value: one })
      }),
    )
  })

  it('is written alike in whatever order its devices and predecessors are named', () => {
    fc.assert(
      fc.property(anyLockbox, (one) => {
        const reversed = {
          ...one,
          boxes: one.boxes.toReversed(),
          predecessors: one.predecessors.toReversed(),
        }
        expect(encodeLockbox(reversed)).toEqual(encodeLockbox(one))
      }),
    )
  })

  it('holds as much as its limits say, within its size', () => {
    const full = [
      1,
      Number.MAX_SAFE_INTEGER,
      bytesOf(16),
      many(maxPredecessors, (n) => [bytesOf(16, n), Number.MAX_SAFE_INTEGER, bytesOf(104)]),
      many(maxDeviceBoxes, box),
    ]
    const bytes = encodeCbor(full)
    expect(parseLockbox(bytes).ok).toBe(true)
    expect(bytes.length).toBeLessThan(maxLockboxBytes)
  })

  it.each<[string, CborValue]>([
    ['another version', lockbox({ 0: 2 })],
    ['a negative epoch', lockbox({ 1: -1 })],
    ['a short key id', lockbox({ 2: bytesOf(15) })],
    ['a short device', lockbox({ 4: [[bytesOf(31), bytesOf(80)]] })],
    ['a box that cannot hold a key', lockbox({ 4: [[bytesOf(32), bytesOf(79)]] })],
    ['a box that could hold more', lockbox({ 4: [[bytesOf(32), bytesOf(81)]] })],
    ['no box', lockbox({ 4: [] })],
    ['a device twice', lockbox({ 4: [box(1), box(1)] })],
    ['devices out of order', lockbox({ 4: [box(2), box(1)] })],
    ['more boxes than the limit', lockbox({ 4: many(maxDeviceBoxes + 1, box) })],
    ['a short predecessor', lockbox({ 3: [[bytesOf(16), 0, bytesOf(103)]] })],
    ['a predecessor twice', lockbox({ 3: [older(1), older(1)] })],
    ['predecessors out of order', lockbox({ 3: [older(2), older(1)] })],
    ['more predecessors than the limit', lockbox({ 3: many(maxPredecessors + 1, older) })],
    ['a field too few', (lockbox() as CborValue[]).slice(0, 4)],
  ])('is refused with %s', (_what, fields) => {
    expect(parseLockbox(encodeCbor(lockbox())).ok).toBe(true)
    expect(parseLockbox(encodeCbor(fields))).toEqual(malformed)
  })

  it('never throws, whatever bytes arrive', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(parseLockbox(bytes)).toEqual(malformed)
      }),
    )
  })
})
