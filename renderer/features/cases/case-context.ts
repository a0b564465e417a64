import { createContext, use } from 'react'
import type { CaseView } from '../../../shared/contracts/views'
import type { Playbook } from '../../../shared/domain/playbook'

interface OpenCase {
  readonly caseFile: CaseView
  readonly playbook: Playbook
  /** Nothing can be entered: the vault is read-only, or this member or laptop may not. */
  readonly isReadOnly: boolean
}

export const CaseContext = createContext<OpenCase | null>(null)

/** The case that is open, for the parts of its page. */
export const useOpenCase = (): OpenCase => {
  const open = use(CaseContext)
  if (open === null) throw new Error('no case is open here')
  return open
}
