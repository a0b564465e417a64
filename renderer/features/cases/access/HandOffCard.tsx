import { Alert, Button, Group, Text } from '@mantine/core'
import { IconPackageExport } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccessView } from '../../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../../client/client'
import { Card } from '../../../components/Card'
import { ConfirmButton } from '../../../components/ConfirmButton'
import { showNote } from '../../../components/note-toast'
import { useOpenCase } from '../case-context'
import { FactList } from '../FactList'
import { HandOffDialog } from './HandOffDialog'

interface HandOffCardProps {
  readonly access: AccessView
  readonly mayWrite: boolean
}

/** R29: no member can take the case, so it goes to the mediator of the playbook. */
export const HandOffCard = ({ access, mayWrite }: HandOffCardProps) => {
  const { t } = useTranslation('cases')
  const navigate = useNavigate()
  const { caseFile } = useOpenCase()
  const [isMaking, setIsMaking] = useState(false)
  const receipt = useVaultCommand('case.recordReceipt', {
    onDone: () => {
      showNote({ message: t('handoff.receiptDone'), goesAlong: true })
      void navigate({ to: '/cases', replace: true })
    },
  })
  const { label, contact, state } = access.mediator
  if (state === 'not-needed') return null
  if (state === 'handed-over') return <Alert color="blue">{t('handoff.handedOver')}</Alert>
  return (
    <Card title={t('handoff.title')} hint={t('handoff.message')}>
      <FactList
        isShort
        facts={[
          [t('handoff.who'), label],
          [t('handoff.contact'), contact || t('handoff.noContact')],
        ]}
      />
      {mayWrite && (
        <>
          <Group gap="sm">
            <Button
              leftSection={<IconPackageExport size={16} aria-hidden />}
              onClick={() => setIsMaking(true)}
            >
              {t('handoff.start')}
            </Button>
            <ConfirmButton
              variant="default"
              loading={receipt.isPending}
              title={t('handoff.receiptTitle')}
              message={t('handoff.receiptMessage')}
              confirmLabel={t('handoff.receiptConfirm')}
              typeToConfirm={caseFile.codeName}
              onConfirm={() => receipt.mutate({ caseId: caseFile.caseId })}
            >
              {t('handoff.receipt')}
            </ConfirmButton>
          </Group>
          <Text size="sm" c="dimmed">
            {t('handoff.receiptHint')}
          </Text>
        </>
      )}
      {isMaking && <HandOffDialog caseId={caseFile.caseId} onClose={() => setIsMaking(false)} />}
    </Card>
  )
}
