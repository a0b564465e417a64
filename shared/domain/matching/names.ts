import { stripHidden } from '../../util/visible-text'
import { toLooks } from './letters'
import { type Handle, looksLikeHandle, readHandle } from './read-handle'
import { isTelling, type Name, readName } from './read-name'

/** What somebody is known by. */
export interface Names {
  readonly name: string
  readonly aliases: readonly string[]
  readonly handles: readonly string[]
}

/** The same, read. */
export interface ReadNames {
  readonly names: readonly Name[]
  readonly handles: readonly Handle[]
}

const set = <T>(value: T | null): readonly T[] => (value === null ? [] : [value])

const brackets = /["“”„«»][^"“”„«»]*["“”„«»]|\([^()]*\)|\[[^[\]]*\]/gu
const pronouns = /\p{L}+\/\p{L}+/u

/** A name as people write it in one field: `Ada "Ace" Moss (@ace)`, a handle, pronouns behind it. */
export const readText = (written: string): ReadNames => {
  const text = stripHidden(written)
  const asides = (text.match(brackets) ?? [])
    .map((aside) => aside.slice(1, -1).trim())
    .filter((aside) => !pronouns.test(aside))
  const main = text.replace(brackets, ' ')
  const read = [main, ...asides].map((piece) =>
    looksLikeHandle(piece)
      ? { names: [], handles: set(readHandle(piece)) }
      : { names: set(readName(piece)), handles: [] },
  )
  return merge(read)
}

/** What was entered as a handle and has spaces in it is a name all the same. */
const readEnteredHandle = (text: string): ReadNames => {
  const handle = readHandle(text)
  return handle ? { names: [], handles: [handle] } : readText(text)
}

const merge = (read: readonly ReadNames[]): ReadNames => ({
  names: read.flatMap(({ names }) => names),
  handles: read.flatMap(({ handles }) => handles),
})

export const readNames = ({ name, aliases, handles }: Names): ReadNames =>
  merge([...[name, ...aliases].map(readText), ...handles.map(readEnteredHandle)])

/** How a name is made into a handle: written together, family name first, with an initial; as it looks. */
export const handleFormsOf = (name: Name): readonly string[] => formsOf(name).map(toLooks)

const formsOf = ({ parts, joined }: Name): readonly string[] => {
  const [first, last] = [parts[0], parts.at(-1)]
  if (parts.length < 2 || !first || !last) return [joined]
  const lastFirst = `${last.text}${joined.slice(0, joined.length - last.text.length)}`
  const [initial = ''] = first.text
  return [joined, lastFirst, ...(isTelling(last) ? [`${initial}${last.text}`] : [])]
}

/** Shorter ones are other people's as well. */
const minHandleLetters = 5

/** Whether letters without punctuation may be a handle made of the name; of a single word, the word. */
export const isHandleOf = (squeezed: string, name: Name): boolean =>
  (name.parts.length === 1 || squeezed.length >= minHandleLetters) &&
  handleFormsOf(name).includes(squeezed)

/** Beginnings and ends of a name that is written without spaces: either may be all that was said. */
export const affixesOf = ({ joined, isEastAsian }: Name): readonly string[] => {
  if (!isEastAsian) return []
  const signs = [...joined]
  return signs.flatMap((_sign, at) =>
    at < 2 ? [] : [signs.slice(0, at).join(''), signs.slice(-at).join('')],
  )
}
