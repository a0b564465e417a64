import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * The path of the meeting's address: 32 bytes as 64 hexadecimal digits, SHA-256 of a label and the meeting's
 * key (`shared/formats/meeting-address.ts`). The key is no key of the vault's: it keeps out who was not told.
 */
export const accessTokenOf = (key: Uint8Array): string =>
  sha256('conclave/meeting-token/v1\0', key).toString('hex')

export const isAccessToken = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** Whether both texts are the same, in a time that says nothing about where they differ. */
export const isSameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(sha256(given), sha256(expected))

const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
