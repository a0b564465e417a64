/** What stands in a field with one address on each line; empty lines count for nothing. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const maxAddressChars = 512
export const maxServers = 4

const isAddress = (line: string, scheme: RegExp): boolean => scheme.test(line) && !/\s/.test(line)

export type LinesTrouble = 'wrong' | 'tooMany' | 'tooLong'

/** Why a field cannot be saved; `null` when it can. */
export const checkLines = (text: string, scheme: RegExp): LinesTrouble | null => {
  const lines = linesOf(text)
  if (lines.length > maxServers) return 'tooMany'
  if (lines.some((line) => line.length > maxAddressChars)) return 'tooLong'
  return lines.every((line) => isAddress(line, scheme)) ? null : 'wrong'
}

export const signallingScheme = /^wss:\/\/./
export const relayScheme = /^(stun|turn|turns):./
