import { z } from '../util/schema'

/**
 * The small shapes that every section of a playbook is made of. Limits are far above what a
 * committee writes and far below what would slow a screen or a printed page; the whole is bounded
 * by `maxPlaybookChars`.
 */

/** Kebab-case. Entries of a ledger refer to items of a playbook by it, so it outlives its label. */
export const ItemId = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

/** One visible line: at most 300 characters, no line breaks. */
export const line = z
  .string()
  .max(300)
  .regex(/\S/)
  .regex(/^\P{Cc}*$/u)

/** At most 2,000 visible characters. */
export const paragraph = z.string().max(2_000).regex(/\S/)

/** A line that the committee still has to fill in: a telephone number, a mediator's address. */
export const blankable = z
  .string()
  .max(300)
  .regex(/^\P{Cc}*$/u)

export const Item = z.strictObject({ id: ItemId, text: paragraph })

export const Choice = z.strictObject({ id: ItemId, label: line, description: paragraph })

export const items = z.array(Item).max(40)
export const someItems = items.min(1)
export const paragraphs = z.array(paragraph).min(1).max(40)

/** Whole hours, at most a year. */
export const hours = z.number().int().min(1).max(8_760)
/** Whole months, at most fifty years. */
export const months = z.number().int().min(1).max(600)
