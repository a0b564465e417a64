import { Button, Container, Group, Stack, Text, Title } from '@mantine/core'
import { IconHeartHandshake } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseId } from '../../../shared/domain/terms'
import { useVaultCommand } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { LeaveDialog } from './access/LeaveDialog'

interface TiesGateProps {
  readonly caseId: CaseId
}

/** Before anything of a case is shown: one of its people may be on the private list. Says no name. */
export const TiesGate = ({ caseId }: TiesGateProps) => {
  const { t } = useTranslation('cases')
  const session = useUnlockedSession()
  const heading = useRef<HTMLHeadingElement>(null)
  const [isLeaving, setIsLeaving] = useState(false)
  const accept = useVaultCommand('case.acceptTies')
  useEffect(() => heading.current?.focus(), [])
  return (
    <Container size="sm" py="xl">
      <Stack gap="md">
        <IconHeartHandshake size={40} stroke={1.4} aria-hidden />
        <Title order={1} ref={heading} tabIndex={-1}>
          {t('tiesGate.title')}
        </Title>
        <Text size="lg">{t('tiesGate.message')}</Text>
        <Text>{t('tiesGate.explain')}</Text>
        <Group gap="sm">
          <Button
            variant="outline"
            disabled={!mayWrite(session)}
            onClick={() => setIsLeaving(true)}
          >
            {t('tiesGate.recuse')}
          </Button>
          <Button
            variant="outline"
            loading={accept.isPending}
            onClick={() => accept.mutate({ caseId })}
          >
            {t('tiesGate.open')}
          </Button>
        </Group>
      </Stack>
      {isLeaving && (
        <LeaveDialog
          caseId={caseId}
          codeName={t('tiesGate.thisCase')}
          onClose={() => setIsLeaving(false)}
        />
      )}
    </Container>
  )
}
