const groupChars = 5

/** A code in groups that can be read aloud: its own where it has them, else five characters each. */
export const groupsOf = (code: string): string[] => {
  const own = code.split(/[\s-]+/).filter((group) => group !== '')
  return own.length > 1 ? own : (code.match(new RegExp(`.{1,${groupChars}}`, 'gs')) ?? [])
}
