import { base64UrlToBytes, bytesToBase64Url } from '../util/base64url'
import { type Bytes, compareBytes, concatBytes } from '../util/bytes'

/**
 * The text by which a meeting is announced on the local network (docs/meeting.md, "Announcement"): base 64 (RFC 4648,
 * section 5) without padding, always 187 characters.
 *
 * | at | bytes | what |
 * |----|-------|------|
 * | 0  | 12    | nonce: random, one for each meeting that is hosted |
 * | 12 | 128   | 16 slots of 8 bytes, in the order of their bytes |
 *
 * A slot is the start of a keyed hash of nonce, host and port, or random: which of them mean something, and how many, shows
 * only to who has the key of one.
 */
export interface MeetingAnnouncement {
  readonly nonce: Uint8Array
  /** Of {@link announcementSlots}, each {@link announcementSlotBytes} long. */
  readonly slots: readonly Uint8Array[]
}

export const announcementNonceBytes = 12
export const announcementSlotBytes = 8
/** For a newest epoch, six older ones and six invitations, and some to spare. */
export const announcementSlots = 16

const textPattern = /^[A-Za-z0-9_-]{187}$/

/** @param slots exactly {@link announcementSlots}; in any order, which the text does not keep. */
export const encodeMeetingAnnouncement = ({ nonce, slots }: MeetingAnnouncement): string => {
  const isSound =
    nonce.length === announcementNonceBytes &&
    slots.length === announcementSlots &&
    slots.every(({ length }) => length === announcementSlotBytes)
  if (!isSound) throw new Error('not the parts of an announcement')
  return bytesToBase64Url(concatBytes(nonce, ...[...slots].sort(compareBytes)))
}

/** @returns `null` for any text that is none, slots in another order among them. */
export const parseMeetingAnnouncement = (text: string): MeetingAnnouncement | null => {
  if (!textPattern.test(text)) return null
  const bytes = base64UrlToBytes(text)
  if (bytes === null) return null
  const slots = Array.from({ length: announcementSlots }, (_slot, at) => slotAt(bytes, at))
  const announcement = { nonce: bytes.slice(0, announcementNonceBytes), slots }
  return encodeMeetingAnnouncement(announcement) === text ? announcement : null
}

const slotAt = (bytes: Uint8Array, at: number): Bytes => {
  const from = announcementNonceBytes + at * announcementSlotBytes
  return bytes.slice(from, from + announcementSlotBytes) as Bytes
}
