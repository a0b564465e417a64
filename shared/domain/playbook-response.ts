import { z } from '../util/schema'
import { Choice, ItemId, items, line, paragraph, someItems } from './playbook-text'

/** From the plan to the last letter: R36-R43, R58-R66. */

/** R40-R43. */
export const Outreach = z.strictObject({
  rules: someItems,
  /** R42. */
  observerOnRequest: z.boolean(),
})

/** R58, R59. The list is open: a committee may always decide something that is not on it. */
export const Consequence = Choice.extend({
  group: z.enum(['none', 'words', 'contact', 'event', 'talks', 'roles', 'community', 'public']),
  /** `none`: has no end date. `optional`: for a time or without end. `required`: has an end. */
  timed: z.enum(['none', 'optional', 'required']),
  /** What must be true before it may be chosen. */
  condition: paragraph.optional(),
})

/** R61, in this order. */
export const conversationParts = ['behaviour', 'context', 'impact', 'call-in', 'plan'] as const

/** R60-R62: talking with the reported person. */
export const Conversation = z.strictObject({
  membersPresent: z.number().int().min(1).max(5),
  parts: z
    .array(
      z.strictObject({
        id: z.enum(conversationParts),
        label: line,
        prompt: paragraph,
        example: paragraph,
      }),
    )
    .length(conversationParts.length),
  apology: paragraph,
  rules: items,
})

export const letterIds = [
  'acknowledgement',
  'delay-notice',
  'decision-to-reporter',
  'outreach',
] as const

/** Subject and body may hold the placeholders of `letterPlaceholders`. */
export const Letter = z.strictObject({
  id: ItemId,
  subject: line,
  body: z.array(paragraph).min(1).max(20),
})
