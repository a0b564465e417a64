import type { Playbook } from '../../../../shared/domain/playbook'
import { useVaultQuery } from '../../../client/client'
import type { Founding } from './founding'

/** The playbook that the wizard stands on, or `null` while it loads or its copy is not sound yet. */
export const useChosenPlaybook = ({
  playbookId,
  editedJson,
  editedPlaybook,
}: Founding): Playbook | null => {
  const asItIs = useVaultQuery('playbook.get', { id: playbookId }, { enabled: editedJson === null })
  return editedJson === null ? (asItIs.data ?? null) : editedPlaybook
}
