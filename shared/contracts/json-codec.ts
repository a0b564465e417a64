import { err, ok, type Result } from '../errors/result'
import { z } from '../util/schema'

/**
 * Contract values as JSON text, for a host whose channel carries only text.
 *
 * | value                        | text                                |
 * |------------------------------|-------------------------------------|
 * | `Uint8Array`                 | `{"$bytes":"<base64>"}`             |
 * | an object with a `$…` key    | `{"$object":[["$…",value],…]}`      |
 * | anything else of JSON        | itself; `undefined` fields are left out |
 *
 * Base64 is passed in because neither Node's nor the browser's is universal.
 */
export interface Base64 {
  encode(bytes: Uint8Array): string
  /** Throws on anything but base64. */
  decode(text: string): Uint8Array
}

export interface JsonCodec {
  /** Throws on what JSON cannot hold: a function, a cycle, a bigint, a number that is not finite. */
  encode(value: unknown): string
  decode(text: string): Result<unknown, { readonly code: 'contract/invalid-json' }>
}

const Bytes = z.strictObject({ $bytes: z.string() })
const Escaped = z.strictObject({ $object: z.array(z.tuple([z.string(), z.unknown()])) })

const isPlain = (value: object): value is Record<string, unknown> =>
  !Array.isArray(value) && !(value instanceof Uint8Array)

const hasDollarKey = (value: object): boolean =>
  Object.keys(value).some((key) => key.startsWith('$'))

export const createJsonCodec = (base64: Base64): JsonCodec => {
  const pack = (value: unknown): unknown => {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('not finite')
    if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError('not data')
    if (typeof value !== 'object' || value === null) return value
    if (value instanceof Uint8Array) return { $bytes: base64.encode(value) }
    if (!isPlain(value)) return (value as unknown[]).map(pack)
    const pairs = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => [key, pack(field)] as const)
    return hasDollarKey(value) ? { $object: pairs } : Object.fromEntries(pairs)
  }

  const unpack = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(unpack)
    if (!hasDollarKey(value)) return unpackPairs(Object.entries(value))
    const bytes = Bytes.safeParse(value)
    return bytes.success
      ? base64.decode(bytes.data.$bytes)
      : unpackPairs(Escaped.parse(value).$object)
  }

  // `fromEntries` defines properties, so a key named `__proto__` stays an ordinary key.
  const unpackPairs = (pairs: readonly (readonly [string, unknown])[]): unknown =>
    Object.fromEntries(pairs.map(([key, field]) => [key, unpack(field)]))

  return {
    encode: (value) => JSON.stringify(pack(value)) ?? 'null',
    decode: (text) => {
      try {
        return ok(unpack(JSON.parse(text)))
      } catch {
        return err({ code: 'contract/invalid-json' })
      }
    },
  }
}
