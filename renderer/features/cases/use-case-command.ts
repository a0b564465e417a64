import { useTranslation } from 'react-i18next'
import type { CaseId, EntryRef } from '../../../shared/domain/terms'
import { useVaultCommand } from '../../client/client'
import type { VaultInput } from '../../client/query-keys'
import { useUndoToast } from '../../components/undo-toast'

/** Commands that enter something which its author may take back. */
type UndoableRow =
  | 'case.addPerson'
  | 'case.correctPerson'
  | 'case.setOverview'
  | 'case.setStatus'
  | 'case.recordWishes'
  | 'case.recordTold'
  | 'case.recordEmergency'
  | 'case.recordSeenElsewhere'
  | 'case.requestTakedown'
  | 'case.addTask'
  | 'case.completeTask'

interface CaseCommand<K extends UndoableRow> {
  readonly run: (input: Omit<VaultInput<K>, 'caseId'>, onDone?: () => void) => void
  readonly isPending: boolean
}

/** Runs a command of a case, says that it is done, and offers to take it back. */
export const useCaseCommand = <K extends UndoableRow>(row: K, caseId: CaseId): CaseCommand<K> => {
  const { t } = useTranslation('cases')
  const showUndo = useUndoToast()
  const takeBack = useVaultCommand('case.takeBack')
  const command = useVaultCommand(row)
  return {
    isPending: command.isPending,
    run: (input, onDone) =>
      command.mutate({ ...input, caseId } as VaultInput<K>, {
        onSuccess: (output) => {
          const { entryId } = output as { entryId: EntryRef }
          showUndo({
            message: t(`done.${row}`),
            onUndo: () => takeBack.mutate({ caseId, entryId }),
          })
          onDone?.()
        },
      }),
  }
}
