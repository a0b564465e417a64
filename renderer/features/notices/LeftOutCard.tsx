import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NoticeView } from '../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../client/client'
import { Card } from '../../components/Card'
import { ConfirmButton } from '../../components/ConfirmButton'
import { showNote } from '../../components/note-toast'
import classes from './notices.module.css'

interface LeftOutCardProps {
  readonly notice: NoticeView
  readonly mayWrite: boolean
  readonly mayTell: boolean
}

/** Members who are not told: visibly to those who are, with a second member's agreement, reversibly. */
export const LeftOutCard = ({ notice, mayWrite, mayTell }: LeftOutCardProps) => {
  const { t } = useTranslation('notices')
  return (
    <Card title={t('leftOut.title')} hint={t('leftOut.hint')}>
      <Stack component="ul" gap="sm" className={classes.list ?? ''}>
        {notice.leftOut.map((left) => (
          <Group key={left.memberId} component="li" justify="space-between" gap="sm" wrap="nowrap">
            <div>
              <Text>{left.name}</Text>
              <Text size="sm" c="dimmed">
                {left.agreedBy === null
                  ? t('leftOut.waits', { by: left.by })
                  : t('leftOut.agreed', { by: left.by, agreedBy: left.agreedBy })}
              </Text>
            </div>
            {mayWrite && <LeftOutSteps notice={notice} left={left} mayTell={mayTell} />}
          </Group>
        ))}
      </Stack>
    </Card>
  )
}

interface LeftOutStepsProps {
  readonly notice: NoticeView
  readonly left: NoticeView['leftOut'][number]
  readonly mayTell: boolean
}

const LeftOutSteps = ({ notice, left, mayTell }: LeftOutStepsProps) => {
  const { t } = useTranslation('notices')
  const agree = useVaultCommand('notice.agreeLeftOut', {
    onDone: () => showNote({ message: t('leftOut.agreedNow') }),
  })
  const tell = useVaultCommand('notice.share', {
    onDone: () => showNote({ message: t('leftOut.toldNow') }),
  })
  const input = { noticeId: notice.noticeId, memberId: left.memberId }
  return (
    <Group gap="xs" flex="none">
      {left.mayAgree && (
        <Button
          size="xs"
          variant="light"
          aria-label={t('leftOut.agreeWho', { name: left.name })}
          loading={agree.isPending}
          onClick={() => agree.mutate(input)}
        >
          {t('leftOut.agree')}
        </Button>
      )}
      {mayTell && (
        <ConfirmButton
          size="xs"
          variant="default"
          aria-label={t('leftOut.tellWho', { name: left.name })}
          loading={tell.isPending}
          title={t('leftOut.tellTitle', { name: left.name })}
          message={t('leftOut.tellMessage')}
          confirmLabel={t('leftOut.tellConfirm', { name: left.name })}
          onConfirm={() => tell.mutate(input)}
        >
          {t('leftOut.tell')}
        </ConfirmButton>
      )}
    </Group>
  )
}
