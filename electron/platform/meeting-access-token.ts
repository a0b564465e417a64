import { createHash } from 'node:crypto'

/**
 * The path of a meeting's address: 32 bytes as 64 hexadecimal digits, SHA-256 of a label and the meeting's
 * key (`shared/formats/meeting-address.ts`). The key is no key of the vault's: it keeps out who was not told.
 */
export const accessTokenOf = (key: Uint8Array): string =>
  createHash('sha256').update('conclave/meeting-token/v1\0').update(key).digest('hex')
