import { stripHidden } from '../../util/visible-text'
import { toLooks, toPlainLetters } from './letters'

/**
 * Diacritics of the Latin, Greek, Cyrillic, Hebrew and Arabic scripts. Marks of other scripts are
 * vowels, without which different names would be one.
 */
const diacritics =
  /[\u0300-\u036f]|[\u0483-\u0487]|[\u0591-\u05bd]|[\u05bf-\u05c7]|[\u0610-\u061a]|[\u064b-\u065f]|\u0670|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe20-\ufe2f]/gu

const apostrophes = /['’‘‛ʼʻʹ`´′＇]/gu
const katakana = /[\u30a1-\u30f6]/gu
const ascii = /^[\x20-\x7e]*$/

/**
 * A text without what people write differently in one name: case, diacritics, apostrophes, width and
 * compatibility forms (NFKC), invisible characters, katakana for hiragana. Spaces and punctuation stay.
 */
export const foldText = (text: string): string => {
  if (ascii.test(text)) return text.toLowerCase().replaceAll(/['`]/g, '')
  const bare = stripMarks(stripHidden(text.replace(apostrophes, '')))
  // Up and down again: the nearest to Unicode's full case folding that the language offers (ß, ẞ, ı).
  const folded = stripMarks(bare.toLowerCase().toUpperCase().toLowerCase())
  return toPlainLetters(folded)
    .replace(apostrophes, '')
    .replace(katakana, (kana) => String.fromCodePoint((kana.codePointAt(0) as number) - 0x60))
    .normalize('NFKC')
}

const stripMarks = (text: string): string => text.normalize('NFKD').replace(diacritics, '')

const runs = /[\p{L}\p{M}\p{N}]+/gu
const latin = /[a-z]/
const greekOrCyrillic = /[\u0370-\u052f]/

/** The runs of letters and digits in a folded text. One that mixes alphabets is read as it looks. */
export const runsOf = (folded: string): readonly string[] =>
  (folded.match(runs) ?? []).map((run) =>
    greekOrCyrillic.test(run) && latin.test(run) ? toLooks(run) : run,
  )
