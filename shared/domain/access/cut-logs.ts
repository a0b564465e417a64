import type { EntryRef } from '../terms'
import { citedBy, isLeavingOf, knowsUndone } from './past'
import type { AccessInput, JudgedRef, Leaving, Past, SpaceEntry, VoidCode } from './types'

const none = 0n

/** The first lockbox without a leaver, or the leaving itself in its own space: where the leaver's log ends. */
export interface Frontier {
  readonly entryId: EntryRef
  readonly leaving: Leaving
}

/**
 * Facts that take nothing but their author's own access. They are never cut: who recused themselves
 * while others left them out has recused themselves when they are told again.
 */
const endsOwnAccess = ({ kind, content }: SpaceEntry): boolean => {
  switch (kind) {
    case 'access.left':
    case 'matter.left':
    case 'member.resigned':
      return true
    case 'conflict.declared':
      return (content as { readonly answer?: unknown } | null)?.answer === 'conflict'
    default:
      return false
  }
}

/** Voids what a leaver entered outside the past of a frontier, whatever it claims to have seen. */
export const cutLogs = (
  { space, entries, leavings }: AccessInput,
  past: Past,
  frontiers: readonly Frontier[],
  voids: Map<JudgedRef, VoidCode>,
): void => {
  if (frontiers.length === 0) return
  const bitsAt = new Map<EntryRef, bigint>()
  for (const [at, { entryId }] of frontiers.entries()) {
    bitsAt.set(entryId, (bitsAt.get(entryId) ?? none) | (1n << BigInt(at)))
  }
  const isLeavingHere = new Set(
    leavings.filter((leaving) => leaving.space === space).map(({ entryId }) => entryId),
  )
  /** The frontiers that have an entry in their past. */
  const reaching = new Map<EntryRef, bigint>()
  for (const entry of entries.toReversed()) {
    const reached = (reaching.get(entry.id) ?? none) | (bitsAt.get(entry.id) ?? none)
    for (const id of citedBy(entry)) reaching.set(id, (reaching.get(id) ?? none) | reached)
    // Leavings that cross both stand, and what was void stays so for its first reason.
    if (voids.has(entry.id) || isLeavingHere.has(entry.id) || endsOwnAccess(entry)) continue
    const isCut = frontiers.some(
      ({ leaving }, at) =>
        isLeavingOf(leaving, entry.deviceId, entry.by) &&
        (reached & (1n << BigInt(at))) === none &&
        !knowsUndone(past.before(entry.id), past, leaving, voids),
    )
    if (isCut) voids.set(entry.id, 'entry/after-cut')
  }
}
