import { foldText, runsOf } from './fold'
import { toLooks, toSound } from './letters'

/** One part of a name: "Jean-Luc Picard" has three. */
export interface NamePart {
  readonly text: string
  /** See {@link toSound}. */
  readonly sound: string
  /** See {@link toLooks}. */
  readonly looks: string
  readonly isInitial: boolean
  /** A small word of family names (van, de, bin), which alone says nothing. */
  readonly isParticle: boolean
}

/** A name, read: in the order given name first, where a comma told which is which. */
export interface Name {
  readonly parts: readonly NamePart[]
  /** The parts without spaces. */
  readonly joined: string
  /**
   * Whether it says enough that an equal name may be taken for the same person: two words and six
   * letters. A given name, a family name or a short name alone is never enough.
   */
  readonly isFull: boolean
  readonly isEastAsian: boolean
}

const minFullLetters = 6
/** Written without spaces, a name of so many signs has both names; three Han signs can be one given name. */
const minFullHan = 4
const minFullHangul = 3

const particles = new Set(
  'da das de del della den der di do dos du la le ten ter van von zu zur al el bin ibn bint y e'.split(
    ' ',
  ),
)
const titles = new Set(
  'dr prof professor mr mrs ms miss mx sir dame herr frau monsieur madame mme sr sra senor senora'.split(
    ' ',
  ),
)

const eastAsian = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}ー]+$/u
const hangul = /^\p{Script=Hangul}+$/u
const han = /^[\p{Script=Han}]+$/u

const lengthOf = (text: string): number => [...text].length

const readPart = (text: string): NamePart => ({
  text,
  sound: toSound(text),
  looks: toLooks(text),
  isInitial: lengthOf(text) === 1 && !eastAsian.test(text),
  isParticle: particles.has(text),
})

/** A part that tells people apart. */
export const isTelling = (part: NamePart): boolean => !part.isInitial && !part.isParticle

/** The words of a name, each with its parts, given name first; titles left out. */
const wordsOf = (text: string): readonly (readonly string[])[] => {
  const folded = foldText(text)
  const sides = folded.split(/[,،、]/)
  const ordered =
    sides.length === 2 && sides.every((side) => runsOf(side).length > 0)
      ? `${sides[1]} ${sides[0]}`
      : folded
  const words = ordered
    .split(/\s+/)
    .map(runsOf)
    .filter((parts) => parts.length > 0)
  const first = words.findIndex(([start], at) => {
    const isTitle = start !== undefined && titles.has(start) && words[at]?.length === 1
    return !isTitle
  })
  return first > 0 ? words.slice(first) : words
}

/** `null` when there is no letter or digit in it. */
export const readName = (text: string): Name | null => {
  const words = wordsOf(text).map((word) => word.map(readPart))
  const parts = words.flat()
  if (parts.length === 0) return null
  const joined = parts.map((part) => part.text).join('')
  const telling = parts.filter(isTelling)
  const letters = telling.reduce((sum, part) => sum + lengthOf(part.text), 0)
  const isEastAsian = eastAsian.test(joined)
  const tellingWords = words.filter((word) => word.some(isTelling)).length
  const isFull =
    tellingWords > 1
      ? letters >= (isEastAsian ? minFullHangul : minFullLetters)
      : (hangul.test(joined) && letters >= minFullHangul) ||
        (han.test(joined) && letters >= minFullHan)
  return { parts, joined, isFull, isEastAsian }
}

/** The name in its plainest form; normalising twice changes nothing more. */
export const normalizeName = (text: string): string =>
  readName(text)
    ?.parts.map((part) => part.text)
    .join(' ') ?? ''
