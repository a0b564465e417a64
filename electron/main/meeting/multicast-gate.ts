import { ipToBytes, reachOfIp } from '../../../shared/util/ip-address'
import { createTokenBucket, type TokenBucket } from '../../../shared/util/token-bucket'

/**
 * What of the network's multicast reaches the mDNS library. Anyone on the network can send it anything, and it
 * keeps all that it hears, compares each with each and answers every question; so it hears little.
 */
export const multicastLimits = {
  /** One packet of a usual network. Ours have under 500 bytes; RFC 6762 (17) allows more, for what we never ask. */
  packetBytes: 1_472,
  /** Ours ask one question. Each is answered apart. */
  questions: 4,
  /** An announcement has four. So one packet makes the library keep at most four services. */
  records: 8,
  /** A laptop asks thrice in 10 s, and announces as often. */
  burstPerSender: 20,
  perSecondPerSender: 4,
  burst: 120,
  perSecond: 40,
  /** Senders whose pace is remembered; a flood of invented ones is held by the pace of all. */
  senders: 256,
  /** What we send, in answers above all: a few laptops that ask at once. */
  sentBurst: 30,
  sentPerSecond: 6,
} as const

/** Stands in every packet about our service: a name is cut short only after it stood in full (RFC 1035, 4.1.4). */
const serviceLabel = '_conclave'

/** RFC 1035, 4.1.1: four counts stand at its end. */
const headerBytes = 12

/** @returns whether a packet from this address is looked at. */
export type MulticastGate = (packet: Buffer, sender: string) => boolean

/** @param nowMs a clock that only goes forward. */
export const createMulticastGate = (nowMs: () => number): MulticastGate => {
  const { burst, perSecond, burstPerSender, perSecondPerSender } = multicastLimits
  const paceOfAll = createTokenBucket({ burst, perSecond }, nowMs)
  const senders = new Map<string, TokenBucket>()

  const paceOf = (sender: string): TokenBucket => {
    const known = senders.get(sender)
    if (known) return known
    const [oldest] = senders.keys()
    if (senders.size >= multicastLimits.senders && oldest !== undefined) senders.delete(oldest)
    const pace = createTokenBucket({ burst: burstPerSender, perSecond: perSecondPerSender }, nowMs)
    senders.set(sender, pace)
    return pace
  }

  return (packet, sender) =>
    isAboutUs(packet) && isFromHere(sender) && paceOf(sender).take(1) && paceOfAll.take(1)
}

const isAboutUs = (packet: Buffer): boolean => {
  if (packet.length < headerBytes || packet.length > multicastLimits.packetBytes) return false
  const records = packet.readUInt16BE(6) + packet.readUInt16BE(8) + packet.readUInt16BE(10)
  return (
    packet.readUInt16BE(4) <= multicastLimits.questions &&
    records <= multicastLimits.records &&
    packet.includes(serviceLabel)
  )
}

/** Multicast stays on its link; a packet from elsewhere was sent to us alone (RFC 6762, 11). */
const isFromHere = (sender: string): boolean => {
  const bytes = ipToBytes(sender)
  return bytes !== null && reachOfIp(bytes) !== 'other'
}
