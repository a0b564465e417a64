import { textOf } from '../../../shared/util/bytes'
import { deriveInProcess } from '../crypto/kdf'
import { checkKdfParams } from '../crypto/kdf-params'
import { wipe } from '../crypto/keys'
import { unpad } from '../crypto/pad'
import { open } from '../crypto/seal'
import {
  type HandoffContent,
  handoffBlockBytes,
  handoffClearBytes,
  handoffPassphraseToBytes,
  parseHandoffClear,
} from './handoff-file'

/**
 * Runs in the package itself, in a browser. Nothing here reaches for Node, the disk or the network.
 *
 * @returns the content, or why not: the data were changed on the way, or do not open with the
 * passphrase. Rejects when the browser has not the memory.
 */
export const openHandoff = async (
  bytes: Uint8Array,
  passphrase: string,
): Promise<HandoffContent | 'damaged' | 'wrong-passphrase'> => {
  const kdf = parseHandoffClear(bytes)
  if (kdf === null || checkKdfParams(kdf) !== null) return 'damaged'
  const secret = handoffPassphraseToBytes(passphrase)
  const key = await deriveInProcess({ ...kdf, passphrase: secret })
  const clear = bytes.subarray(0, handoffClearBytes)
  const padded = open(key, bytes.subarray(handoffClearBytes), clear)
  wipe(secret, key)
  const content = padded && unpad(padded, handoffBlockBytes)
  // Authenticated by whoever knows the passphrase: it is what the vault sealed.
  return content ? (JSON.parse(textOf(content)) as HandoffContent) : 'wrong-passphrase'
}
