import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberView } from '../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../client/client'
import { Dialog } from '../../components/Dialog'
import { FailureAlert } from '../../components/FailureAlert'

interface ProposeRemovalDialogProps {
  readonly member: MemberView
  readonly onClose: () => void
}

/** Opens a matter of everyone but its subject (R73). */
export const ProposeRemovalDialog = ({ member, onClose }: ProposeRemovalDialogProps) => {
  const { t } = useTranslation(['members', 'common'])
  const navigate = useNavigate()
  const [grounds, setGrounds] = useState('')
  const propose = useVaultCommand('removal.propose', {
    quiet: true,
    onDone: ({ matterId }) =>
      void navigate({ to: '/committee/removals/$matterId', params: { matterId } }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (grounds.trim() !== '' && !propose.isPending) {
      propose.mutate({ memberId: member.memberId, grounds })
    }
  }
  return (
    <Dialog title={t('propose.title', { name: member.name })} size="lg" onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t('propose.explain', { name: member.name })}</Text>
          <Textarea
            label={t('propose.grounds')}
            description={t('propose.groundsHint')}
            value={grounds}
            onChange={(event) => setGrounds(event.currentTarget.value)}
            maxLength={20_000}
            autosize
            minRows={4}
            maxRows={14}
            data-autofocus
          />
          <FailureAlert failure={propose.error?.failure ?? null} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={propose.isPending} disabled={grounds.trim() === ''}>
              {t('propose.button')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
