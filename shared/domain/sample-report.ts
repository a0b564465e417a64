import { z } from '../util/schema'
import { FieldKey } from './playbook-intake'
import { line, paragraph } from './playbook-text'
import { Channel } from './terms'

/**
 * A made-up report to play with: the demo types it into the real screens. The three modes are
 * different shapes; an anonymous report has no place for a reporter (R13).
 */
const AnswerKey = FieldKey.exclude(['reporterName', 'reporterContact'])

const Person = z.strictObject({
  role: z.enum(['reported', 'impacted', 'witness']),
  name: line,
  handles: z.array(line).max(20),
  aliases: z.array(line).max(20),
  employer: line.optional(),
})

const Reporter = z.strictObject({ name: line, contact: line, pronouns: line.optional() })

const common = {
  id: z
    .string()
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: line,
  kind: z.enum(['call', 'written-report', 'anonymous', 'escrow']),
  channel: Channel,
  /** Paragraphs, parted by blank lines. */
  note: z.string().min(1).max(20_000),
  people: z.array(Person).max(40),
  fields: z.partialRecord(AnswerKey, paragraph),
  wishes: z.strictObject({
    updates: z.enum(['yes', 'no']),
    police: z.enum(['no', 'asked']),
    doNotContact: paragraph.optional(),
  }),
  occurredAt: z.iso.datetime({ offset: true }),
  receivedAt: z.iso.datetime({ offset: true }),
  seenElsewhere: z
    .array(z.strictObject({ where: line, who: line }))
    .max(20)
    .optional(),
  takedowns: z
    .array(z.strictObject({ where: line, what: paragraph }))
    .max(20)
    .optional(),
  emergency: z.strictObject({ action: paragraph, reason: paragraph }).optional(),
}

export const SampleReport = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('named'), reporter: Reporter, ...common }),
  z.strictObject({ mode: z.literal('anonymous'), ...common }),
  z.strictObject({ mode: z.literal('escrow'), reporter: Reporter, wakeWord: line, ...common }),
])
export type SampleReport = z.infer<typeof SampleReport>
