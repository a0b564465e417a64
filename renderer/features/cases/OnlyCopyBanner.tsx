import { Alert, Anchor, Group, Stack, Text } from '@mantine/core'
import { IconDeviceLaptop } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useVaultQuery } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { useMeeting } from '../../hooks/meeting'
import { AskFirstLine, OnCallChoice } from './access/OnCallChoice'
import { useOpenCase } from './case-context'
import { isWithAReader } from './with-a-reader'

/** Above a case that no other laptop has, nor is getting now: whom to ask, and who is on call as well if nobody was named. */
export const OnlyCopyBanner = () => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const canWrite = mayWrite(useUnlockedSession())
  const { data: access } = useVaultQuery('case.access', { caseId: caseFile.caseId })
  const meeting = useMeeting() ?? null
  if (meeting !== null && (access === undefined || isWithAReader(access, meeting))) return null
  return (
    <Alert color="blue" icon={<IconDeviceLaptop size={20} aria-hidden />} mb="sm" py="xs">
      <Stack gap="xs">
        {access !== undefined && <AskFirstLine access={access} />}
        <Group justify="space-between" gap="xs">
          <Text size="sm">{t('page.onlyCopy')}</Text>
          <Anchor component={Link} to="/exchange" size="sm">
            {t('page.sendIt')}
          </Anchor>
        </Group>
        {access?.askFirst === null && canWrite && <OnCallChoice access={access} />}
      </Stack>
    </Alert>
  )
}
