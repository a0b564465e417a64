import { Anchor, Badge, Group, Paper, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconBellOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoticeView } from '../../../shared/contracts/committee-views'
import { useVaultQuery } from '../../client/client'
import { EmptyState } from '../../components/EmptyState'
import { PageHeader } from '../../components/PageHeader'
import { QueryState } from '../../components/QueryState'
import { useFormats } from '../../hooks/formats'
import classes from './notices.module.css'
import { UrgencyBadge } from './UrgencyBadge'

/** Every announcement that this member was given (R27). */
export const NoticeListPage = () => {
  const { t } = useTranslation('notices')
  const [show, setShow] = useState<'open' | 'all'>('open')
  const notices = useVaultQuery('notice.list', { show }, { keepPrevious: true })
  return (
    <>
      <PageHeader
        title={t('list.title')}
        description={t('list.explain')}
        actions={
          <SegmentedControl
            aria-label={t('list.show')}
            value={show}
            onChange={(value) => setShow(value as 'open' | 'all')}
            data={[
              { value: 'open', label: t('list.open') },
              { value: 'all', label: t('list.all') },
            ]}
          />
        }
      />
      <QueryState query={notices} lines={4}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState
              icon={<IconBellOff size={32} stroke={1.4} aria-hidden />}
              title={show === 'open' ? t('list.emptyOpen') : t('list.empty')}
              description={t('list.emptyHint')}
            />
          ) : (
            <Stack component="ul" gap="sm" maw="56rem" className={classes.list ?? ''}>
              {list.map((notice) => (
                <Paper key={notice.noticeId} component="li" withBorder px="md" py="sm">
                  <NoticeRow notice={notice} />
                </Paper>
              ))}
            </Stack>
          )
        }
      </QueryState>
    </>
  )
}

const NoticeRow = ({ notice }: { readonly notice: NoticeView }) => {
  const { t } = useTranslation('notices')
  const formats = useFormats()
  const { noticeId, mine } = notice
  const isAsked = mine === 'asked' || mine === 'stale'
  return (
    <Group justify="space-between" gap="sm">
      <div>
        <Group gap="xs">
          <Anchor
            className={classes.reported ?? ''}
            renderRoot={(props) => (
              <Link to="/notices/$noticeId" params={{ noticeId }} {...props} />
            )}
          >
            {notice.reportedNames.join(', ') || t('nobodyNamed')}
          </Anchor>
          {notice.isOpen && <UrgencyBadge urgency={notice.urgency} />}
          {!notice.isOpen && <Badge color="gray">{t('list.closed')}</Badge>}
          {notice.handedOver && <Badge color="gray">{t('list.handedOver')}</Badge>}
        </Group>
        <Text size="sm" c="dimmed">
          {t(`channel.${notice.channel}`)} ·{' '}
          {t('list.openedBy', {
            by: notice.openedBy,
            date: formats.dateTime(notice.openedAtMs),
          })}
          {notice.version > 1 && ` · ${t('list.amended')}`}
        </Text>
      </div>
      <Badge color={isAsked ? 'ink' : 'gray'} variant={isAsked ? 'filled' : 'light'}>
        {t(`list.mine.${mine}`)}
      </Badge>
    </Group>
  )
}
