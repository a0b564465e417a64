import type { IntakeDraft } from '../../../shared/domain/intake'

const isBlank = (text: string): boolean => text.trim() === ''

/**
 * The draft as the contract takes it. A line that is half filled in is kept, with `notYet` in the
 * place that must not be empty: nothing that was typed is lost because something else is missing.
 */
export const draftToSave = (draft: IntakeDraft, notYet: string): IntakeDraft => {
  const orNotYet = (text: string) => (isBlank(text) ? notYet : text)
  const { emergency } = draft
  return {
    ...draft,
    people: draft.people.filter(
      (person) =>
        ![person.name, person.employer, person.pronouns].every(isBlank) ||
        person.handles.length > 0 ||
        person.aliases.length > 0,
    ),
    notToTell: draft.notToTell.filter((name) => !isBlank(name)),
    seenElsewhere: draft.seenElsewhere
      .filter((seen) => !isBlank(seen.where) || !isBlank(seen.who))
      .map((seen) => ({ ...seen, where: orNotYet(seen.where) })),
    takedowns: draft.takedowns
      .filter((takedown) => !isBlank(takedown.where) || !isBlank(takedown.what))
      .map((takedown) => ({ ...takedown, where: orNotYet(takedown.where) })),
    emergency:
      emergency === null ||
      (isBlank(emergency.action) && isBlank(emergency.reason) && isBlank(emergency.calledWhom))
        ? null
        : { ...emergency, action: orNotYet(emergency.action), reason: orNotYet(emergency.reason) },
  }
}
