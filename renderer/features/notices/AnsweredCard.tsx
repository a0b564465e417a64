import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NoticeView } from '../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { Card } from '../../components/Card'
import { ConfirmButton } from '../../components/ConfirmButton'
import { showNote } from '../../components/note-toast'

/** What this member has answered, and what it means for them. Of the case itself nothing stands here. */
export const AnsweredCard = ({ notice }: { readonly notice: NoticeView }) => {
  const { t } = useTranslation('notices')
  const session = useUnlockedSession()
  const { noticeId, version, mine } = notice
  const declare = useVaultCommand('notice.declare', {
    onDone: () => showNote({ message: t('question.done.conflict') }),
  })
  return (
    <Card title={t('answered.title')}>
      {mine !== 'asked' && mine !== 'stale' && <Text>{t(`answered.${mine}`)}</Text>}
      {!notice.isOpen && !notice.handedOver && <Text>{t('answered.closed')}</Text>}
      {notice.handedOver && <Text>{t('answered.handedOver')}</Text>}
      {mine === 'cleared' && notice.case !== null && <Text>{t('answered.hasCase')}</Text>}
      {mine === 'cleared' && notice.case === null && notice.isOpen && (
        <>
          <Text>{t('answered.waitsForKey')}</Text>
          {mayWrite(session) && (
            <Group>
              <ConfirmButton
                variant="default"
                size="xs"
                loading={declare.isPending}
                title={t('question.confirm.title')}
                message={t('question.whatFollows')}
                confirmLabel={t('question.confirm.button')}
                onConfirm={() => declare.mutate({ noticeId, version, answer: 'conflict' })}
              >
                {t('answered.afterAll')}
              </ConfirmButton>
            </Group>
          )}
        </>
      )}
    </Card>
  )
}
