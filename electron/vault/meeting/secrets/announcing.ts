import { encodeHexField } from '../../../../shared/formats/hex-field'
import { meetingKeyBytes } from '../../../../shared/formats/meeting-address'
import {
  announcementSlotBytes,
  announcementSlots,
  encodeMeetingAnnouncement,
  parseMeetingAnnouncement,
} from '../../../../shared/formats/meeting-announcement'
import { type Bytes, bytesEqual, concatBytes, utf8 } from '../../../../shared/util/bytes'
import { deriveKey, hash256 } from '../../crypto/hash'

/** Where a meeting is hosted: a text is worth nothing anywhere else. */
export interface HostedAt {
  readonly host: string
  readonly port: number
}

const committeeLabel = utf8('conclave/meeting-committee/v1\0')

/**
 * The key of the meeting at the signalling server, 48 bits: whoever recognises the announcement works it out. All who
 * can do so know the committee's id, and nothing else together.
 */
export const meetingKeyOf = (committee: string, nonce: Uint8Array): Bytes => {
  const committeeKey = hash256(committeeLabel, encodeHexField(committee))
  return deriveKey(committeeKey, 'conclave/meeting-key/v1', nonce).slice(0, meetingKeyBytes)
}

const slotOf = (discoveryKey: Uint8Array, nonce: Uint8Array, { host, port }: HostedAt): Bytes =>
  deriveKey(
    discoveryKey,
    'conclave/meeting-slot/v1',
    concatBytes(nonce, new Uint8Array([port >> 8, port & 255]), utf8(host)),
  ).slice(0, announcementSlotBytes)

/**
 * The text for everyone who has one of these keys; of more keys than there are slots the last ones get none. With the
 * same nonce and filler key, another set of keys changes only what has to change.
 *
 * @param fillerKey 32 bytes, random and kept as long as the nonce is
 */
export const announceTo = (
  discoveryKeys: readonly Uint8Array[],
  nonce: Uint8Array,
  fillerKey: Uint8Array,
  at: HostedAt,
): string => {
  const slots = Array.from({ length: announcementSlots }, (_slot, index) => {
    const key = discoveryKeys[index]
    return key
      ? slotOf(key, nonce, at)
      : deriveKey(fillerKey, 'conclave/meeting-filler/v1', new Uint8Array([index])).slice(
          0,
          announcementSlotBytes,
        )
  })
  return encodeMeetingAnnouncement({ nonce, slots })
}

/** @returns the nonce of an announcement that is meant for who has one of these keys, at this very address. */
export const recogniseAnnouncement = (
  text: string,
  at: HostedAt,
  discoveryKeys: readonly Uint8Array[],
): Uint8Array | null => {
  const announcement = parseMeetingAnnouncement(text)
  if (!announcement) return null
  const { nonce, slots } = announcement
  const isMeant = discoveryKeys.some((key) => {
    const mine = slotOf(key, nonce, at)
    return slots.some((slot) => bytesEqual(slot, mine))
  })
  return isMeant ? nonce : null
}
