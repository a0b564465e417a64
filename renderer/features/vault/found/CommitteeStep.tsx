import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { callShell, useClient, useShellQuery } from '../../../client/client'
import type { StepProps } from './founding'

interface CommitteeStepProps extends StepProps {
  readonly showMissing: boolean
}

const maxNameLength = 300

export const CommitteeStep = ({ founding, onChange, showMissing }: CommitteeStepProps) => {
  const { t } = useTranslation('vault')
  const bridge = useClient()
  const info = useShellQuery('shell.info', {})
  const missing = (text: string) =>
    showMissing && text.trim() === '' ? t('found.committee.missing') : undefined
  const chooseParent = async () => {
    const parentFolder = await callShell(bridge, 'shell.chooseFolder', {}).catch(() => null)
    if (parentFolder !== null) onChange({ parentFolder })
  }
  return (
    <Stack>
      <TextInput
        label={t('found.committee.name')}
        value={founding.committeeName}
        onChange={(event) => onChange({ committeeName: event.currentTarget.value })}
        error={missing(founding.committeeName)}
        maxLength={maxNameLength}
        required
        autoFocus
      />
      <Group grow align="flex-start">
        <TextInput
          label={t('found.committee.memberName')}
          description={t('found.committee.memberNameHint')}
          value={founding.memberName}
          onChange={(event) => onChange({ memberName: event.currentTarget.value })}
          error={missing(founding.memberName)}
          maxLength={maxNameLength}
          autoComplete="name"
          required
        />
        <TextInput
          label={t('found.committee.employer')}
          description={t('found.committee.employerHint')}
          value={founding.employer}
          onChange={(event) => onChange({ employer: event.currentTarget.value })}
          error={missing(founding.employer)}
          maxLength={maxNameLength}
          autoComplete="organization"
          required
        />
      </Group>
      <TextInput
        label={t('found.committee.label')}
        description={t('found.committee.labelHint')}
        value={founding.label}
        onChange={(event) => onChange({ label: event.currentTarget.value })}
        error={missing(founding.label)}
        maxLength={maxNameLength}
        required
      />
      <Group align="flex-end" gap="sm" wrap="nowrap">
        <TextInput
          flex={1}
          label={t('found.committee.folder')}
          description={t('found.committee.folderHint')}
          value={founding.parentFolder}
          onChange={(event) => onChange({ parentFolder: event.currentTarget.value })}
          autoComplete="off"
          spellCheck={false}
        />
        {info.data?.canChooseFolder === true && (
          <Button variant="default" onClick={() => void chooseParent()}>
            {t('addFolder.choose')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
