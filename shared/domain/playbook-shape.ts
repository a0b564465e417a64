import { z } from '../util/schema'
import {
  Categories,
  ConflictExamples,
  ImmediateDanger,
  LadderStep,
  PlaybookChannel,
  PlaybookScope,
  Prompt,
  Severities,
  Urgencies,
  WrittenReport,
} from './playbook-intake'
import {
  Access,
  Attribution,
  ConfidentialityAgreement,
  Deadlines,
  Decision,
  EmployerCap,
  Guidance,
  Mediator,
  Offboarding,
  OnCall,
  Quorum,
  Removal,
  Retention,
  Tracks,
  Transparency,
} from './playbook-policy'
import { Consequence, Conversation, Letter, Outreach } from './playbook-response'
import { ItemId, line, months, paragraph, someItems } from './playbook-text'

/**
 * Everything in which committees differ, as data. Unknown keys are refused, so that a misspelt
 * setting in an edited copy is noticed instead of ignored.
 */
export const Playbook = z.strictObject({
  id: ItemId,
  /** Counts up with every edit of a copy. */
  version: z.number().int().min(1).max(1_000_000),
  name: line,
  /** BCP 47. */
  language: z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  description: paragraph,
  attribution: z.array(Attribution).max(10),
  /** Dotted paths of what the source is silent about and this playbook filled in. */
  notInSource: z.array(z.string().max(120)).max(60),

  deadlines: Deadlines,
  decision: Decision,
  removal: Removal,
  quorum: Quorum,
  employerCap: EmployerCap,
  /** R72; `null` where members serve fixed terms. */
  checkInMonths: months.nullable(),
  access: Access,
  /** R31. */
  minimumOnRota: z.number().int().min(1).max(20),
  onCall: OnCall,
  /** R45. */
  ownersPerCase: z.number().int().min(1).max(2),
  reportingPeriod: z.enum(['quarter', 'half-year']),

  channels: z.array(PlaybookChannel).min(1).max(7),
  scope: PlaybookScope,
  categories: Categories,
  severities: Severities,
  urgencies: Urgencies,
  callScript: z.array(Prompt).min(1).max(40),
  writtenReport: WrittenReport,
  /** R8. */
  tellReporter: someItems,
  hesitantLadder: z.array(LadderStep).max(4),
  immediateDanger: ImmediateDanger,
  conflictExamples: ConflictExamples,

  /** R36-R39. */
  planQuestions: someItems,
  outreach: Outreach,
  consequences: z.array(Consequence).min(1).max(60),
  conversation: Conversation,
  tracks: Tracks,
  mediator: Mediator,
  letters: z.array(Letter).min(1).max(20),
  guidance: z.array(Guidance).max(11),

  confidentialityAgreement: ConfidentialityAgreement,
  transparency: Transparency,
  offboarding: Offboarding,
  retention: Retention,
})
export type Playbook = z.infer<typeof Playbook>
