import { foldText, runsOf } from './fold'

const legalForms = new Set(
  'inc llc ltd limited gmbh ag kg corp corporation co company sa sas sarl srl spa bv nv ab oy as aps plc pty kk ev'.split(
    ' ',
  ),
)

/** An employer without case, punctuation and legal form; empty when nothing is left. */
export const employerKey = (employer: string): string => {
  const words = runsOf(foldText(employer).replaceAll('.', ''))
  const end = words.findLastIndex((word) => !legalForms.has(word))
  return (end < 0 ? words : words.slice(0, end + 1)).join(' ')
}
