import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as commonDictionary } from '@zxcvbn-ts/language-common'
import { dictionary as englishDictionary } from '@zxcvbn-ts/language-en'

/**
 * Strength of a passphrase as an attacker with a stolen folder would see it (zxcvbn; NIST SP 800-63B
 * asks for length and a check against common words, not for rules of composition).
 */
export interface PassphraseRating {
  /** 0 (guessed at once) to 4. */
  readonly score: number
  readonly acceptable: boolean
  /** Names the sentence that helps, or `null`. */
  readonly adviceKey: string | null
}

/** 10^8 guesses and more, each of which costs an Argon2id of a quarter of a second or longer. */
const acceptableScore = 3
/** Longer input is rated by its beginning: the estimate's cost grows with the square of the length. */
const maxRatedChars = 128

let factory: ZxcvbnFactory | null = null

const getFactory = (): ZxcvbnFactory => {
  // Without translations, zxcvbn answers with the keys of its advice, which the window translates.
  factory ??= new ZxcvbnFactory({
    dictionary: { ...commonDictionary, ...englishDictionary },
    graphs: adjacencyGraphs,
  })
  return factory
}

export const ratePassphrase = (passphrase: string, userInputs: string[] = []): PassphraseRating => {
  if (passphrase === '') return { score: 0, acceptable: false, adviceKey: null }
  const { score, feedback } = getFactory().check(passphrase.slice(0, maxRatedChars), userInputs)
  return {
    score,
    acceptable: score >= acceptableScore,
    adviceKey: feedback.warning ?? feedback.suggestions[0] ?? null,
  }
}
