import { emptyDraft, type IntakeDraft } from '../../../shared/domain/intake'
import { Channel } from '../../../shared/domain/terms'

/** Made-up reports, the same for the same number: words drawn by a small linear congruential generator. */
const words = (
  'table chair corridor badge evening talk remark shoulder hallway message channel group joke name tag poster ' +
  'question break lunch stairs window door bench booth session workshop mentor speaker volunteer line coat ' +
  'photo comment reply thread review patch meeting table quiet loud near behind after before again often'
).split(' ')

export const makeNumbers = (seed: number) => {
  let state = seed >>> 0
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** @param chars length of the narrative, about */
export const makeReport = (number: number, chars: number, receivedAtMs: number): IntakeDraft => {
  const next = makeNumbers(number + 1)
  const pick = () => words[next(words.length)] as string
  let note = `Report ${number}.`
  while (note.length < chars) note += ` ${pick()}${next(12) === 0 ? '.\n' : ''}`
  const draft = emptyDraft(Channel.options[next(Channel.options.length)] as Channel, receivedAtMs)
  return {
    ...draft,
    note,
    urgency: next(5) === 0 ? 'now' : 'routine',
    people: [
      {
        role: 'reported',
        name: `Person ${number % 997}`,
        handles: [`@${pick()}${number % 997}`],
        aliases: [],
        employer: '',
        pronouns: '',
      },
    ],
  }
}
