import type * as RealEntry from '../../../shared/formats/entry'

/** Many vaults read the same bytes again and again: a pure function's answers, remembered. */
export const withMemory = (real: typeof RealEntry): typeof RealEntry => {
  const answers = new Map<string, ReturnType<typeof real.parseEntry>>()
  return {
    ...real,
    parseEntry: (bytes, hash) => {
      const name = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
      const known = answers.get(name)
      if (known) return known
      if (answers.size > 20_000) answers.clear()
      const answer = real.parseEntry(bytes.slice(), hash)
      answers.set(name, answer)
      return answer
    },
  }
}
