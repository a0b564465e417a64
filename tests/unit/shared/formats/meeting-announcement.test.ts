import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  announcementNonceBytes,
  announcementSlotBytes,
  announcementSlots,
  encodeMeetingAnnouncement,
  type MeetingAnnouncement,
  parseMeetingAnnouncement,
} from '../../../../shared/formats/meeting-announcement'
import { compareBytes } from '../../../../shared/util/bytes'

const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const anyAnnouncement: fc.Arbitrary<MeetingAnnouncement> = fc.record({
  nonce: bytesOf(announcementNonceBytes),
  slots: fc.array(bytesOf(announcementSlotBytes), {
    minLength: announcementSlots,
    maxLength: announcementSlots,
  }),
})

describe('the text of an announcement', () => {
  it('always has 187 characters, and is read as it was written, its slots in order', () => {
    fc.assert(
      fc.property(anyAnnouncement, ({ nonce, slots }) => {
        const text = encodeMeetingAnnouncement({ nonce, slots })
        expect(text).toMatch(/^[A-Za-z0-9_-]{187}$/)
        const parsed = parseMeetingAnnouncement(text)
        expect(parsed?.nonce).toEqual(new Uint8Array(nonce))
        expect(parsed?.slots).toEqual(
          [...slots].sort(compareBytes).map((slot) => new Uint8Array(slot)),
        )
      }),
    )
  })

  it('does not tell in which order slots were given', () => {
    fc.assert(
      fc.property(anyAnnouncement, ({ nonce, slots }) => {
        const turned = encodeMeetingAnnouncement({ nonce, slots: [...slots].reverse() })
        expect(turned).toBe(encodeMeetingAnnouncement({ nonce, slots }))
      }),
    )
  })

  it('is refused or read, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 260 }), (text) => {
        const parsed = parseMeetingAnnouncement(text)
        if (parsed) expect(encodeMeetingAnnouncement(parsed)).toBe(text)
      }),
    )
    // Slots that fall, and bits after the end.
    const falling = Buffer.from(Array.from({ length: 140 }, (_byte, at) => 255 - at))
    expect(parseMeetingAnnouncement(falling.toString('base64url'))).toBeNull()
    const zeros = 'A'.repeat(187)
    expect(parseMeetingAnnouncement(zeros)).not.toBeNull()
    for (const text of ['', 'A'.repeat(186), 'A'.repeat(188), `${'A'.repeat(186)}B`])
      expect(parseMeetingAnnouncement(text)).toBeNull()
  })

  it('is made of whole parts alone', () => {
    const slots = Array.from({ length: announcementSlots }, () => new Uint8Array(8))
    const nonce = new Uint8Array(12)
    expect(() => encodeMeetingAnnouncement({ nonce, slots: slots.slice(1) })).toThrow()
    expect(() => encodeMeetingAnnouncement({ nonce: nonce.subarray(1), slots })).toThrow()
    const short = [...slots.slice(1), new Uint8Array(7)]
    expect(() => encodeMeetingAnnouncement({ nonce, slots: short })).toThrow()
  })
})
