import content from '../../../resources/handoff/content.json'
import cases from '../../../resources/locales/en/cases.json'

/** The words inside a hand-off package. Those that a case's pages use as well are taken from there. */

/** Dotted places of a file of texts. */
type PlaceIn<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${PlaceIn<T[K]>}`
}[keyof T & string]

const textAt = (texts: unknown, place: string): string => {
  let found = texts
  for (const key of place.split('.')) found = (found as Record<string, unknown>)[key]
  if (typeof found !== 'string') throw new Error(`there is no text for ${place}`)
  return found
}

const fill = (text: string, facts: Readonly<Record<string, string>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => facts[name] ?? '')

export const sayContent = (
  place: PlaceIn<typeof content>,
  facts: Readonly<Record<string, string>> = {},
): string => fill(textAt(content, place), facts)

export const sayCase = (
  place: PlaceIn<typeof cases>,
  facts: Readonly<Record<string, string>> = {},
): string => fill(textAt(cases, place), facts)
