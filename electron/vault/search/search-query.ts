/**
 * What a person types, as an FTS4 query: every word must occur, the last one may be unfinished,
 * "words in quotes" must stand together. Everything else that FTS4 would read as syntax is dropped.
 *
 * @returns `null` when there is nothing to look for.
 */
export const toFtsQuery = (text: string): string | null => {
  const terms: string[] = []
  let isOpenEnded = false
  for (const match of text.normalize('NFC').matchAll(/"([^"]*)"|([^"\s]+)/gu)) {
    const [, phrase, word] = match
    const words = wordsOf(phrase ?? word ?? '')
    if (words.length === 0) continue
    if (phrase === undefined && words.length === 1) terms.push(words[0] as string)
    else terms.push(`"${words.join(' ')}"`)
    isOpenEnded = phrase === undefined && words.length === 1
  }
  if (terms.length === 0) return null
  if (isOpenEnded) terms[terms.length - 1] += '*'
  return terms.slice(0, maxTerms).join(' ')
}

/** More words than this narrow nothing down and only cost time. */
const maxTerms = 24

/** Lower case, so that AND, OR, NOT and NEAR are words like all others. */
const wordsOf = (text: string): string[] =>
  (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map((word) => word.toLowerCase())
