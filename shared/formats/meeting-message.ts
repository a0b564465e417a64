import { TextName } from '../domain/terms'
import { err, ok, type Result } from '../errors/result'
import type { Bytes } from '../util/bytes'
import { z } from '../util/schema'
import { decodeCbor, encodeCbor } from './cbor'
import { type Delivery, encodeDelivery, maxDeliveryBytes, parseDelivery } from './delivery'
import { encodeHexField, hexField } from './hex-field'
import { bytesBetween, uint } from './wire'

/**
 * What two vaults say to each other once their channel is sealed, each message one frame of deterministic CBOR:
 *
 *     hello    = [ 1, protocol, oldest, … ]      first, once; a later version may add fields at its end
 *     delivery = [ 2, number, delivery ]         numbered from 1 in the order of sending
 *     reached  = [ 3, upTo, more, delivery ]     `more` (0 or 1): pieces of the same telling follow
 *     bye      = [ 4, reason ]                   last
 *     request  = [ 5, file ]                     once, by a laptop that waits to be let in
 *     cursor   = [ 6, space (16), text, where ]  `where`: bytes, or null for nowhere
 *
 * `delivery` is the bytes of a delivery (delivery.ts); in `reached` it has haves alone. `upTo` is the number of the
 * last delivery of the other side that was taken in before the haves were read.
 */
export type PeerMessage =
  /** The newest version of this protocol that the program speaks, and the oldest that it still understands. */
  | { readonly kind: 'hello'; readonly protocol: number; readonly oldest: number }
  | { readonly kind: 'delivery'; readonly number: number; readonly delivery: Delivery }
  | {
      readonly kind: 'reached'
      readonly upTo: number
      readonly more: boolean
      readonly haves: Delivery['haves']
    }
  | { readonly kind: 'bye'; readonly reason: ByeReason }
  /** The sealed file of a join request, as it would come by a USB stick. */
  | { readonly kind: 'request'; readonly file: Uint8Array }
  | ({ readonly kind: 'cursor' } & TextCursor)

/** Where somebody is in a text of a space that is written together; stored nowhere. */
export interface TextCursor {
  readonly space: string
  readonly name: TextName
  /** Made by the editor of their laptop, at most {@link maxCursorBytes}; `null`: nowhere any more. */
  readonly at: Uint8Array | null
}

export const maxCursorBytes = 1_024
/** Of the file of a join request: what a waiting laptop keeps. */
export const maxRequestBytes = 32_768

export const peerProtocol = 1

/** By number on the wire: never reordered. A number that is not known here means `leaving`. */
export const byeReasons = [
  /** The vault locks, or its member leaves the meeting. */
  'leaving',
  /** The other device, or its member, is not of the committee any more. */
  'gone',
  /** The other's program is too new, or too old, for the one who says so. */
  'newer-program',
  'older-program',
  /** More was refused than honest vaults send. */
  'refused',
  'malformed',
  /** More was sent at once than there was room for. */
  'flooded',
  /** What arrived could not be written to the disk. */
  'not-stored',
] as const
export type ByeReason = (typeof byeReasons)[number]

export type PeerMessageFailure =
  | { readonly code: 'meeting/malformed' }
  /** Of a kind that this version does not know. */
  | { readonly code: 'meeting/unknown-message'; readonly number: number }

/** The largest message: a delivery of one part alone. */
export const maxPeerMessageBytes = maxDeliveryBytes + 64

/**
 * Numbers, strings and lists in one message, or in its delivery: 4 MB of empty lists would take 300 MB and more than a
 * second. The most that is honest are haves, four to a space or log of 20 bytes and more.
 */
export const maxPeerMessageItems = 131_072

/** Of the haves in one message: they are looked up one by one, and a space's are never divided. */
export const maxToldBytes = 524_288

const numbers = { hello: 1, delivery: 2, reached: 3, bye: 4, request: 5, cursor: 6 } as const

export const encodePeerMessage = (message: PeerMessage): Bytes => {
  const number = numbers[message.kind]
  switch (message.kind) {
    case 'hello':
      return encodeCbor([number, message.protocol, message.oldest])
    case 'delivery':
      return encodeCbor([number, message.number, encodeDelivery(message.delivery)])
    case 'reached': {
      const { upTo, more, haves } = message
      const told = encodeDelivery({ spaces: [], haves, receipts: [] })
      return encodeCbor([number, upTo, more ? 1 : 0, told])
    }
    case 'bye':
      return encodeCbor([number, byeReasons.indexOf(message.reason)])
    case 'request':
      return encodeCbor([number, message.file])
    case 'cursor':
      return encodeCbor([number, encodeHexField(message.space), message.name, message.at])
  }
}

const inner = bytesBetween(1, maxDeliveryBytes)
const Kind = z.tuple([uint]).rest(z.unknown())
const Hello = z.tuple([z.literal(1), uint.min(1), uint.min(1)]).rest(z.unknown())
const DeliveryWire = z.tuple([z.literal(2), uint.min(1), inner])
const ReachedWire = z.tuple([
  z.literal(3),
  uint,
  z.union([z.literal(0), z.literal(1)]),
  bytesBetween(1, maxToldBytes),
])
const Bye = z.tuple([z.literal(4), uint])
const Request = z.tuple([z.literal(5), bytesBetween(1, maxRequestBytes)])
const Cursor = z.tuple([
  z.literal(6),
  hexField(16),
  TextName,
  bytesBetween(0, maxCursorBytes).nullable(),
])

const malformed = err({ code: 'meeting/malformed' })

export const parsePeerMessage = (bytes: Uint8Array): Result<PeerMessage, PeerMessageFailure> => {
  const decoded = decodeCbor(bytes, maxPeerMessageBytes, maxPeerMessageItems)
  const kind = decoded.ok ? Kind.safeParse(decoded.value) : null
  if (!decoded.ok || !kind?.success) return malformed
  const parse = parsers.get(kind.data[0])
  if (!parse) return err({ code: 'meeting/unknown-message', number: kind.data[0] })
  const message = parse(decoded.value)
  return message ? ok(message) : malformed
}

const parseHello = (value: unknown): PeerMessage | null => {
  const parsed = Hello.safeParse(value)
  if (!parsed.success) return null
  const [, protocol, oldest] = parsed.data
  return oldest <= protocol ? { kind: 'hello', protocol, oldest } : null
}

const parseNumbered = (value: unknown): PeerMessage | null => {
  const parsed = DeliveryWire.safeParse(value)
  if (!parsed.success) return null
  const [, number, bytes] = parsed.data
  const delivery = parseDelivery(bytes, maxPeerMessageItems)
  return delivery && { kind: 'delivery', number, delivery }
}

const parseReached = (value: unknown): PeerMessage | null => {
  const parsed = ReachedWire.safeParse(value)
  if (!parsed.success) return null
  const [, upTo, more, bytes] = parsed.data
  const told = parseDelivery(bytes, maxPeerMessageItems)
  if (!told || told.spaces.length + told.receipts.length > 0) return null
  return { kind: 'reached', upTo, more: more === 1, haves: told.haves }
}

const parseBye = (value: unknown): PeerMessage | null => {
  const parsed = Bye.safeParse(value)
  return parsed.success ? { kind: 'bye', reason: byeReasons[parsed.data[1]] ?? 'leaving' } : null
}

const parseRequest = (value: unknown): PeerMessage | null => {
  const parsed = Request.safeParse(value)
  return parsed.success ? { kind: 'request', file: parsed.data[1] } : null
}

const parseCursor = (value: unknown): PeerMessage | null => {
  const parsed = Cursor.safeParse(value)
  if (!parsed.success) return null
  const [, space, name, at] = parsed.data
  return { kind: 'cursor', space, name, at }
}

const parsers = new Map<number, (value: unknown) => PeerMessage | null>([
  [numbers.hello, parseHello],
  [numbers.delivery, parseNumbered],
  [numbers.reached, parseReached],
  [numbers.bye, parseBye],
  [numbers.request, parseRequest],
  [numbers.cursor, parseCursor],
])
