import { type Bytes, hexToBytes } from '../../../shared/util/bytes'

/**
 * The DTLS fingerprint that a session description stands for (RFC 8122, section 5).
 *
 * @returns 32 bytes, or `null` when the description does not name exactly one SHA-256 fingerprint: with two, or with a
 * weaker hash, the link could be with someone else than the one that is looked at.
 */
export const fingerprintOf = (sdp: string): Bytes | null => {
  const named = sdp.split(/\r?\n/).filter((line) => /^a=fingerprint:/i.test(line))
  const [only] = named
  if (only === undefined || named.length !== 1) return null
  const [, hex] = /^a=fingerprint:sha-256 ((?:[0-9a-f]{2}:){31}[0-9a-f]{2})$/i.exec(only) ?? []
  return hex === undefined ? null : hexToBytes(hex.replaceAll(':', '').toLowerCase())
}

/** Whether it describes one section of data channels, and no sound or picture. */
export const isDataOnly = (sdp: string): boolean => {
  const sections = sdp.split(/\r?\n/).filter((line) => line.startsWith('m='))
  return sections.length === 1 && sections[0]?.startsWith('m=application ') === true
}
