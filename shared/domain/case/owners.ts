import { err, ok, type Result } from '../../errors/result'
import type { Playbook } from '../playbook'
import type { MemberId } from '../terms'
import type { Owners } from './selectors'

/**
 * C15. Whether a reader gives cleared members the case's keys. Where the playbook lets the owners
 * confirm who gets them, any reader does once no owner reads the case, so that nobody is waited for in vain.
 */
export const mayGrant = (
  grant: Playbook['access']['grant'],
  owners: Owners,
  readers: readonly MemberId[],
  self: MemberId,
): boolean => {
  if (grant !== 'owner-confirms') return true
  const there = [owners.primary, owners.secondary].filter(
    (owner) => owner !== null && readers.includes(owner),
  )
  return there.length === 0 || there.includes(self)
}

export interface NamedOwners {
  readonly primary: MemberId
  readonly secondary: MemberId | null
}

/**
 * Who owns the case after a reader: whom they chose, else the second owner, else the only one there
 * is; whoever owned it beside them stays on. `null` where somebody has to be chosen first.
 */
const ownersAfter = (
  { primary, secondary }: Owners,
  self: MemberId,
  others: readonly MemberId[],
  newOwner: MemberId | null,
): NamedOwners | null => {
  const isThere = (owner: MemberId | null): owner is MemberId =>
    owner !== null && others.includes(owner)
  const only = others.length === 1 ? (others[0] ?? null) : null
  const next = primary === self ? (newOwner ?? (isThere(secondary) ? secondary : only)) : primary
  if (!isThere(next)) return null
  const other = [primary, secondary].find((owner) => isThere(owner) && owner !== next)
  return { primary: next, secondary: other ?? null }
}

/** A reader on the point of leaving a case on their own. */
export interface Leaver {
  readonly self: MemberId
  /** Everyone who reads the case, themselves too. */
  readonly readers: readonly MemberId[]
  readonly newOwner: MemberId | null
  /** Whether a mediator has it from them (R29). */
  readonly handedOver: boolean
}

export type LeavingRefusal = {
  readonly code: 'case/last-reader' | 'case/owner-first'
}

/**
 * C16 (R28, R29, R45). What comes before a reader leaves: somebody else can open the case, or a mediator has it;
 * and it has an owner who stays.
 *
 * @returns the owners to be named first, `null` where none need be.
 */
export const ownersBeforeLeaving = (
  owners: Owners,
  { self, readers, newOwner, handedOver }: Leaver,
): Result<NamedOwners | null, LeavingRefusal> => {
  const others = readers.filter((memberId) => memberId !== self)
  if (others.length === 0) return handedOver ? ok(null) : err({ code: 'case/last-reader' })
  if (owners.primary !== self && owners.secondary !== self) return ok(null)
  const after = ownersAfter(owners, self, others, newOwner)
  return after ? ok(after) : err({ code: 'case/owner-first' })
}
