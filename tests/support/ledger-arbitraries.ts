import fc from 'fast-check'
import type { EntryHeader } from '../../shared/formats/entry'
import type { DeviceId, EntryId, KeyId, PartId, SpaceId } from '../../shared/formats/ledger-ids'

const hex = <T extends string>(bytes: number): fc.Arbitrary<T> =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((value) => Buffer.from(value).toString('hex') as T)

const count = fc.oneof(
  fc.constantFrom(0, 23, 24, 255, 256, 65_536, 2 ** 32, Number.MAX_SAFE_INTEGER),
  fc.maxSafeNat(),
)

/** Any header that `parseEntry` accepts for a sealed body. */
export const anyHeader: fc.Arbitrary<EntryHeader> = fc
  .record({
    critical: fc.boolean(),
    space: hex<SpaceId>(16),
    device: hex<DeviceId>(32),
    incarnation: count,
    seq: count,
    previousId: hex<EntryId>(32),
    heads: fc.uniqueArray(hex<EntryId>(32), { maxLength: 5 }),
    epoch: fc.record({ number: count, keyId: hex<KeyId>(16) }),
    timeMs: count,
    parts: fc.uniqueArray(hex<PartId>(32), { maxLength: 4 }),
  })
  .map(({ previousId, heads, ...header }) => ({
    ...header,
    previous: header.seq === 0 ? null : previousId,
    heads: [...heads].sort(),
  }))

/** Any plain data that CBOR carries. */
export const anyContent = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    fc.string().map((text) => `\ufeff${text}`),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 40 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ maxLength: 8 }).filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value
