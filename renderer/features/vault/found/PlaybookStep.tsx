import { Button, Group, Paper, Radio, Stack, Text } from '@mantine/core'
import { IconEdit } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Playbook } from '../../../../shared/domain/playbook'
import { useVaultQuery } from '../../../client/client'
import { PlaybookSummary } from '../../../components/PlaybookSummary'
import { QueryState } from '../../../components/QueryState'
import classes from '../vault.module.css'
import { EditedPlaybook } from './EditedPlaybook'
import type { StepProps } from './founding'

const indentSpaces = 2

/** Which playbook to start from, what it decides, and a copy to change where it does not fit. */
export const PlaybookStep = ({ founding, onChange }: StepProps) => {
  const { t } = useTranslation('vault')
  const playbooks = useVaultQuery('playbook.list', {})
  const startEditing = (playbook: Playbook) =>
    onChange({ editedJson: JSON.stringify(playbook, null, indentSpaces), editedPlaybook: null })
  return (
    <Stack>
      <Text>{t('found.playbook.explain')}</Text>
      <QueryState query={playbooks} lines={4}>
        {(list) => (
          <Radio.Group
            aria-label={t('found.playbook.title')}
            value={founding.playbookId}
            onChange={(playbookId) =>
              onChange({
                playbookId,
                editedJson: null,
                editedPlaybook: null,
                acceptedAgreement: null,
              })
            }
          >
            <Stack gap="sm">
              {list.map(({ id, name, description }) => (
                <Radio.Card key={id} value={id} className={classes.choice ?? ''}>
                  <Group wrap="nowrap" align="flex-start">
                    <Radio.Indicator />
                    <div>
                      <Text fw={600}>{name}</Text>
                      <Text size="sm" c="dimmed">
                        {description}
                      </Text>
                    </div>
                  </Group>
                </Radio.Card>
              ))}
            </Stack>
          </Radio.Group>
        )}
      </QueryState>
      {founding.editedJson === null ? (
        <Chosen id={founding.playbookId} onEdit={startEditing} />
      ) : (
        <EditedPlaybook json={founding.editedJson} founding={founding} onChange={onChange} />
      )}
    </Stack>
  )
}

interface ChosenProps {
  readonly id: string
  readonly onEdit: (playbook: Playbook) => void
}

const Chosen = ({ id, onEdit }: ChosenProps) => {
  const { t } = useTranslation('vault')
  const playbook = useVaultQuery('playbook.get', { id })
  return (
    <Paper withBorder p="md">
      <QueryState query={playbook} lines={5}>
        {(data) => (
          <>
            <Group justify="space-between" mb="sm">
              <Text fw={600}>{t('found.playbook.decides')}</Text>
              <Button
                variant="default"
                size="xs"
                leftSection={<IconEdit size={16} aria-hidden />}
                onClick={() => onEdit(data)}
              >
                {t('found.playbook.edit')}
              </Button>
            </Group>
            <PlaybookSummary playbook={data} />
          </>
        )}
      </QueryState>
    </Paper>
  )
}
