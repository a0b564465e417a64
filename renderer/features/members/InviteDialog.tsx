import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand } from '../../client/client'
import { Dialog } from '../../components/Dialog'
import { FailureAlert } from '../../components/FailureAlert'
import { ShownCode } from './ShownCode'

interface InviteDialogProps {
  readonly onClose: () => void
}

/** A code for one person. Gone from here as soon as the dialog closes. */
export const InviteDialog = ({ onClose }: InviteDialogProps) => {
  const { t } = useTranslation(['members', 'common'])
  const [forName, setForName] = useState('')
  const issue = useVaultCommand('invitation.issue', { quiet: true })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (forName.trim() !== '' && !issue.isPending) issue.mutate({ forName })
  }
  return (
    <Dialog title={t('invite.title')} size="lg" onClose={onClose}>
      {issue.data === undefined ? (
        <form onSubmit={submit}>
          <Stack>
            <Text size="sm">{t('invite.explain')}</Text>
            <TextInput
              label={t('invite.forName')}
              description={t('invite.forNameHint')}
              value={forName}
              onChange={(event) => setForName(event.currentTarget.value)}
              maxLength={300}
              autoComplete="off"
              data-autofocus
            />
            <FailureAlert failure={issue.error?.failure ?? null} />
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={onClose}>
                {t('common:cancel')}
              </Button>
              <Button type="submit" loading={issue.isPending} disabled={forName.trim() === ''}>
                {t('invite.make')}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <ShownCode
          {...issue.data}
          explain={t('invite.made', { name: forName.trim() })}
          onDone={onClose}
        />
      )}
    </Dialog>
  )
}
