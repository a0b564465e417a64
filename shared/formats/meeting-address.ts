import { err, ok, type Result } from '../errors/result'
import { type Bytes, concatBytes } from '../util/bytes'
import { bytesToIp, ipToBytes, reachOfIp } from '../util/ip-address'
import { bytesToGroups, groupsToBytes } from './invitation-text'

/**
 * Where a meeting is hosted and what lets one in, as a code that people type or scan where the network
 * does not let laptops find each other (docs/meeting-network.md, "By hand"). For an IPv4 address it has
 * 24 symbols, for an IPv6 address 44.
 *
 * | at | bytes   | what |
 * |----|---------|------|
 * | 0  | 1       | 4: an IPv4 address follows, 6: an IPv6 address; anything else is a later version |
 * | 1  | 4 or 16 | address |
 * | -  | 2       | port, big-endian |
 * | -  | 6       | key of the meeting: the one secret in it |
 * | -2 | 2       | checksum: CRC-16/IBM-3740 of all before |
 *
 * The checksum sees every wrong symbol and every two neighbours changed about, and all but one in 65,536
 * of worse slips. Every version keeps it and how the code is written as text.
 */
export interface MeetingAddress {
  /** An IP address of the local network, as RFC 5952 and its like write it. */
  readonly host: string
  readonly port: number
  /**
   * 48 random bits, new for each meeting. Guessing goes through the host, which answers each address a few times
   * a second: 10^5 guesses a second would take 40 years. It opens the signalling only; the handshake between
   * vaults decides who gets what.
   */
  readonly key: Uint8Array
}

export type MeetingAddressFailure = {
  readonly code: 'meeting/code-mistyped' | 'meeting/code-newer' | 'meeting/address-not-local'
}

export const meetingKeyBytes = 6
/** Below are the system's own services; nobody hosts a meeting there. */
export const minMeetingPort = 1_024
export const maxMeetingPort = 65_535

const checksumBytes = 2
const addressBytes: Readonly<Record<number, number>> = { 4: 4, 6: 16 }

export const isMeetingPort = (port: number): boolean =>
  Number.isInteger(port) && port >= minMeetingPort && port <= maxMeetingPort

export interface HostRules {
  /** This machine's own address counts too: for several members on one machine, in tests and demos. */
  readonly allowsLoopback: boolean
}

/** Whether a meeting may be hosted there: never on an address that the internet could reach. */
export const isMeetingHost = (host: string, { allowsLoopback }: HostRules): boolean => {
  const bytes = ipToBytes(host)
  if (bytes === null) return false
  const reach = reachOfIp(bytes)
  return reach === 'local' || (reach === 'loopback' && allowsLoopback)
}

export const encodeMeetingAddress = ({ host, port, key }: MeetingAddress): string => {
  const address = ipToBytes(host)
  if (address === null || !isMeetingPort(port) || key.length !== meetingKeyBytes) {
    throw new Error('not the address of a meeting')
  }
  const body = concatBytes(
    new Uint8Array([address.length === 4 ? 4 : 6]),
    address,
    new Uint8Array([port >> 8, port & 0xff]),
    key,
  )
  return bytesToGroups(concatBytes(body, crc16(body)))
}

/**
 * Takes any case, spaces and dashes anywhere, O for 0, I and L for 1. A code that leads out of the local
 * network is refused, whoever wrote it.
 */
export const parseMeetingAddress = (
  text: string,
  rules: HostRules,
): Result<MeetingAddress, MeetingAddressFailure> => {
  const mistyped = err({ code: 'meeting/code-mistyped' as const })
  // The longest code with a separator after each symbol, and some more; nothing longer is looked at.
  if (text.length > 128) return mistyped
  const bytes = groupsToBytes(text)
  if (bytes === null || bytes.length <= checksumBytes) return mistyped
  const body = bytes.subarray(0, -checksumBytes) as Bytes
  const [high, low] = crc16(body)
  if (high !== bytes.at(-2) || low !== bytes.at(-1)) return mistyped
  const hostBytes = addressBytes[body[0] as number]
  if (hostBytes === undefined) return err({ code: 'meeting/code-newer' })
  const portAt = 1 + hostBytes
  if (body.length !== portAt + 2 + meetingKeyBytes) return mistyped
  const host = bytesToIp(body.subarray(1, portAt))
  const port = ((body[portAt] as number) << 8) | (body[portAt + 1] as number)
  if (!isMeetingPort(port)) return mistyped
  if (!isMeetingHost(host, rules)) return err({ code: 'meeting/address-not-local' })
  return ok({ host, port, key: body.slice(portAt + 2) })
}

/** Polynomial 0x1021, from 0xffff, not reflected. */
const crc16 = (bytes: Uint8Array): Bytes => {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : crc << 1
  }
  return new Uint8Array([crc >> 8, crc & 0xff])
}

/** @param accessToken what follows from the key: `accessTokenOf` of the platform. */
export const meetingSocketUrl = (
  { host, port }: Pick<MeetingAddress, 'host' | 'port'>,
  accessToken: string,
): string => `ws://${host.includes(':') ? `[${host}]` : host}:${port}/${accessToken}`
