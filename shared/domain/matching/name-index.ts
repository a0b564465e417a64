import { foldText, runsOf } from './fold'
import { toLooks, toSound } from './letters'
import { type Match, matchRead } from './match'
import { affixesOf, handleFormsOf, type Names, type ReadNames, readNames } from './names'
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
const eastAsian = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}ー]/u

const isShort = (run: string): boolean => run.length < minRunLetters && !eastAsian.test(run)

/** Whether a form is nothing but runs out of a set: "A. B." makes "ab". */
const isMadeOf = (form: string, runs: ReadonlySet<string>): boolean => {
  const ends = new Set([0])
  for (const at of ends) {
    if (at === form.length) return true
    for (const run of runs) if (form.startsWith(run, at)) ends.add(at + run.length)
  }
  return false
}

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

  /** A run of letters that is all or a piece of someone, or has their name at an end of it. */
  const isRunKnown = (run: string): boolean => {
    const looks = toLooks(run)
    if (byKey.has(`sound ${toSound(run)}`) || byKey.has(`looks ${looks}`)) return true
    if (isShort(run)) return false
    for (const form of forms) if (form.includes(looks)) return true
    const name = readName(run)
    return name !== null && affixesOf(name).some((affix) => forms.has(affix))
  }

  /** Short runs are pieces of too many: they count when nothing else is needed. */
  const areShortRunsKnown = (runs: readonly string[]): boolean => {
    const short = new Set(runs.filter(isShort).map(toLooks))
    for (const form of forms) if (isMadeOf(form, short)) return true
    return false
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
      const runs = runsOf(foldText(text))
      return runs.some(isRunKnown) || areShortRunsKnown(runs)
    },
  }
}
