import { Anchor, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AccessView } from '../../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../../client/client'
import { Card } from '../../../components/Card'
import { ConfirmButton } from '../../../components/ConfirmButton'
import { showNote } from '../../../components/note-toast'
import { useFormats } from '../../../hooks/formats'
import { useMeeting } from '../../../hooks/meeting'
import { useOpenCase } from '../case-context'
import classes from './access.module.css'
import { PersonLine } from './PersonLine'

type Reader = AccessView['readers'][number]

interface ReadersCardProps {
  readonly access: AccessView
  readonly mayWrite: boolean
}

/** Who can open the case, since when, by whose key, and on how many laptops. */
export const ReadersCard = ({ access, mayWrite }: ReadersCardProps) => {
  const { t } = useTranslation('cases')
  const { noticeId } = access
  return (
    <Card title={t('access.title')} hint={t('access.onLaptops', { count: access.laptops })}>
      <NotYetWith />
      <Stack component="ul" gap="xs" className={classes.list ?? ''}>
        {access.readers.map((reader) => (
          <ReaderLine
            key={reader.memberId}
            reader={reader}
            mayExclude={mayWrite && !reader.isSelf}
          />
        ))}
      </Stack>
      {noticeId !== null && (
        <Anchor
          size="sm"
          w="fit-content"
          renderRoot={(props) => <Link to="/notices/$noticeId" params={{ noticeId }} {...props} />}
        >
          {t('access.notice')}
        </Anchor>
      )}
    </Card>
  )
}

/** In a meeting: who of those who are here lacks something of the case. */
const NotYetWith = () => {
  const { t } = useTranslation('cases')
  const { caseFile } = useOpenCase()
  const unsynced = useMeeting()?.unsynced ?? []
  const names = unsynced.flatMap(({ what, names }) =>
    what.kind === 'case' && what.caseId === caseFile.caseId ? names : [],
  )
  if (names.length === 0) return null
  return (
    <Group gap="xs" justify="space-between">
      <Text size="sm">{t('access.notYetWith', { names: names.join(', ') })}</Text>
      <Anchor component={Link} to="/meeting" size="sm">
        {t('access.toMeeting')}
      </Anchor>
    </Group>
  )
}

interface ReaderLineProps {
  readonly reader: Reader
  readonly mayExclude: boolean
}

const ReaderLine = ({ reader, mayExclude }: ReaderLineProps) => {
  const { t } = useTranslation('cases')
  const formats = useFormats()
  const { caseFile } = useOpenCase()
  const { memberId, name, isSelf, sinceMs, grantedBy, devices, hasEverything } = reader
  const exclude = useVaultCommand('case.exclude', {
    onDone: () => showNote({ message: t('access.excluded', { name }) }),
  })
  const time = formats.dateTime(sinceMs)
  return (
    <PersonLine
      name={isSelf ? `${name} (${t('access.you')})` : name}
      detail={
        <>
          {grantedBy === name
            ? t('access.sinceSelf', { time })
            : t('access.since', { time, by: grantedBy })}{' '}
          · {t('access.devices', { count: devices })}
          <Group gap={4} component="span">
            {hasEverything ? (
              <IconCircleCheck size={16} aria-hidden />
            ) : (
              <IconCircleDashed size={16} aria-hidden />
            )}
            {hasEverything ? t('access.hasEverything') : t('access.lacks')}
          </Group>
        </>
      }
    >
      {mayExclude && (
        <ConfirmButton
          size="xs"
          variant="default"
          flex="none"
          aria-label={t('access.excludeWho', { name })}
          loading={exclude.isPending}
          title={t('access.excludeTitle', { name })}
          message={t('access.excludeMessage')}
          confirmLabel={t('access.excludeConfirm', { name })}
          onConfirm={() => exclude.mutate({ caseId: caseFile.caseId, memberId })}
        >
          {t('access.exclude')}
        </ConfirmButton>
      )}
    </PersonLine>
  )
}
