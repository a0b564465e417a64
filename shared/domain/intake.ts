import { z } from '../util/schema'
import { Emergency, Identity, PersonFacts, Safety, SeenElsewhere, Takedown, Wishes } from './person'
import { Channel, longText, Scope, shortText, TimeMs, Urgency } from './terms'

/**
 * A report while it is being taken (R5-R16). Nothing is mandatory; fields fill in any order.
 *
 * The three modes are different shapes: an anonymous draft has no place for a name or a contact
 * (R13), so none can be stored.
 */
const common = {
  channel: Channel,
  /** The one large field: what the member hears, types or pastes. Becomes the case's narrative. */
  note: longText,
  /** Answers to the prompts of the playbook's script that are neither identity nor safety, by key. */
  fields: z
    .record(z.string().max(60), z.string().max(20_000))
    .refine((value) => Object.keys(value).length <= 60),
  people: z
    .array(PersonFacts.extend({ role: z.enum(['reported', 'impacted', 'witness']) }))
    .max(40),
  wishes: Wishes,
  /** Ids of the playbook's "what to tell the reporter" that were said (R8). */
  told: z.array(z.string().max(60)).max(60),
  /** Steps of the ladder that were offered (R11-R14), by id. */
  ladder: z.array(z.string().max(60)).max(20),
  /** R12: the other member whom the reporter would rather talk to. */
  otherMember: shortText,
  /** Whom on the committee the reporter does not want told, by name. */
  notToTell: z.array(shortText.min(1)).max(20),
  seenElsewhere: z.array(SeenElsewhere).max(20),
  takedowns: z.array(Takedown).max(20),
  emergency: Emergency.nullable(),
  scope: Scope,
  category: z.string().max(60),
  urgency: Urgency,
  safety: Safety,
  /** When it happened, in the reporter's words or as a date; free text, since memory is. */
  occurred: shortText,
  receivedAtMs: TimeMs,
}

export const IntakeDraft = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('named'), reporter: Identity, ...common }),
  z.strictObject({ mode: z.literal('anonymous'), ...common }),
  /** R14. `wakeWord`: what the reporter was given to withdraw or wake it with. */
  z.strictObject({ mode: z.literal('escrow'), reporter: Identity, wakeWord: shortText, ...common }),
])
export type IntakeDraft = z.infer<typeof IntakeDraft>

export const emptyDraft = (channel: Channel, receivedAtMs: number): IntakeDraft => ({
  mode: 'named',
  reporter: { name: '', contact: '', pronouns: '' },
  channel,
  note: '',
  fields: {},
  people: [],
  wishes: { updates: 'not-asked', police: 'not-asked', doNotContact: '' },
  told: [],
  ladder: [],
  otherMember: '',
  notToTell: [],
  seenElsewhere: [],
  takedowns: [],
  emergency: null,
  scope: 'unsure',
  category: '',
  urgency: 'routine',
  safety: { location: '', clothing: '', meetingPlace: '' },
  occurred: '',
  receivedAtMs,
})

/** The same draft in another mode; what the mode has no place for is dropped, not hidden. */
export const withMode = (draft: IntakeDraft, mode: IntakeDraft['mode']): IntakeDraft => {
  if (mode === draft.mode) return draft
  const reporter = 'reporter' in draft ? draft.reporter : { name: '', contact: '', pronouns: '' }
  const {
    mode: _mode,
    reporter: _reporter,
    wakeWord: _word,
    ...rest
  } = { wakeWord: '', reporter, ...draft }
  switch (mode) {
    case 'named':
      return { mode, reporter, ...rest }
    case 'anonymous':
      return { mode, ...rest }
    case 'escrow':
      return { mode, reporter, wakeWord: '', ...rest }
  }
}
