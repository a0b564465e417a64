import type { Bytes } from '../util/bytes'
import { z } from '../util/schema'
import { decodeCbor, encodeCbor } from './cbor'
import { maxEntryBytes } from './entry'
import { encodeHexField, hexField } from './hex-field'
import { maxPartBytes } from './part'
import { bytesBetween, uint } from './wire'

/**
 * What one member's vault gives to another's: the entries and parts of spaces that the other may
 * read, and how far the sender's own logs of them reach. As bytes it is the payload of a bundle's
 * chunk (docs/formats.md, "Bundle"):
 *
 *     delivery = [ [ [ space (16), [ entry, … ], [ part, … ] ], … ],
 *                  [ [ space (16), [ [ device (32), count, last (32) ], … ] ], … ],
 *                  [ [ space (16), device (32), count, last (32) ], … ] ]
 *
 * Entries and parts are opaque here: whoever takes them in parses and judges each.
 */
export interface Delivery {
  readonly spaces: readonly SpaceDelivery[]
  /** How far the sender has each log. */
  readonly haves: readonly { readonly space: string; readonly logs: readonly LogReach[] }[]
  /** How far the receiver's own logs have arrived, in spaces that they may read no more. */
  readonly receipts: readonly ({ readonly space: string } & LogReach)[]
}

export interface SpaceDelivery {
  readonly space: string
  readonly entries: readonly Uint8Array[]
  readonly parts: readonly Uint8Array[]
  /** Of the first entries, how many travel together where there is room: what the space is, and its keys. Not written. */
  readonly beginning?: number
}

/** The first `count` numbers of a log, and which entries carry them. */
export interface LogReach {
  readonly device: string
  readonly count: number
  /**
   * The id of the entry with the last of these numbers, which names all before it; of a log that forks
   * among them, the hash of all their ids (docs/formats.md, "Bundle"). Equal for equal entries alone.
   */
  readonly last: string
}

/** Logs that are told of in one space, at most: more devices than a committee ever has. */
export const maxLogsTold = 1_000

export const emptyDelivery: Delivery = { spaces: [], haves: [], receipts: [] }

/** One part alone, the most that cannot be split further, and its frame. */
export const maxDeliveryBytes = maxPartBytes + 1_024

export const encodeDelivery = ({ spaces, haves, receipts }: Delivery): Bytes =>
  encodeCbor([
    spaces.map(({ space, entries, parts }) => [encodeHexField(space), entries, parts]),
    haves.map(({ space, logs }) => [encodeHexField(space), logs.map(logFields)]),
    receipts.map(({ space, ...log }) => [encodeHexField(space), ...logFields(log)]),
  ])

const logFields = ({ device, count, last }: LogReach): [Bytes, number, Bytes] => [
  encodeHexField(device),
  count,
  encodeHexField(last),
]

const logWire = [hexField(32), uint, hexField(32)] as const

const Wire = z.tuple([
  z.array(
    z.tuple([
      hexField(16),
      z.array(bytesBetween(1, maxEntryBytes)),
      z.array(bytesBetween(1, maxPartBytes)),
    ]),
  ),
  z.array(z.tuple([hexField(16), z.array(z.tuple(logWire))])),
  z.array(z.tuple([hexField(16), ...logWire])),
])

/**
 * @param maxItems see `decodeCbor`
 * @returns `null` when the bytes, though they opened, are not what version 1 seals.
 */
export const parseDelivery = (bytes: Uint8Array, maxItems?: number): Delivery | null => {
  const decoded = decodeCbor(bytes, maxDeliveryBytes, maxItems)
  const parsed = decoded.ok ? Wire.safeParse(decoded.value) : null
  if (!parsed?.success) return null
  const [spaces, haves, receipts] = parsed.data
  return {
    spaces: spaces.map(([space, entries, parts]) => ({ space, entries, parts })),
    haves: haves.map(([space, logs]) => ({
      space,
      logs: logs.map(([device, count, last]) => ({ device, count, last })),
    })),
    receipts: receipts.map(([space, device, count, last]) => ({ space, device, count, last })),
  }
}

/** Bytes of a CBOR head (RFC 8949, section 3) whose argument is this. */
const headBytes = (argument: number): number =>
  argument < 24 ? 1 : argument < 256 ? 2 : argument < 65_536 ? 3 : argument < 2 ** 32 ? 5 : 9

const listBytes = <T>(items: readonly T[], bytesOf: (item: T) => number): number =>
  items.reduce((sum, item) => sum + bytesOf(item), headBytes(items.length))

const spaceIdBytes = 17
/** Of a device, and of an entry. */
const longIdBytes = 34
const fieldBytes = (field: Uint8Array): number => headBytes(field.length) + field.length
const logBytes = ({ count }: LogReach): number => 1 + 2 * longIdBytes + headBytes(count)

/** How many bytes `encodeDelivery` makes, without making them: a bundle's size is known beforehand. */
export const measureDelivery = ({ spaces, haves, receipts }: Delivery): number =>
  1 +
  listBytes(
    spaces,
    ({ entries, parts }) =>
      1 + spaceIdBytes + listBytes(entries, fieldBytes) + listBytes(parts, fieldBytes),
  ) +
  listBytes(haves, ({ logs }) => 1 + spaceIdBytes + listBytes(logs, logBytes)) +
  listBytes(receipts, (receipt) => spaceIdBytes + logBytes(receipt))
