import { z } from '../util/schema'
import {
  blankable,
  hours,
  ItemId,
  items,
  line,
  months,
  paragraph,
  someItems,
} from './playbook-text'
import { Channel } from './terms'

/** Deadlines, votes, seats and duties: the settings in which committees differ (R31-R35, R53-R57, R71-R73). */

export const Deadlines = z.strictObject({
  /** From receipt to the acknowledgement (R32, R33). */
  acknowledgeHours: hours,
  /** The channels it applies to: nobody acknowledges a call that they are on. */
  acknowledgeChannels: z.array(Channel).max(7),
  /** A promise to the reporter, or what usually happens. */
  acknowledgeIs: z.enum(['promised', 'usual']),
  /** From receipt to the decision reaching the reporter (R34); `null` where none is promised. */
  decideHours: hours.nullable(),
  /** Whether the reporter is told when that takes longer (R34). */
  delayNotice: z.boolean(),
  /** R67. */
  dailyUpdateWhileSearching: z.boolean(),
  /** An open case in which nothing was written for so long is put before its owners. */
  remindAfterHours: hours,
})

const DecisionQuestion = z.strictObject({
  id: z.enum(['violation', 'behaviour-plan', 'consequences', 'response-to-refusal']),
  ask: paragraph,
})

/** A decision in a case. Counts those cleared for it, never the whole committee (R53). */
export const Decision = z.strictObject({
  rule: z.enum(['simple-majority', 'unanimity-strived']),
  denominator: z.literal('cleared-members'),
  /** What settles it when unanimity was sought for so long and not reached. */
  fallback: z.strictObject({ rule: z.literal('simple-majority'), afterHours: hours }).nullable(),
  /** What is decided (R55). */
  questions: z.array(DecisionQuestion).min(1).max(4),
  /** What a decision is measured by (R56). */
  principles: items,
  /** Whose power it is (R57). */
  authority: paragraph,
})

/** Removing a member. Counts all members (R73), whoever is cleared for whatever. */
export const Removal = z.strictObject({
  rule: z.enum(['simple-majority', 'unanimity']),
  denominator: z.literal('all-members'),
  /** Whether the member in question counts among "all". They cast no ballot either way. */
  countSubject: z.boolean(),
  /** Who tells the person, in words (R73). Access is gone before that in every playbook (R74). */
  notifiedBy: line,
  steps: items,
})

export const Quorum = z.strictObject({
  rule: z.enum(['none', 'majority-of-members']),
  /** When no more than `upTo` members can take part, `quorum` of them suffice. */
  few: z
    .strictObject({
      upTo: z.number().int().min(1).max(20),
      quorum: z.number().int().min(1).max(20),
    })
    .nullable(),
})

/** How many members one employer may have (R71). */
export const EmployerCap = z.enum(['none', 'less-than-majority', 'quorum-less-one'])

/** Who gets in, and with how many members' word. */
export const Access = z.strictObject({
  /** A cleared member's lockbox is made by any reader at once, or when an owner has confirmed it. */
  grant: z.enum(['at-once', 'owner-confirms']),
  /** Members, the owner not among them, who sign a replacement for a lost laptop. */
  replacementSigners: z.number().int().min(1).max(10),
  /** R71: what passing the cap of one employer leads to when somebody is signed in. */
  employerCapIs: z.enum(['warned', 'refused']),
})

/** A body outside the committee: whether it has a part at all, when, and on what terms. */
const Track = z.strictObject({
  present: z.boolean(),
  label: line,
  when: paragraph,
  rules: items,
})

/** R15, R21, R29, R47-R52. */
export const Tracks = z.strictObject({
  hr: Track,
  leadership: Track,
  mediator: Track,
  lawEnforcement: Track,
})

/** R29: who takes a case that no member can take. */
export const Mediator = z.strictObject({ label: line, contact: blankable })

/** R9. The version is what a member's acceptance names. */
export const ConfidentialityAgreement = z.strictObject({
  version: z.number().int().min(1).max(1_000_000),
  title: line,
  paragraphs: z.array(paragraph).min(1).max(20),
})

/** R68-R70. */
export const Transparency = z.strictObject({ contents: someItems, rules: someItems })

/** R75: what is taken back when a member leaves, and in what order. */
export const Offboarding = z.strictObject({ checklist: someItems, order: paragraph })

/** When a member is asked whether something must still be kept; nothing is erased unasked. */
export const Retention = z.strictObject({
  reviewClosedAfterMonths: months.nullable(),
  reviewEscrowAfterMonths: months.nullable(),
  note: paragraph,
})

export const OnCall = z.strictObject({ cover: z.enum(['whole-event', 'always']), note: paragraph })

/** Whom the playbook comes from. Required by the licences of the sources; see NOTICE. */
export const Attribution = z.strictObject({
  title: line,
  by: line,
  url: z
    .string()
    .max(300)
    .regex(/^https:\/\/[^\s]+$/),
  licence: line,
  licenceUrl: z
    .string()
    .max(300)
    .regex(/^https:\/\/[^\s]+$/),
  changes: paragraph,
})

/** Reminders shown at a stage of a case, for what is neither a setting nor a checklist. */
export const Guidance = z.strictObject({
  stage: z.enum([
    'intake',
    'published-content',
    'documentation',
    'notice',
    'recusal',
    'triage',
    'discussion',
    'communication',
    're-evaluation',
    'follow-up',
    'committee',
  ]),
  items: z
    .array(z.strictObject({ id: ItemId, text: paragraph }))
    .min(1)
    .max(20),
})
