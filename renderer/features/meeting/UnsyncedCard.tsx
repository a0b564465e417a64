import { Anchor, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { UnsyncedView } from '../../../shared/contracts/meeting-views'
import { Card } from '../../components/Card'
import classes from './meeting.module.css'

interface UnsyncedCardProps {
  readonly unsynced: readonly UnsyncedView[]
}

const keyOf = ({ what, names }: UnsyncedView): string =>
  what.kind === 'case'
    ? what.caseId
    : what.kind === 'notice'
      ? what.noticeId
      : `${what.kind} ${names.join()}`

/** What is still under way, and to whom. */
export const UnsyncedCard = ({ unsynced }: UnsyncedCardProps) => {
  const { t } = useTranslation('meeting')
  return (
    <Card title={t('unsynced.title')} hint={t('unsynced.hint')}>
      {unsynced.length === 0 ? (
        <Group gap="xs" wrap="nowrap">
          <IconCircleCheck size={20} aria-hidden />
          <Text>{t('unsynced.nothing')}</Text>
        </Group>
      ) : (
        <Stack component="ul" gap="xs" className={classes.list ?? ''}>
          {unsynced.map((row) => (
            <Group key={keyOf(row)} component="li" justify="space-between" gap="xs">
              <What what={row.what} />
              <Text size="sm" c="dimmed">
                {t('unsynced.notYet', { names: row.names.join(', ') })}
              </Text>
            </Group>
          ))}
        </Stack>
      )}
    </Card>
  )
}

const What = ({ what }: Pick<UnsyncedView, 'what'>) => {
  const { t } = useTranslation('meeting')
  switch (what.kind) {
    case 'case':
      return (
        <Anchor
          renderRoot={(props) => (
            <Link to="/cases/$caseId" params={{ caseId: what.caseId }} {...props} />
          )}
        >
          {t('unsynced.case', { codeName: what.codeName })}
        </Anchor>
      )
    case 'notice':
      return (
        <Anchor
          renderRoot={(props) => (
            <Link to="/notices/$noticeId" params={{ noticeId: what.noticeId }} {...props} />
          )}
        >
          {t('unsynced.notice', { codeName: what.codeName })}
        </Anchor>
      )
    case 'committee':
    case 'matter':
      return <Text>{t(`unsynced.${what.kind}`)}</Text>
  }
}
