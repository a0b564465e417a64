import { hexId } from '../util/ids'
import { z } from '../util/schema'
import { toVisible } from '../util/visible-text'

/** The closed vocabularies and limits that several schemas share. */

export const CaseId = hexId(16, 'CaseId')
/** A case is named by the random id of its space; an escrowed report by that of its matter. */
export type CaseId = z.infer<typeof CaseId>

export const PersonId = hexId(16, 'PersonId')
export type PersonId = z.infer<typeof PersonId>

export const TaskId = hexId(16, 'TaskId')
export type TaskId = z.infer<typeof TaskId>

export const MemberId = hexId(16, 'MemberId')
export type MemberId = z.infer<typeof MemberId>

export const IntakeId = hexId(16, 'IntakeId')
export type IntakeId = z.infer<typeof IntakeId>

/** An entry's hash (BLAKE2b-256). */
export const EntryRef = hexId(32, 'EntryId')
export type EntryRef = z.infer<typeof EntryRef>

/** A part's salted hash. */
export const PartRef = hexId(32, 'PartId')
export type PartRef = z.infer<typeof PartRef>

/** Milliseconds since 1970-01-01T00:00Z. For people to read; never decides an order. */
export const TimeMs = z.number().int().min(0).max(8_640_000_000_000_000)

/** R5. */
export const Channel = z.enum([
  'phone',
  'email',
  'direct-message',
  'in-person',
  'web-form',
  'social-media',
  'other',
])
export type Channel = z.infer<typeof Channel>

/** How the report may be used: R13 (anonymous) and R14 (escrow). */
export const ReportMode = z.enum(['named', 'anonymous', 'escrow'])
export type ReportMode = z.infer<typeof ReportMode>

export const Severity = z.enum(['unrated', 'low', 'medium', 'high', 'critical'])
export type Severity = z.infer<typeof Severity>

export const Urgency = z.enum(['routine', 'soon', 'now'])
export type Urgency = z.infer<typeof Urgency>

export const CaseStatus = z.enum(['new', 'acknowledged', 'in-progress', 'closed', 'escrowed'])
export type CaseStatus = z.infer<typeof CaseStatus>

export const PersonRole = z.enum(['reporter', 'reported', 'impacted', 'witness'])
export type PersonRole = z.infer<typeof PersonRole>

/** R1. */
export const Scope = z.enum(['official', 'event', 'media', 'social-media', 'unofficial', 'unsure'])
export type Scope = z.infer<typeof Scope>

/** Documents of a case that people write together. */
export const TextName = z.enum(['narrative', 'notes'])
export type TextName = z.infer<typeof TextName>

/**
 * A name, a label, a line. What does not show in it (bidi controls, zero-width characters) is dropped
 * wherever it comes from, a form or somebody else's entry: nothing may look like another name.
 */
export const shortText = z.string().overwrite(toVisible).trim().max(300)
export const requiredShortText = shortText.min(1)
export const longText = z.string().max(200_000)
export const names = z.array(requiredShortText).max(20)
