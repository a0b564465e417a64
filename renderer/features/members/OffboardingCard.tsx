import { Alert, Badge, Checkbox, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconMail, IconMailOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { OffboardingView } from '../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { useFormats } from '../../hooks/formats'

interface OffboardingCardProps {
  readonly offboarding: OffboardingView
}

/** R75: what is to be taken back elsewhere, by whom and when; R74: the letter comes after. */
export const OffboardingCard = ({ offboarding }: OffboardingCardProps) => {
  const { t } = useTranslation('members')
  const formats = useFormats()
  const canWrite = mayWrite(useUnlockedSession())
  const check = useVaultCommand('offboarding.check')
  const { member, items, letterMayBeWritten } = offboarding
  const done = items.filter(({ doneAtMs }) => doneAtMs !== null).length
  return (
    <Paper withBorder p="lg">
      <Stack gap="md">
        <Group gap="sm">
          <Title order={3}>{member.name}</Title>
          <Badge color={done === items.length ? 'green' : 'yellow'}>
            {t('offboarding.done', { done, count: items.length })}
          </Badge>
        </Group>
        <Stack gap="sm">
          {items.map(({ id, text, doneBy, doneAtMs }) => (
            <Checkbox
              key={id}
              label={text}
              description={
                doneBy === null || doneAtMs === null
                  ? t('offboarding.open')
                  : t('offboarding.doneBy', { by: doneBy, date: formats.dateTime(doneAtMs) })
              }
              checked={doneAtMs !== null}
              disabled={!canWrite || check.isPending}
              onChange={(event) =>
                check.mutate({
                  memberId: member.memberId,
                  itemId: id,
                  done: event.currentTarget.checked,
                })
              }
            />
          ))}
        </Stack>
        <Alert
          color={letterMayBeWritten ? 'green' : 'yellow'}
          icon={letterMayBeWritten ? <IconMail size={20} /> : <IconMailOff size={20} />}
          title={t(letterMayBeWritten ? 'letter.may' : 'letter.wait')}
        >
          <Text size="sm">
            {t(letterMayBeWritten ? 'letter.mayExplain' : 'letter.waitExplain')}
          </Text>
        </Alert>
      </Stack>
    </Paper>
  )
}
