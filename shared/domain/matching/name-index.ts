import { foldText, runsOf } from './fold'
import { toLooks, toSound } from './letters'
import { type Match, matchRead } from './match'
import { affixesOf, handleFormsOf, type Names, type ReadNames, readNames } from './names'
import { readHandle } from './read-handle'
import { isTelling, readName } from './read-name'

export interface IndexMatch<T> extends Match {
  readonly of: T
}

/**
 * Many people's names, to be asked about one after another. What an answer costs depends on how many
 * share a word with who is asked about, not on how many there are.
 */
export interface NameIndex<T> {
  /** Everyone whose names match, in the order in which they were given. */
  readonly match: (names: Names) => readonly IndexMatch<T>[]
  /**
   * Whether a text, in which names may stand anywhere, can name one of them at all. Says yes too
   * often, never no wrongly: to sort out at little cost what need not be looked at.
   */
  readonly mayMention: (text: string) => boolean
}

const minRunLetters = 3
const wordEnds = /[\s()[\]"“”„«»,;<>]+/u
const eastAsian = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}ー]/u

/** Keys such that names which match have one in common: what sounds or looks alike, and written together. */
const keysOf = ({ names, handles }: ReadNames): ReadonlySet<string> => {
  const keys = new Set<string>()
  for (const name of names) {
    for (const part of name.parts.filter(isTelling)) {
      keys.add(`sound ${part.sound}`)
      keys.add(`looks ${part.looks}`)
    }
    for (const form of [...handleFormsOf(name), ...affixesOf(name)]) keys.add(`form ${form}`)
  }
  for (const handle of handles) keys.add(`form ${handle.squeezed}`)
  return keys
}

export const buildNameIndex = <T>(
  people: Iterable<{ readonly of: T; readonly names: Names }>,
): NameIndex<T> => {
  const entries: { readonly of: T; readonly read: ReadNames }[] = []
  const byKey = new Map<string, number[]>()
  const forms = new Set<string>()
  for (const { of, names } of people) {
    const read = readNames(names)
    for (const key of keysOf(read)) {
      const places = byKey.get(key)
      if (places) places.push(entries.length)
      else byKey.set(key, [entries.length])
      if (key.startsWith('form ')) forms.add(key.slice(5))
    }
    entries.push({ of, read })
  }

  /** A run of letters that is all or a piece of someone. */
  const isRunKnown = (run: string): boolean => {
    const looks = toLooks(run)
    if (byKey.has(`sound ${toSound(run)}`) || byKey.has(`looks ${looks}`)) return true
    if (run.length < minRunLetters && !eastAsian.test(run)) return forms.has(looks)
    for (const form of forms) if (form.includes(looks)) return true
    return false
  }

  const isWordKnown = (word: string): boolean => {
    const handle = readHandle(word)
    if (handle && forms.has(handle.squeezed)) return true
    const name = eastAsian.test(word) ? readName(word) : null
    return name !== null && affixesOf(name).some((affix) => forms.has(affix))
  }

  return {
    match: (names) => {
      const read = readNames(names)
      const places = new Set<number>()
      for (const key of keysOf(read)) for (const place of byKey.get(key) ?? []) places.add(place)
      const matches: IndexMatch<T>[] = []
      for (const place of [...places].sort((a, b) => a - b)) {
        const entry = entries[place]
        const match = entry && matchRead(read, entry.read)
        if (entry && match) matches.push({ of: entry.of, ...match })
      }
      return matches
    },
    mayMention: (text) => {
      const folded = foldText(text)
      return runsOf(folded).some(isRunKnown) || folded.split(wordEnds).some(isWordKnown)
    },
  }
}
