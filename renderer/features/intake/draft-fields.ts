import type { IntakeDraft } from '../../../shared/domain/intake'
import type { FieldKey } from '../../../shared/domain/playbook'

/** Where an answer of the script is kept in the draft: each meaning has one place. */
type AnswerPlace = 'reporter' | 'safety' | 'note' | 'occurred' | 'fields'

export const placeOf = (key: FieldKey): AnswerPlace => {
  switch (key) {
    case 'reporterName':
    case 'reporterContact':
      return 'reporter'
    case 'location':
    case 'clothing':
    case 'meetingPlace':
      return 'safety'
    case 'whatHappened':
      return 'note'
    case 'when':
      return 'occurred'
    default:
      return 'fields'
  }
}

/** The longest answer that its place takes, as in the contract. */
export const maxCharsOf = (key: FieldKey): number => {
  switch (placeOf(key)) {
    case 'reporter':
      return key === 'reporterName' ? 300 : 2_000
    case 'safety':
      return 2_000
    case 'note':
      return 200_000
    case 'occurred':
      return 300
    case 'fields':
      return 20_000
  }
}

const reporterField = (key: FieldKey): 'name' | 'contact' =>
  key === 'reporterName' ? 'name' : 'contact'

/** The answer, or `null` where the draft has no place for it: an anonymous one keeps no name (R13). */
export const answerOf = (draft: IntakeDraft, key: FieldKey): string | null => {
  switch (placeOf(key)) {
    case 'reporter':
      return draft.mode === 'anonymous' ? null : draft.reporter[reporterField(key)]
    case 'safety':
      return draft.safety[key as keyof IntakeDraft['safety']]
    case 'note':
      return draft.note
    case 'occurred':
      return draft.occurred
    case 'fields':
      return draft.fields[key] ?? ''
  }
}

export const withAnswer = (draft: IntakeDraft, key: FieldKey, value: string): IntakeDraft => {
  switch (placeOf(key)) {
    case 'reporter':
      return draft.mode === 'anonymous'
        ? draft
        : { ...draft, reporter: { ...draft.reporter, [reporterField(key)]: value } }
    case 'safety':
      return { ...draft, safety: { ...draft.safety, [key]: value } }
    case 'note':
      return { ...draft, note: value }
    case 'occurred':
      return { ...draft, occurred: value }
    case 'fields':
      return { ...draft, fields: { ...draft.fields, [key]: value } }
  }
}

/** The list with the item in it, or without. */
export const withItem = (list: readonly string[], item: string, isIn: boolean): string[] =>
  isIn ? [...new Set([...list, item])] : list.filter((other) => other !== item)

const isBlank = (text: string): boolean => text.trim() === ''

/** Whether nothing at all was entered yet, so that dropping the draft loses nothing. */
export const isUntouched = (draft: IntakeDraft): boolean =>
  isBlank(draft.note) &&
  isBlank(draft.occurred) &&
  Object.values(draft.fields).every(isBlank) &&
  Object.values(draft.safety).every(isBlank) &&
  (draft.mode === 'anonymous' || Object.values(draft.reporter).every(isBlank)) &&
  draft.people.length === 0 &&
  draft.seenElsewhere.length === 0 &&
  draft.takedowns.length === 0 &&
  draft.notToTell.length === 0 &&
  draft.emergency === null
