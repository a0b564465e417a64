import { wordlist } from '@scure/bip39/wordlists/english.js'
import { randomBytes } from '../crypto/keys'

/** 77 bits: with Argon2id before each guess, out of reach of whoever finds the file. */
const wordCount = 7

/** Words that can be told over a telephone, from the list of BIP 39: four letters tell any two apart. */
export const suggestPassphrase = (random: (length: number) => Uint8Array = randomBytes): string => {
  const bytes = random(wordCount * 2)
  const words = Array.from({ length: wordCount }, (_, i) => {
    // 65,536 is a multiple of the list's 2,048: every word is equally likely.
    const draw = ((bytes[i * 2] as number) << 8) | (bytes[i * 2 + 1] as number)
    return wordlist[draw % wordlist.length] as string
  })
  return words.join(' ')
}
