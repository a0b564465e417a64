import { Alert, Button, Group, List, Radio, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccessView } from '../../../../shared/contracts/committee-views'
import type { CaseId, MemberId } from '../../../../shared/domain/terms'
import { useVaultCommand, useVaultQuery } from '../../../client/client'
import { useUnlockedSession } from '../../../client/session'
import { Dialog } from '../../../components/Dialog'
import { FailureAlert } from '../../../components/FailureAlert'
import { MemberSelect } from '../../../components/MemberSelect'
import { showNote } from '../../../components/note-toast'
import { QueryState } from '../../../components/QueryState'

const ways = ['recused', 'declined'] as const
type Way = (typeof ways)[number]

const erased = ['key', 'texts', 'traces'] as const

interface LeaveDialogProps {
  readonly caseId: CaseId
  /** "This case" where its name was not shown yet. */
  readonly codeName: string
  readonly onClose: () => void
}

/** Says what is erased here and what cannot be recalled, and asks for a new owner where one is needed. */
export const LeaveDialog = ({ caseId, codeName, onClose }: LeaveDialogProps) => {
  const { t } = useTranslation('cases')
  const access = useVaultQuery('case.access', { caseId })
  return (
    <Dialog onClose={onClose} title={t('leave.dialogTitle', { codeName })} size="lg">
      <QueryState query={access} lines={5}>
        {(view) => (
          <LeaveForm caseId={caseId} codeName={codeName} access={view} onClose={onClose} />
        )}
      </QueryState>
    </Dialog>
  )
}

interface LeaveFormProps extends LeaveDialogProps {
  readonly access: AccessView
}

const LeaveForm = ({ caseId, codeName, access, onClose }: LeaveFormProps) => {
  const { t } = useTranslation(['cases', 'common'])
  const navigate = useNavigate()
  const { memberId } = useUnlockedSession()
  const { primary, secondary } = access.owners
  const isOwner = primary?.memberId === memberId
  const others = access.readers.filter(({ isSelf }) => !isSelf)
  const [way, setWay] = useState<Way>('recused')
  const [newOwner, setNewOwner] = useState<MemberId | null>(
    others.find((reader) => reader.memberId === secondary?.memberId)?.memberId ?? null,
  )
  const leave = useVaultCommand('case.leave', {
    quiet: true,
    onDone: () => {
      showNote({ message: t('leave.done', { codeName }), goesAlong: true })
      void navigate({ to: '/cases', replace: true })
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        leave.mutate({ caseId, as: way, newOwner: isOwner ? newOwner : null })
      }}
    >
      <Stack>
        <Radio.Group label={t('leave.as')} value={way} onChange={(value) => setWay(value as Way)}>
          <Stack gap="xs" mt={6}>
            {ways.map((value) => (
              <Radio
                key={value}
                value={value}
                label={t(`leave.${value}`)}
                description={t(`leave.${value}Hint`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <div>
          <Text fw={600} size="sm">
            {t('leave.erasedTitle')}
          </Text>
          <List size="sm">
            {erased.map((what) => (
              <List.Item key={what}>{t(`leave.erased.${what}`)}</List.Item>
            ))}
          </List>
        </div>
        <div>
          <Text fw={600} size="sm">
            {t('leave.notRecalledTitle')}
          </Text>
          <Text size="sm">{t('leave.notRecalled')}</Text>
        </div>
        <Text size="sm">{t('leave.others')}</Text>
        {isOwner && others.length > 0 && (
          <MemberSelect
            label={t('leave.newOwner')}
            description={t('leave.newOwnerHint')}
            members={others}
            value={newOwner}
            onChange={setNewOwner}
          />
        )}
        {others.length === 0 && leave.error === null && (
          <Alert color="yellow">{t('leave.lastReader')}</Alert>
        )}
        <FailureAlert failure={leave.error?.failure ?? null} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" color="red" loading={leave.isPending}>
            {t('leave.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
