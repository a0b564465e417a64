import { createContext, use } from 'react'
import type { IntakeDraft } from '../../../shared/domain/intake'
import type { Playbook } from '../../../shared/domain/playbook'

export interface IntakeDesk {
  readonly draft: IntakeDraft
  readonly change: (edit: (draft: IntakeDraft) => IntakeDraft) => void
  readonly playbook: Playbook
  /** Fills the placeholders of a script's text. */
  readonly fill: (template: string) => string
  /** Other members of the committee; empty on a locked laptop. */
  readonly otherMembers: readonly string[]
  /** A call has the note in sight; a guided report is one step at a time. */
  readonly focusNote: () => void
}

export const IntakeContext = createContext<IntakeDesk | null>(null)

/** The report that is being taken, for the parts of its screen. */
export const useIntake = (): IntakeDesk => {
  const desk = use(IntakeContext)
  if (desk === null) throw new Error('no report is being taken here')
  return desk
}
