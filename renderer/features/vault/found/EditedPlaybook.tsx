import { Button, Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Playbook } from '../../../../shared/domain/playbook'
import { callVault, useClient } from '../../../client/client'
import { PlaybookJsonEditor } from '../../../components/PlaybookJsonEditor'
import type { StepProps } from './founding'

interface EditedPlaybookProps extends StepProps {
  readonly json: string
}

/** A copy of the chosen playbook, edited as text and checked by the vault before it may be used. */
export const EditedPlaybook = ({ json, founding, onChange }: EditedPlaybookProps) => {
  const { t } = useTranslation('vault')
  const bridge = useClient()
  const check = async (text: string) => {
    const { findings } = await callVault(bridge, 'playbook.check', { json: text })
    // No findings means that the vault read the text as a playbook.
    onChange({ editedPlaybook: findings.length === 0 ? (JSON.parse(text) as Playbook) : null })
    return findings
  }
  return (
    <Stack>
      <PlaybookJsonEditor
        json={json}
        onChange={(editedJson) =>
          onChange({ editedJson, editedPlaybook: null, acceptedAgreement: null })
        }
        onCheck={check}
        isSound={founding.editedPlaybook !== null}
      />
      <Group>
        <Button
          variant="subtle"
          onClick={() => onChange({ editedJson: null, editedPlaybook: null })}
        >
          {t('found.playbook.discardEdit')}
        </Button>
      </Group>
    </Stack>
  )
}
