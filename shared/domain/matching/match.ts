import { compareHandles, compareHandleWithName } from './compare-handles'
import { compareNames, type Found } from './compare-names'
import { type ReadNames, readText } from './names'

/** Whether names are taken for one person's: `likely` has to be asked of a person. */
export type Certainty = 'same' | 'likely'

/** Why, in the order in which reasons are given. */
export const matchReasons = [
  'same-handle',
  'same-name',
  /** The same parts in another order, or but for particles. */
  'same-name-parts',
  /** The same but for middle initials that fit. */
  'same-but-initials',
  /** Equal, but too short or too common by its form to mean one person. */
  'same-short-name',
  'same-short-handle',
  /** The same handle on another server or with another number. */
  'same-handle-elsewhere',
  /** The same handle but for dots, dashes and underscores. */
  'similar-handle',
  'handle-like-name',
  'initials-fit',
  'initials-differ',
  'part-of-name',
  'same-sounding',
  'same-looking',
  'similar-name',
  /** Never a reason alone. */
  'same-employer',
] as const
export type MatchReason = (typeof matchReasons)[number]

export interface Match {
  readonly certainty: Certainty
  readonly reasons: readonly MatchReason[]
}

export const orderReasons = (reasons: ReadonlySet<MatchReason>): readonly MatchReason[] =>
  matchReasons.filter((reason) => reasons.has(reason))

/** The best that any pair of names or handles gives, with every reason of that certainty; `null` for none. */
export const matchRead = (a: ReadNames, b: ReadNames): Match | null => {
  const found: Found[] = []
  const add = (one: Found | null): void => {
    if (one) found.push(one)
  }
  for (const nameOfA of a.names) {
    for (const nameOfB of b.names) add(compareNames(nameOfA, nameOfB))
    for (const handle of b.handles) add(compareHandleWithName(handle, nameOfA))
  }
  for (const handle of a.handles) {
    for (const other of b.handles) add(compareHandles(handle, other))
    for (const name of b.names) add(compareHandleWithName(handle, name))
  }
  if (found.length === 0) return null
  const certainty = found.some((one) => one.certainty === 'same') ? 'same' : 'likely'
  const reasons = found.filter((one) => one.certainty === certainty).map(({ reason }) => reason)
  return { certainty, reasons: orderReasons(new Set(reasons)) }
}

/**
 * Whether two texts name one person, and why. Deterministic and symmetric; nothing is looked up.
 * Short forms of given names (Bob, Sasha) and readings of Han signs are not known: people enter them as aliases.
 */
export const matchNames = (
  a: string,
  b: string,
): Match | { readonly certainty: 'none'; readonly reasons: readonly [] } =>
  matchRead(readText(a), readText(b)) ?? { certainty: 'none', reasons: [] }
