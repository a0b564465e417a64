import { Alert, Button, List, Stack, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Declaration, NoticeView } from '../../../shared/contracts/committee-views'
import { useVaultCommand } from '../../client/client'
import { mayWrite, useUnlockedSession } from '../../client/session'
import { Card } from '../../components/Card'
import { FailureAlert } from '../../components/FailureAlert'
import { showNote } from '../../components/note-toast'
import { ConflictDialog } from './ConflictDialog'
import classes from './notices.module.css'

/** R22, and R23 from `company` on. */
const examples = [
  'manager',
  'relationship',
  'metamour',
  'family',
  'client',
  'coworker',
  'reviewer',
  'company',
  'coLead',
] as const

interface ConflictQuestionProps {
  readonly notice: NoticeView
}

/** R24: yes or no. There is no field for a reason, and the text says so. */
export const ConflictQuestion = ({ notice }: ConflictQuestionProps) => {
  const { t } = useTranslation('notices')
  const session = useUnlockedSession()
  const { noticeId, version, mine, proposal } = notice
  const [isConfirming, setIsConfirming] = useState(false)
  const declare = useVaultCommand('notice.declare', {
    quiet: true,
    onDone: (_, { answer }) => showNote({ message: t(`question.done.${answer}`) }),
  })
  const answer = (given: Declaration) => declare.mutate({ noticeId, version, answer: given })
  const isStale = mine === 'stale'
  const hasCase = notice.case !== null
  const isDisabled = declare.isPending || !mayWrite(session)
  return (
    <Card title={isStale ? t('question.titleAgain') : t('question.title')}>
      {isStale && (
        <Text>
          {t('question.again')} {hasCase && t('question.keepsAccess')}
        </Text>
      )}
      {proposal !== null && (
        <Alert color="blue" icon={<IconLock size={20} aria-hidden />}>
          {t(`question.proposal.${proposal.answer}`, { ties: proposal.ties.join(', ') })}
        </Alert>
      )}
      <div>
        <Text mb={6}>{t('question.examplesIntro')}</Text>
        <List spacing={2}>
          {examples.map((example) => (
            <List.Item key={example}>{t(`question.examples.${example}`)}</List.Item>
          ))}
        </List>
      </div>
      <Text>{t('question.perception')}</Text>
      <Text>{t('question.alsoReporter')}</Text>
      <Text fw={600}>{t('question.noReason')}</Text>
      <Text>{t('question.whatFollows')}</Text>
      <Stack gap="sm">
        <div className={classes.answers}>
          <Button
            variant="outline"
            size="md"
            disabled={isDisabled}
            onClick={() => answer('no-conflict')}
          >
            {t('question.no')}
          </Button>
          <Button
            variant="outline"
            size="md"
            disabled={isDisabled}
            onClick={() => (hasCase ? setIsConfirming(true) : answer('conflict'))}
          >
            {t('question.yes')}
          </Button>
        </div>
        <FailureAlert failure={declare.error?.failure ?? null} />
      </Stack>
      {isConfirming && (
        <ConflictDialog
          onClose={() => setIsConfirming(false)}
          onConfirm={() => {
            setIsConfirming(false)
            answer('conflict')
          }}
        />
      )}
    </Card>
  )
}
