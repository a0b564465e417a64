import fc from 'fast-check'
import type { Delivery, LogReach } from '../../shared/formats/delivery'

const bytes = (min: number, max: number) => fc.uint8Array({ minLength: min, maxLength: max })
const hex = (length: number) =>
  bytes(length, length).map((value) => Buffer.from(value).toString('hex'))
const count = fc.oneof(fc.constantFrom(0, 23, 24, 255, 256, 65_536, 2 ** 32), fc.maxSafeNat())
const log = fc.record({ device: hex(32), count, last: hex(32) })

/** Any delivery; spaces with neither entries nor parts are left out when one is divided. */
export const anyDelivery: fc.Arbitrary<Delivery> = fc.record({
  spaces: fc.uniqueArray(
    fc
      .record({
        space: hex(16),
        entries: fc.array(bytes(1, 300), { maxLength: 30 }),
        parts: fc.array(bytes(1, 700), { maxLength: 4 }),
      })
      .filter(({ entries, parts }) => entries.length + parts.length > 0),
    { maxLength: 4, selector: ({ space }) => space },
  ),
  haves: fc.uniqueArray(fc.record({ space: hex(16), logs: fc.array(log, { maxLength: 7 }) }), {
    maxLength: 4,
    selector: ({ space }) => space,
  }),
  receipts: fc.array(
    log.chain((given) => hex(16).map((space) => ({ space, ...given }))),
    { maxLength: 30 },
  ),
})

/** What pieces of one delivery say together. */
export const joinDeliveries = (pieces: readonly Delivery[]): Delivery => {
  const spaces = new Map<string, { entries: Uint8Array[]; parts: Uint8Array[] }>()
  const haves = new Map<string, LogReach[]>()
  for (const piece of pieces) {
    for (const { space, entries, parts } of piece.spaces) {
      const known = spaces.get(space) ?? { entries: [], parts: [] }
      spaces.set(space, known)
      known.entries.push(...entries)
      known.parts.push(...parts)
    }
    for (const { space, logs } of piece.haves) {
      const known = haves.get(space) ?? []
      haves.set(space, known)
      known.push(...logs)
    }
  }
  return {
    spaces: [...spaces].map(([space, rest]) => ({ space, ...rest })),
    haves: [...haves].map(([space, logs]) => ({ space, logs })),
    receipts: pieces.flatMap(({ receipts }) => receipts),
  }
}
