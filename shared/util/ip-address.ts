import type { Bytes } from './bytes'

/**
 * IP addresses as text and as bytes. Text is an address alone: no name, no port, no zone.
 */
const byteOfIpv4 = '(?:0|[1-9]\\d{0,2})'
const ipv4Text = new RegExp(`^${byteOfIpv4}(?:\\.${byteOfIpv4}){3}$`)
const ipv6Text = /^[0-9a-fA-F:]{2,39}$/
const groupText = /^[0-9a-fA-F]{1,4}$/

/** @returns 4 or 16 bytes, or `null` for anything else (an IPv4 address inside an IPv6 one too). */
export const ipToBytes = (text: string): Bytes | null =>
  ipv4Text.test(text) ? ipv4ToBytes(text) : ipv6Text.test(text) ? ipv6ToBytes(text) : null

const ipv4ToBytes = (text: string): Bytes | null => {
  const numbers = text.split('.').map(Number)
  return numbers.every((number) => number <= 255) ? new Uint8Array(numbers) : null
}

const ipv6ToBytes = (text: string): Bytes | null => {
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')))
  const [head = [], tail = []] = halves
  const missing = 8 - head.length - tail.length
  // `::` stands for at least one group; without it none is missing.
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return null
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail]
  if (!groups.every((group) => groupText.test(group))) return null
  return new Uint8Array(
    groups.flatMap((group) => {
      const value = Number.parseInt(group, 16)
      return [value >> 8, value & 0xff]
    }),
  )
}

/** @param bytes 4 or 16. @returns the one way to write it: of IPv6, that of RFC 5952. */
export const bytesToIp = (bytes: Uint8Array): string => {
  if (bytes.length === 4) return bytes.join('.')
  const groups = Array.from(
    { length: 8 },
    (_, i) => ((bytes[2 * i] as number) << 8) | (bytes[2 * i + 1] as number),
  )
  const { at, length } = longestZeroRun(groups)
  const write = (part: readonly number[]): string =>
    part.map((group) => group.toString(16)).join(':')
  if (length < 2) return write(groups)
  return `${write(groups.slice(0, at))}::${write(groups.slice(at + length))}`
}

const longestZeroRun = (groups: readonly number[]): { at: number; length: number } => {
  let longest = { at: 0, length: 0 }
  let length = 0
  groups.forEach((group, i) => {
    length = group === 0 ? length + 1 : 0
    if (length > longest.length) longest = { at: i - length + 1, length }
  })
  return longest
}

/**
 * Where packets to an address can go.
 *
 * `local`: the same network only, by the address itself: private IPv4 (RFC 1918), IPv4 link-local
 * (RFC 3927), unique local IPv6 (RFC 4193). `loopback`: this machine. IPv6 link-local is `other`: it means
 * nothing without a zone, which an address in a URL cannot have (WHATWG URL, IPv6 parser).
 */
export type IpReach = 'local' | 'loopback' | 'other'

/** @param bytes as of {@link ipToBytes}. */
export const reachOfIp = (bytes: Uint8Array): IpReach => {
  const [first = 0, second = 0] = bytes
  if (bytes.length === 16) {
    if ((first & 0xfe) === 0xfc) return 'local'
    return bytes.every((byte, i) => byte === (i === 15 ? 1 : 0)) ? 'loopback' : 'other'
  }
  if (first === 127) return 'loopback'
  const isLocal =
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254)
  return isLocal ? 'local' : 'other'
}
