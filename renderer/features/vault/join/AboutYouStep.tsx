import { Button, Group, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { callShell, useClient, useShellQuery } from '../../../client/client'
import { isNewMember, type StepProps } from './joining'

const maxNameLength = 300
const maxAliases = 20

interface AboutYouStepProps extends StepProps {
  readonly showMissing: boolean
}

/** Who joins. Aliases are for the match that keeps a reported member from hearing of their own case. */
export const AboutYouStep = ({ joining, onChange, showMissing }: AboutYouStepProps) => {
  const { t } = useTranslation(['members', 'vault'])
  const bridge = useClient()
  const info = useShellQuery('shell.info', {})
  const missing = (text: string) =>
    showMissing && text.trim() === '' ? t('vault:found.committee.missing') : undefined
  const chooseParent = async () => {
    const parentFolder = await callShell(bridge, 'shell.chooseFolder', {}).catch(() => null)
    if (parentFolder !== null) onChange({ parentFolder })
  }
  return (
    <Stack>
      {!isNewMember(joining) && <Text>{t('join.you.already')}</Text>}
      <TextInput
        label={t('vault:found.committee.memberName')}
        description={t('vault:found.committee.memberNameHint')}
        value={joining.memberName}
        onChange={(event) => onChange({ memberName: event.currentTarget.value })}
        error={missing(joining.memberName)}
        maxLength={maxNameLength}
        autoComplete="name"
        required
        autoFocus
      />
      {isNewMember(joining) && (
        <>
          <TagsInput
            label={t('self.aliases')}
            description={t('self.aliasesHint')}
            value={[...joining.aliases]}
            onChange={(aliases) => onChange({ aliases })}
            maxTags={maxAliases}
            acceptValueOnBlur
          />
          <TextInput
            label={t('vault:found.committee.employer')}
            description={t('vault:found.committee.employerHint')}
            value={joining.employer}
            onChange={(event) => onChange({ employer: event.currentTarget.value })}
            error={missing(joining.employer)}
            maxLength={maxNameLength}
            autoComplete="organization"
            required
          />
        </>
      )}
      <TextInput
        label={t('vault:found.committee.label')}
        description={t('vault:found.committee.labelHint')}
        value={joining.label}
        onChange={(event) => onChange({ label: event.currentTarget.value })}
        error={missing(joining.label)}
        maxLength={maxNameLength}
        required
      />
      <Group align="flex-end" gap="sm" wrap="nowrap">
        <TextInput
          flex={1}
          label={t('vault:found.committee.folder')}
          description={t('vault:found.committee.folderHint')}
          value={joining.parentFolder}
          onChange={(event) => onChange({ parentFolder: event.currentTarget.value })}
          autoComplete="off"
          spellCheck={false}
        />
        {info.data?.canChooseFolder === true && (
          <Button variant="default" onClick={() => void chooseParent()}>
            {t('vault:addFolder.choose')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
