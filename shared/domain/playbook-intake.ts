import { z } from '../util/schema'
import {
  blankable,
  Choice,
  ItemId,
  items,
  line,
  paragraph,
  paragraphs,
  someItems,
} from './playbook-text'
import { Channel, Scope, Severity, Urgency } from './terms'

/** Taking a report: R1-R8, R11-R16, R22, R23, R30. */

/**
 * What an answer means, whatever a playbook calls it. The keys decide where an answer is stored:
 * {@link identityKeys} in the reporter's identity, {@link safetyKeys} in the erasable safety notes,
 * the rest in the report.
 */
export const FieldKey = z.enum([
  'reporterName',
  'reporterContact',
  'location',
  'clothing',
  'meetingPlace',
  'whatHappened',
  'when',
  'where',
  'reported',
  'witnesses',
  'ongoing',
])
export type FieldKey = z.infer<typeof FieldKey>

export const identityKeys: readonly FieldKey[] = ['reporterName', 'reporterContact']
export const safetyKeys: readonly FieldKey[] = ['location', 'clothing', 'meetingPlace']

/** `safety`: kept only to find someone in need, erased when the meeting has happened (R6). */
const FieldKind = z.enum(['text', 'long', 'safety'])

const Field = z.strictObject({ key: FieldKey, label: line, kind: FieldKind })

/** R5. Exactly one is primary. */
export const PlaybookChannel = z.strictObject({
  id: Channel,
  label: line,
  primary: z.boolean(),
  /** Where a report that came this way is asked to continue, when the reporter is willing. */
  redirectTo: Channel.optional(),
  note: paragraph.optional(),
})

export const PlaybookScope = z.strictObject({
  /** R1. */
  spaces: z
    .array(z.strictObject({ id: Scope.exclude(['unsure']), label: line, description: paragraph }))
    .min(1)
    .max(5),
  /** R2. */
  whatIsAReport: paragraph,
  /** R3. */
  whoMayReport: items,
  whoMayBeReported: paragraph,
  /** R4: whether the committee may ask for a report of something that is going on. */
  mayInviteReports: z.boolean(),
  /** R6. */
  outOfScopeAdvice: paragraph,
})

export const Categories = z.array(Choice).min(1).max(40)

export const Severities = z
  .array(z.strictObject({ id: Severity.exclude(['unrated']), label: line, definition: paragraph }))
  .length(4)

export const Urgencies = z
  .array(z.strictObject({ id: Urgency, label: line, definition: paragraph }))
  .length(3)

/** R6. `say` may hold the placeholders of `scriptPlaceholders`. */
export const Prompt = z.strictObject({
  id: ItemId,
  say: paragraph,
  /** To the member, never to the caller. */
  advice: paragraph.optional(),
  field: Field.optional(),
})

/** R7. */
export const WrittenReport = z.strictObject({
  advice: paragraphs,
  fields: z
    .array(
      z.strictObject({ key: FieldKey, label: line, kind: FieldKind, hint: paragraph.optional() }),
    )
    .min(1)
    .max(20),
})

/** R11-R14, offered in this order. */
export const ladderActions = ['reassure', 'other-member', 'anonymous', 'escrow'] as const

export const LadderStep = z.strictObject({
  id: ItemId,
  say: paragraph,
  action: z.enum(ladderActions),
  /** What the reporter must hear before they choose this. */
  warning: paragraph.optional(),
})

/** R15, R16. */
export const ImmediateDanger = z.strictObject({
  guidance: someItems,
  /** Empty until the committee fills them in for its event or region. */
  numbers: z
    .array(z.strictObject({ id: ItemId, label: line, number: blankable }))
    .min(1)
    .max(20),
  oneResponderMayAct: z.boolean(),
  unsafeExamples: someItems,
  lawEnforcementRule: paragraph,
})

/** R22, R23. Examples to recognise oneself in; a declaration never says which. */
export const ConflictExamples = someItems
