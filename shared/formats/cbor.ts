import { decode, encode, rfc8949EncodeOptions, type Token, Tokenizer } from 'cborg'
import { err, ok, type Result } from '../errors/result'
import { type Bytes, bytesEqual } from '../util/bytes'

/**
 * Deterministic CBOR (RFC 8949, section 4.2): shortest forms, keys sorted by their encoded bytes, no
 * indefinite lengths, no tags, no `undefined`, no NaN or infinity, no integer outside JavaScript's
 * exact ones, no key `__proto__`, arrays and maps nested {@link maxCborDepth} deep at most. One value
 * has one encoding, so hashes and signatures over it are stable.
 *
 * Lone surrogates have no UTF-8: text that holds any comes back with U+FFFD in their place.
 */
export type CborValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly CborValue[]
  | { readonly [key: string]: CborValue }

/** Honest values nest about half as deep; hostile bytes must not exhaust the stack. */
export const maxCborDepth = 16

export type CborFailure =
  | { readonly code: 'cbor/too-large'; readonly limitBytes: number }
  /** Not CBOR, or CBOR outside the deterministic subset. */
  | { readonly code: 'cbor/malformed' }

/** Throws on a value outside `CborValue`: that is a mistake of the program. */
export const encodeCbor = (value: CborValue): Bytes =>
  // cborg answers with a view of a pooled Buffer, which neither `slice` nor a message port would copy alone.
  new Uint8Array(encodePooled(value))

const encodePooled = (value: CborValue): Uint8Array => {
  assertEncodable(value)
  return encode(value, rfc8949EncodeOptions)
}

/**
 * Refuses bytes that `encodeCbor` would not have made from the same value.
 *
 * @param maxItems numbers, strings, arrays and maps in all, as `cbor/malformed` beyond: each takes a byte to write, and
 *   seventy in memory
 */
export const decodeCbor = (
  bytes: Uint8Array,
  limitBytes: number,
  maxItems = Number.POSITIVE_INFINITY,
): Result<CborValue, CborFailure> => {
  if (bytes.length > limitBytes) return err({ code: 'cbor/too-large', limitBytes })
  try {
    // Node's Buffer slices without copying: the byte strings of the value would change with its owner.
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    const tokenizer = new StrictTokenizer(plain, maxItems)
    const value = decode(plain, { ...decodeOptions, tokenizer }) as CborValue
    return bytesEqual(encodePooled(value), bytes) ? ok(value) : err({ code: 'cbor/malformed' })
  } catch {
    return err({ code: 'cbor/malformed' })
  }
}

/**
 * What `decodeCbor` gives of an array of two byte strings, `null` for anything else. It copies nothing: entries are
 * such arrays, one inside the other, and a vault reads all of them whenever it is unlocked.
 */
export const decodeBytesPair = (bytes: Uint8Array): readonly [Uint8Array, Uint8Array] | null => {
  if (bytes[0] !== arrayOfTwo) return null
  const first = readByteString(bytes, 1)
  const second = first && readByteString(bytes, first.end)
  return first && second?.end === bytes.length ? [first.value, second.value] : null
}

const arrayOfTwo = 0x82
const byteString = 0x40

/** The longest length that its initial byte holds; longer ones follow in 1, 2 or 4 bytes. */
const maxShortLength = 23

const readByteString = (
  bytes: Uint8Array,
  at: number,
): { readonly value: Uint8Array; readonly end: number } | null => {
  const initial = bytes[at]
  if (initial === undefined || initial < byteString || initial > byteString + 26) return null
  const short = initial - byteString
  const lengthBytes = short <= maxShortLength ? 0 : 2 ** (short - 24)
  const start = at + 1 + lengthBytes
  if (start > bytes.length) return null
  let length = lengthBytes === 0 ? short : 0
  for (let i = at + 1; i < start; i++) length = length * 256 + (bytes[i] as number)
  const shortest = [0, maxShortLength + 1, 0x100, 0, 0x1_0000][lengthBytes] as number
  const end = start + length
  return length < shortest || end > bytes.length ? null : { value: bytes.subarray(start, end), end }
}

const decodeOptions = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
  retainStringBytes: true,
} as const

// cborg's own decoder drops a leading U+FEFF: pasted text that begins with one would not come back.
const textDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Refuses deep nesting before the decoder recurses into it, and reads text exactly. */
class StrictTokenizer extends Tokenizer {
  /** Items still to come in each open array or map, outermost first. */
  readonly #open: number[] = []
  #itemsLeft: number

  constructor(bytes: Uint8Array, maxItems: number) {
    super(bytes, decodeOptions)
    this.#itemsLeft = maxItems
  }

  override next(): Token {
    const token = super.next()
    this.#countItem()
    if (token.type.name === 'array') this.#enter(token.value)
    if (token.type.name === 'map') this.#enter(token.value * 2)
    if (token.type.name === 'string' && token.byteValue) {
      token.value = textDecoder.decode(token.byteValue)
    }
    return token
  }

  #countItem(): void {
    if (this.#itemsLeft === 0) throw new RangeError('too many items')
    this.#itemsLeft -= 1
    while (this.#open.at(-1) === 0) this.#open.pop()
    const innermost = this.#open.length - 1
    if (innermost >= 0) this.#open[innermost] = (this.#open[innermost] as number) - 1
  }

  #enter(items: number): void {
    if (this.#open.length >= maxCborDepth) throw new RangeError('nested too deep')
    this.#open.push(items)
  }
}

const assertEncodable = (value: unknown, depth = 0): void => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return
  if (value instanceof Uint8Array) return
  if (typeof value === 'number') {
    if (
      Number.isSafeInteger(value)
        ? !Object.is(value, -0)
        : Number.isFinite(value) && !Number.isInteger(value)
    )
      return
    throw new Error('number cannot be encoded exactly')
  }
  if (depth >= maxCborDepth) throw new Error('value nests too deep for CBOR')
  if (Array.isArray(value)) {
    for (const item of value) assertEncodable(item, depth + 1)
    return
  }
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    for (const [key, item] of Object.entries(value)) {
      if (key === '__proto__') throw new Error('key cannot be encoded as CBOR')
      assertEncodable(item, depth + 1)
    }
    return
  }
  throw new Error('value cannot be encoded as CBOR')
}
