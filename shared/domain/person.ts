import { z } from '../util/schema'
import { names, PersonRole, requiredShortText, shortText } from './terms'

/** Someone of a case as the committee knows them. A reporter's own facts are an {@link Identity}. */
export const PersonFacts = z.object({
  role: PersonRole,
  name: shortText,
  handles: names,
  aliases: names,
  employer: shortText,
  pronouns: shortText,
})
export type PersonFacts = z.infer<typeof PersonFacts>

/** The reporter's identity: a part of its own, opened by an explicit, recorded act (R20). */
export const Identity = z.object({
  name: shortText,
  contact: z.string().trim().max(2_000),
  pronouns: shortText,
})
export type Identity = z.infer<typeof Identity>

/** R6: only to find someone in need, and gone when the meeting has happened. */
export const Safety = z.object({
  location: z.string().trim().max(2_000),
  clothing: z.string().trim().max(2_000),
  meetingPlace: z.string().trim().max(2_000),
})
export type Safety = z.infer<typeof Safety>

/** What the reporter asked for; stands visibly on the case for ever after (R8, R15, R21). */
export const Wishes = z.object({
  updates: z.enum(['not-asked', 'yes', 'no']),
  police: z.enum(['not-asked', 'asked', 'no']),
  /** How or when not to make contact, in the reporter's words; empty when nothing was said. */
  doNotContact: z.string().trim().max(2_000),
})
export type Wishes = z.infer<typeof Wishes>

/** Someone outside the committee's vaults who already has the report: a mailbox, a chat. */
export const SeenElsewhere = z.object({ where: requiredShortText, who: shortText })
export type SeenElsewhere = z.infer<typeof SeenElsewhere>

/** R10: content made public by accident or without consent. */
export const Takedown = z.object({ where: requiredShortText, what: z.string().trim().max(2_000) })
export type Takedown = z.infer<typeof Takedown>

/** R16: what one responder decided alone, at once. */
export const Emergency = z.object({
  action: z.string().trim().min(1).max(5_000),
  reason: z.string().trim().min(1).max(5_000),
  calledWhom: shortText,
  lawEnforcementAskedByReporter: z.boolean(),
})
export type Emergency = z.infer<typeof Emergency>
