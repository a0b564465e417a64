import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { useVaultCommand } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { showNote } from '../../components/note-toast'
import { ResignDialog } from './ResignDialog'

interface CheckInCardProps {
  readonly isLast: boolean
}

/** R72: the question of every six months. Both answers are fine. */
export const CheckInCard = ({ isLast }: CheckInCardProps) => {
  const { t } = useTranslation('members')
  const canWrite = mayWrite(useUnlockedSession())
  const [isResigning, { open, close }] = useDisclosure(false)
  const stay = useVaultCommand('member.checkIn', {
    onDone: () => showNote({ message: t('checkIn.thanks') }),
  })
  return (
    <Paper component="section" withBorder p="lg" mb="lg" maw="52rem">
      <Stack gap="sm">
        <Title order={2}>{t('checkIn.title')}</Title>
        <Text>{t('checkIn.explain')}</Text>
        <Group gap="sm">
          <Button
            disabled={!canWrite}
            loading={stay.isPending}
            onClick={() => stay.mutate({ stay: true })}
          >
            {t('checkIn.stay')}
          </Button>
          <Button variant="default" disabled={!canWrite} onClick={open}>
            {t('checkIn.resign')}
          </Button>
        </Group>
      </Stack>
      {isResigning && <ResignDialog isLast={isLast} onClose={close} />}
    </Paper>
  )
}
