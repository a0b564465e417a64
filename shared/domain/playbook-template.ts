/**
 * Placeholders: `{name}` in the text of a call script or a letter.
 *
 * `name` is the member who speaks or writes, `recipient` the person written to, `others` the
 * members whom a reporter may rather talk to, `received` and `due` dates, `steps` what follows.
 */
export const scriptPlaceholders = ['name', 'committee', 'event', 'others'] as const
export const letterPlaceholders = [
  'name',
  'committee',
  'recipient',
  'received',
  'due',
  'decision',
  'plan',
  'steps',
  'contact',
] as const

type Placeholder = (typeof scriptPlaceholders)[number] | (typeof letterPlaceholders)[number]

const pattern = /\{([^{}]*)\}/g

/** What a blank looks like where nothing is known yet, on screen and on paper. */
export const templateBlank = '_____'

/**
 * Fills a template in one pass: braces inside a value stay what they are. What has no value
 * becomes {@link templateBlank}, never an empty gap that could be overlooked.
 */
export const fillTemplate = (
  template: string,
  values: Partial<Readonly<Record<Placeholder, string>>>,
): string =>
  template.replace(pattern, (_whole, placeholder: string) =>
    Object.hasOwn(values, placeholder)
      ? values[placeholder as Placeholder] || templateBlank
      : templateBlank,
  )

/** Whether every brace of the text belongs to a placeholder that is allowed there. */
export const hasOnlyPlaceholders = (template: string, allowed: readonly string[]): boolean => {
  const rest = template.replace(pattern, (whole, placeholder: string) =>
    allowed.includes(placeholder) ? '' : whole,
  )
  return !/[{}]/.test(rest)
}
