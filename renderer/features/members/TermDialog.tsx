import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberView } from '../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../client/client'
import { Dialog } from '../../components/Dialog'
import { FailureAlert } from '../../components/FailureAlert'
import { dayToEndMs, msToDay } from './term-date'

interface TermDialogProps {
  readonly member: MemberView
  readonly onClose: () => void
}

/** Until when somebody serves. The date ends nobody's access: it reminds. */
export const TermDialog = ({ member, onClose }: TermDialogProps) => {
  const { t } = useTranslation(['members', 'common'])
  const [day, setDay] = useState(msToDay(member.termUntilMs))
  const set = useVaultCommand('member.setTerm', { quiet: true, onDone: onClose })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!set.isPending) set.mutate({ memberId: member.memberId, untilMs: dayToEndMs(day) })
  }
  return (
    <Dialog title={t('term.title', { name: member.name })} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t('term.explain')}</Text>
          <TextInput
            type="date"
            label={t('term.until')}
            description={t('term.hint')}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
            data-autofocus
          />
          <FailureAlert failure={set.error?.failure ?? null} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={set.isPending}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
