import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccessView } from '../../../../shared/contracts/committee-views'
import type { MemberId } from '../../../../shared/domain/terms'
import { useVaultCommand } from '../../../client/client'
import { Card } from '../../../components/Card'
import { Dialog } from '../../../components/Dialog'
import { FailureAlert } from '../../../components/FailureAlert'
import { MemberSelect } from '../../../components/MemberSelect'
import { showNote } from '../../../components/note-toast'
import { useOpenCase } from '../case-context'
import { FactList } from '../FactList'

interface OwnersCardProps {
  readonly access: AccessView
  readonly mayWrite: boolean
}

/** R45: a first and a second owner. */
export const OwnersCard = ({ access, mayWrite }: OwnersCardProps) => {
  const { t } = useTranslation('cases')
  const [isChanging, setIsChanging] = useState(false)
  const { primary, secondary } = access.owners
  return (
    <Card title={t('owners.title')} hint={t('owners.hint')}>
      <FactList
        isShort
        facts={[
          [t('owners.primary'), primary?.name ?? t('owners.nobody')],
          [t('owners.secondary'), secondary?.name ?? t('owners.nobody')],
        ]}
      />
      {mayWrite && (
        <Group>
          <Button variant="default" size="xs" onClick={() => setIsChanging(true)}>
            {t('owners.change')}
          </Button>
        </Group>
      )}
      {isChanging && <OwnersDialog access={access} onClose={() => setIsChanging(false)} />}
    </Card>
  )
}

interface OwnersDialogProps {
  readonly access: AccessView
  readonly onClose: () => void
}

const OwnersDialog = ({ access, onClose }: OwnersDialogProps) => {
  const { t } = useTranslation(['cases', 'common'])
  const { caseFile } = useOpenCase()
  const [primary, setPrimary] = useState<MemberId | null>(access.owners.primary?.memberId ?? null)
  const [secondary, setSecondary] = useState<MemberId | null>(
    access.owners.secondary?.memberId ?? null,
  )
  const set = useVaultCommand('case.setOwners', {
    quiet: true,
    onDone: () => {
      showNote({ message: t('owners.done') })
      onClose()
    },
  })
  return (
    <Dialog onClose={onClose} title={t('owners.dialogTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (primary !== null) set.mutate({ caseId: caseFile.caseId, primary, secondary })
        }}
      >
        <Stack>
          <MemberSelect
            label={t('owners.primary')}
            members={access.readers}
            value={primary}
            onChange={setPrimary}
          />
          <MemberSelect
            label={t('owners.secondary')}
            members={access.readers}
            value={secondary}
            clearLabel={t('owners.nobody')}
            onChange={setSecondary}
          />
          <FailureAlert failure={set.error?.failure ?? null} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" disabled={primary === null} loading={set.isPending}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
