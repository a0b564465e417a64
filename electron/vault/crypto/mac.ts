import type { Bytes } from '../../../shared/util/bytes'
import { deriveKey } from './hash'
import { sodium } from './sodium'

/** A 32-byte authenticator: keyed BLAKE2b-256 over a label and the message. */
export const makeMac = (key: Uint8Array, label: string, message: Uint8Array): Bytes =>
  deriveKey(key, label, message)

/** Takes the same time wherever the two differ. */
export const checkMac = (
  key: Uint8Array,
  label: string,
  message: Uint8Array,
  mac: Uint8Array,
): boolean => mac.length === 32 && sodium.memcmp(makeMac(key, label, message), mac)
