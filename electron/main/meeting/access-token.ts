import { createHash, timingSafeEqual } from 'node:crypto'

/** 128 bits or more, as the vault makes it of the meeting's key (`accessTokenOf`). */
export const isAccessToken = (text: string): boolean => /^[0-9a-f]{32,64}$/.test(text)

/** Whether both texts are the same, in a time that says nothing about where they differ. */
export const isSameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(sha256(given), sha256(expected))

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
