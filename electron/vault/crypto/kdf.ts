import { type Bytes, utf8 } from '../../../shared/util/bytes'
import { sodium } from './sodium'

/** One derivation of a slot key from a passphrase: Argon2id 1.3 (RFC 9106) with one lane. */
export interface KdfRequest {
  /** From {@link passphraseToBytes}. The caller wipes it. */
  readonly passphrase: Uint8Array
  /** 16 bytes. */
  readonly salt: Uint8Array
  readonly opsLimit: number
  readonly memLimitBytes: number
}

/** @returns 32 bytes. Rejects when the memory cannot be had or the worker dies. */
export type DeriveSlotKey = (request: KdfRequest) => Promise<Bytes>

/** Equal passphrases give equal bytes whatever keyboard typed them: NFKC (Unicode UAX 15), UTF-8. */
export const passphraseToBytes = (passphrase: string): Bytes => utf8(passphrase.normalize('NFKC'))

/**
 * Derives on the calling thread. WebAssembly memory never shrinks, so a process that lives on should
 * derive in a worker that is ended afterwards: see `createWorkerKdf`.
 */
export const deriveInProcess: DeriveSlotKey = async (request) => {
  await sodium.ready
  return sodium.crypto_pwhash(
    32,
    request.passphrase,
    request.salt,
    request.opsLimit,
    request.memLimitBytes,
    sodium.crypto_pwhash_ALG_ARGON2ID13,
  ) as Bytes
}
