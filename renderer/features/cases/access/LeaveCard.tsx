import { Button, Group } from '@mantine/core'
import { IconDoorExit } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '../../../components/Card'
import { useOpenCase } from '../case-context'
import { LeaveDialog } from './LeaveDialog'

/** R28: out of a case at any time, in one action, without a reason. */
export const LeaveCard = () => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const [isLeaving, setIsLeaving] = useState(false)
  return (
    <Card title={t('leave.title')} hint={t('leave.hint')}>
      <Group>
        <Button
          variant="default"
          leftSection={<IconDoorExit size={16} aria-hidden />}
          onClick={() => setIsLeaving(true)}
        >
          {t('leave.button')}
        </Button>
      </Group>
      {isLeaving && (
        <LeaveDialog
          caseId={caseFile.caseId}
          codeName={caseFile.codeName}
          onClose={() => setIsLeaving(false)}
        />
      )}
    </Card>
  )
}
