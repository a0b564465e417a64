import { err, ok } from '../../errors/result'
import type { Verdict } from '../ledger/fact'
import type { MemberId } from '../terms'
import type { CommitteeChecks, CommitteeFactContent, CommitteeFactKind } from './facts'
import type { View } from './selectors'

/** What every rule of a committee is told, and how it answers. */

/** Whose device made an entry, and where. */
export interface Origin {
  readonly deviceId: string
  readonly space: string
}

/** What a rule is told beside the fact itself. */
export interface Question extends Origin {
  readonly view: View
  readonly by: MemberId
  readonly checks: CommitteeChecks
}

export type Content<K extends CommitteeFactKind> = CommitteeFactContent<K>

export const fine: Verdict = ok(null)

export const refuse = (code: string, facts: Record<string, unknown> = {}): Verdict =>
  err({ code, ...facts })

export const firstRefusal = (...verdicts: readonly (() => Verdict)[]): Verdict => {
  for (const verdict of verdicts) {
    const result = verdict()
    if (!result.ok) return result
  }
  return fine
}
