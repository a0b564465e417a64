import { Button, Group, Stack, TagsInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberView } from '../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../client/client'
import { Dialog } from '../../components/Dialog'
import { FailureAlert } from '../../components/FailureAlert'

interface EditSelfDialogProps {
  readonly member: MemberView
  readonly onClose: () => void
}

const maxAliases = 20

/** One's own name, other names and employer; nobody else changes them. */
export const EditSelfDialog = ({ member, onClose }: EditSelfDialogProps) => {
  const { t } = useTranslation(['members', 'common'])
  const [name, setName] = useState(member.name)
  const [aliases, setAliases] = useState(member.aliases)
  const [employer, setEmployer] = useState(member.employer)
  const change = useVaultCommand('member.changeSelf', { quiet: true, onDone: onClose })
  const isReady = name.trim() !== '' && employer.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady && !change.isPending) change.mutate({ name, aliases, employer })
  }
  return (
    <Dialog title={t('self.edit')} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('self.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={300}
            autoComplete="name"
            data-autofocus
          />
          <TagsInput
            label={t('self.aliases')}
            description={t('self.aliasesHint')}
            value={aliases}
            onChange={setAliases}
            maxTags={maxAliases}
            acceptValueOnBlur
          />
          <TextInput
            label={t('person.employer')}
            value={employer}
            onChange={(event) => setEmployer(event.currentTarget.value)}
            maxLength={300}
            autoComplete="organization"
          />
          <FailureAlert failure={change.error?.failure ?? null} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={change.isPending} disabled={!isReady}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
