import { Anchor, Badge, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { nextStatuses } from '../../../shared/domain/case/rules'
import { useFormats } from '../../hooks/formats'
import { useOpenCase } from './case-context'
import { DeadlineMark, SeverityMark, StatusMark } from './marks'
import { useCaseCommand } from './use-case-command'
import { useNowMs } from './use-now'

/** The case's neutral name, where it stands, what is due, and the next step. */
export const CaseHeader = () => {
  const { t } = useTranslation('cases')
  const formats = useFormats()
  const nowMs = useNowMs()
  const { caseFile } = useOpenCase()
  return (
    <Stack gap={6} mb="md">
      <Anchor component={Link} to="/cases" size="sm" className="no-print" w="fit-content">
        <Group gap={4} component="span" display="inline-flex">
          <IconArrowLeft size={16} aria-hidden />
          {t('page.toList')}
        </Group>
      </Anchor>
      <Group justify="space-between" gap="md">
        <Group gap="sm">
          <Title order={1}>{caseFile.codeName}</Title>
          {caseFile.mode === 'anonymous' && <Badge color="blue">{t('mode.anonymous')}</Badge>}
        </Group>
        <StatusSteps />
      </Group>
      <Group gap="4px 24px">
        <StatusMark status={caseFile.status} />
        <Group gap={6} component="span">
          <Text component="span" size="sm" c="dimmed">
            {t('column.severity')}
          </Text>
          <SeverityMark severity={caseFile.severity} />
        </Group>
        {caseFile.deadlines.map((deadline) => (
          <DeadlineMark key={deadline.kind} deadline={deadline} nowMs={nowMs} />
        ))}
        <Text component="span" size="sm" c="dimmed">
          {t('page.received', {
            channel: t(`channel.${caseFile.channel}`),
            time: formats.dateTime(caseFile.receivedAtMs),
          })}
        </Text>
      </Group>
    </Stack>
  )
}

/** The steps that the case may take from where it is. */
const StatusSteps = () => {
  const { t } = useTranslation('cases')
  const { caseFile, isReadOnly } = useOpenCase()
  const setStatus = useCaseCommand('case.setStatus', caseFile.caseId)
  if (isReadOnly) return null
  return (
    <Group gap="xs" className="no-print">
      {nextStatuses(caseFile.status).map((status, at) => {
        if (status === 'new' || status === 'escrowed') return null
        const isReopening = caseFile.status === 'closed'
        return (
          <Button
            key={status}
            variant={at === 0 ? 'filled' : 'default'}
            loading={setStatus.isPending}
            onClick={() => setStatus.run({ status })}
          >
            {isReopening ? t('step.reopen') : t(`step.${status}`)}
          </Button>
        )
      })}
    </Group>
  )
}
