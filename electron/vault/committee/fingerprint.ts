import { wordlist } from '@scure/bip39/wordlists/english.js'
import { hexToBytes, utf8 } from '../../../shared/util/bytes'
import { hash256 } from '../crypto/hash'

const label = utf8('conclave/fingerprint/v1\0')
const wordCount = 8

/**
 * Words that two people compare aloud: 8 words of 11 bits from a BLAKE2b-256 hash over both public
 * keys of a device. 88 bits: finding other keys with the same words is out of reach.
 */
export const fingerprintWords = (deviceId: string, boxKey: string): string[] => {
  const signing = hexToBytes(deviceId)
  const box = hexToBytes(boxKey)
  if (!signing || !box) throw new Error('device keys are hex')
  const hash = hash256(label, signing, box)
  const words: string[] = []
  for (let word = 0; word < wordCount; word++) {
    let index = 0
    for (let bit = word * 11; bit < word * 11 + 11; bit++) {
      index = (index << 1) | (((hash[bit >> 3] as number) >> (7 - (bit & 7))) & 1)
    }
    words.push(wordlist[index] as string)
  }
  return words
}
