import { err, ok, type Result } from '../../../shared/errors/result'
import { type Bytes, concatBytes, utf8 } from '../../../shared/util/bytes'
import { hash256 } from '../crypto/hash'

/**
 * The recovery key as it is printed and typed: 128 random bits and a 12-bit checksum in 28 symbols
 * of Crockford's base 32, in seven groups of four (`XXXX-XXXX-…`).
 *
 * The checksum is the start of a BLAKE2b-256 hash: one mistyped key in 4,096 gets past it, and is
 * then refused by the slot that it does not open. Reading takes any case, spaces or dashes anywhere,
 * O for 0, I and L for 1.
 */
export const recoveryKeyBytes = 16

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const symbolCount = 28

export interface MistypedRecoveryKey {
  readonly code: 'recovery/key-mistyped'
}

export const encodeRecoveryKey = (key: Uint8Array): string => {
  if (key.length !== recoveryKeyBytes) throw new Error('a recovery key has 16 bytes')
  let bits = 0n
  for (const byte of key) bits = (bits << 8n) | BigInt(byte)
  bits = (bits << 12n) | checksumOf(key)
  let symbols = ''
  for (let i = symbolCount - 1; i >= 0; i--) {
    symbols += alphabet[Number((bits >> BigInt(i * 5)) & 31n)]
  }
  return (symbols.match(/.{4}/g) as string[]).join('-')
}

export const parseRecoveryKey = (text: string): Result<Bytes, MistypedRecoveryKey> => {
  const mistyped = err({ code: 'recovery/key-mistyped' as const })
  const symbols = text
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  if (symbols.length !== symbolCount) return mistyped
  let bits = 0n
  for (const symbol of symbols) {
    const value = alphabet.indexOf(symbol)
    if (value < 0) return mistyped
    bits = (bits << 5n) | BigInt(value)
  }
  const key = new Uint8Array(recoveryKeyBytes)
  for (let i = 0; i < key.length; i++) key[i] = Number((bits >> BigInt(132 - 8 * i)) & 255n)
  return checksumOf(key) === (bits & 0xfffn) ? ok(key) : mistyped
}

const checksumOf = (key: Uint8Array): bigint => {
  const hash = hash256(concatBytes(utf8('conclave/recovery-key-checksum/v1\0'), key))
  return (BigInt(hash[0] as number) << 4n) | BigInt((hash[1] as number) >> 4)
}
