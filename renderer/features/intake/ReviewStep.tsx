import { Button, Paper, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { IntakeDraft } from '../../../shared/domain/intake'
import type { ReportStep } from './GuidedReport'
import { useIntake } from './intake-context'
import classes from './ReviewStep.module.css'

interface ReviewStepProps {
  readonly onStep: (step: ReportStep) => void
}

/** Everything that will be kept, on one page. What is empty says so; nothing is a mistake. */
export const ReviewStep = ({ onStep }: ReviewStepProps) => {
  const { t } = useTranslation(['intake', 'cases'])
  const { draft, playbook } = useIntake()
  const names = (role: string) =>
    draft.people
      .filter((person) => person.role === role)
      .map(({ name, handles, aliases }) => name || handles[0] || aliases[0] || '')
      .filter((name) => name !== '')
      .join(', ')
  const told = playbook.tellReporter.filter(({ id }) => draft.told.includes(id)).length
  const lines: readonly (readonly [ReportStep, string, string])[] = [
    ['report', t('review.report'), draft.note],
    ['report', t('details.occurred'), draft.occurred],
    ['people', t('review.reported'), names('reported')],
    ['people', t('review.impacted'), names('impacted')],
    ['people', t('review.witnesses'), names('witness')],
    ['reporter', t('reporter.title'), reporterLine(draft, t(`mode.${draft.mode}`))],
    ['tell', t('tell.title'), t('review.told', { told, of: playbook.tellReporter.length })],
    ['wishes', t('review.updates'), t(`cases:wishes.updates.${draft.wishes.updates}`)],
    ['wishes', t('review.police'), t(`cases:wishes.police.${draft.wishes.police}`)],
    ['wishes', t('cases:wishes.doNotContact'), draft.wishes.doNotContact],
    ['whoKnows', t('notToTell.label'), draft.notToTell.join(', ')],
    ['whoKnows', t('seen.title'), draft.seenElsewhere.map(({ where }) => where).join(', ')],
    ['danger', t('danger.recordTitle'), draft.emergency?.action ?? ''],
    ['danger', t('takedown.title'), draft.takedowns.map(({ where }) => where).join(', ')],
  ]
  return (
    <Stack gap="md">
      <Text c="dimmed">{t('review.hint')}</Text>
      <Paper withBorder component="dl" className={classes.list ?? ''}>
        {lines.map(([step, label, value]) => (
          <div key={label} className={classes.row}>
            <dt>{label}</dt>
            <dd>
              {value.trim() === '' ? (
                <Text c="dimmed" component="span" size="sm">
                  {t('review.nothing')}
                </Text>
              ) : (
                <Text component="span" size="sm" lineClamp={4} className={classes.value ?? ''}>
                  {value}
                </Text>
              )}
              <Button
                variant="subtle"
                size="compact-sm"
                flex="none"
                aria-label={t('review.changeWhat', { what: label })}
                onClick={() => onStep(step)}
              >
                {t('review.change')}
              </Button>
            </dd>
          </div>
        ))}
      </Paper>
    </Stack>
  )
}

const reporterLine = (draft: IntakeDraft, mode: string): string =>
  draft.mode === 'anonymous' ? mode : [draft.reporter.name, mode].filter(Boolean).join(' · ')
