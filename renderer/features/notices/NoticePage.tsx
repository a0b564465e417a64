import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowLeft, IconFolderOpen } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import {
  NoticeId,
  type NoticeStanding,
  type NoticeView,
} from '../../../shared/contracts/committee-views'
import { useVaultQuery } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { Card } from '../../components/Card'
import { Facts } from '../../components/Facts'
import { PageHeader } from '../../components/PageHeader'
import { QueryState } from '../../components/QueryState'
import { useFormats } from '../../hooks/formats'
import { AnsweredCard } from './AnsweredCard'
import { ConflictQuestion } from './ConflictQuestion'
import { LeftOutCard } from './LeftOutCard'
import { OthersCard } from './OthersCard'
import { UrgencyBadge } from './UrgencyBadge'

/** One announcement: what it says, the question, and who has answered what. */
export const NoticePage = () => {
  const { t } = useTranslation('notices')
  const { noticeId } = useParams({ from: '/inside/notices/$noticeId' })
  const notice = useVaultQuery('notice.get', { noticeId: NoticeId.parse(noticeId) })
  return (
    <>
      <Anchor component={Link} to="/notices" size="sm" w="fit-content" display="block" mb={6}>
        <Group gap={4} component="span" display="inline-flex">
          <IconArrowLeft size={16} aria-hidden />
          {t('notice.toList')}
        </Group>
      </Anchor>
      <QueryState query={notice} lines={6}>
        {(view) => <NoticeBody notice={view} />}
      </QueryState>
    </>
  )
}

/** Who has stepped away from a case decides nothing about who is told of it. */
const takingPart: readonly NoticeStanding[] = ['asked', 'stale', 'cleared']

const NoticeBody = ({ notice }: { readonly notice: NoticeView }) => {
  const { t } = useTranslation('notices')
  const session = useUnlockedSession()
  const caseFile = notice.case
  const isWritable = mayWrite(session)
  const takesPart = takingPart.includes(notice.mine)
  const isAsked = notice.isOpen && (notice.mine === 'asked' || notice.mine === 'stale')
  return (
    <>
      <PageHeader
        title={t('notice.title')}
        badges={
          <>
            {!notice.isOpen && <Badge color="gray">{t('list.closed')}</Badge>}
            {notice.handedOver && <Badge color="gray">{t('list.handedOver')}</Badge>}
          </>
        }
        actions={
          caseFile !== null && (
            <Button
              leftSection={<IconFolderOpen size={16} aria-hidden />}
              renderRoot={(props) => (
                <Link to="/cases/$caseId" params={{ caseId: caseFile.caseId }} {...props} />
              )}
            >
              {t('notice.openCase', { codeName: caseFile.codeName })}
            </Button>
          )
        }
      />
      <Stack gap="md" maw="52rem">
        <Announced notice={notice} />
        {isAsked ? <ConflictQuestion notice={notice} /> : <AnsweredCard notice={notice} />}
        <OthersCard notice={notice} mayLeaveOut={isWritable && takesPart} />
        {notice.leftOut.length > 0 && (
          <LeftOutCard notice={notice} mayWrite={isWritable} mayTell={isWritable && takesPart} />
        )}
      </Stack>
    </>
  )
}

const Announced = ({ notice }: { readonly notice: NoticeView }) => {
  const { t } = useTranslation('notices')
  const formats = useFormats()
  return (
    <Card title={t('notice.facts')}>
      <Facts
        rows={[
          [
            t('notice.reported'),
            <Text key="reported" span fw={600}>
              {notice.reportedNames.join(', ') || t('nobodyNamed')}
            </Text>,
          ],
          [t('notice.channel'), t(`channel.${notice.channel}`)],
          [t('notice.urgency'), <UrgencyBadge key="urgency" urgency={notice.urgency} />],
          [t('notice.openedBy'), notice.openedBy],
          [t('notice.openedAt'), formats.dateTime(notice.openedAtMs)],
        ]}
      />
      <Text size="sm" c="dimmed">
        {t('notice.noReporter')}
      </Text>
    </Card>
  )
}
