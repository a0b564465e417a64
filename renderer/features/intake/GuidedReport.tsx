import { Button, Group, List, Stack, Stepper, Text, Title } from '@mantine/core'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { identityKeys } from '../../../shared/domain/playbook'
import { WishesFields } from '../../components/WishesFields'
import { AnswerField } from './AnswerField'
import { DangerAdvice, EmergencyRecord } from './DangerPanel'
import classes from './GuidedReport.module.css'
import { HesitantLadder } from './HesitantLadder'
import { useIntake } from './intake-context'
import { NoteField } from './NoteField'
import { PeopleRows } from './PeopleRows'
import { ReportDetails } from './ReportDetails'
import { ReporterFields } from './ReporterFields'
import { ReviewStep } from './ReviewStep'
import { TakedownRows } from './TakedownRows'
import { TellReporter } from './TellReporter'
import { WhoKnows } from './WhoKnows'

const reportSteps = [
  'report',
  'people',
  'reporter',
  'tell',
  'wishes',
  'whoKnows',
  'danger',
  'review',
] as const
export type ReportStep = (typeof reportSteps)[number]

interface GuidedReportProps {
  readonly bar: ReactNode
  readonly noteRef: RefObject<HTMLTextAreaElement | null>
  readonly step: ReportStep
  readonly onStep: (step: ReportStep) => void
  readonly finish: ReactNode
}

/** A report that came any other way: calm steps, in any order, each of which may stay empty (R7, R8). */
export const GuidedReport = ({ bar, noteRef, step, onStep, finish }: GuidedReportProps) => {
  const { t } = useTranslation(['intake', 'common'])
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(step)
  const index = reportSteps.indexOf(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    heading.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [step])
  const previous = reportSteps[index - 1]
  const next = reportSteps[index + 1]
  return (
    <>
      {bar}
      <div className={classes.layout}>
        <nav aria-label={t('steps.label')} className={classes.steps}>
          <Stepper
            active={index}
            onStepClick={(at) => onStep(reportSteps[at] ?? 'report')}
            orientation="vertical"
            size="sm"
            iconSize={28}
            classNames={{
              step: classes.step ?? '',
              stepIcon: classes.stepIcon ?? '',
              stepCompletedIcon: classes.stepNumber ?? '',
              stepBody: classes.stepBody ?? '',
              verticalSeparator: classes.separator ?? '',
            }}
          >
            {reportSteps.map((id, at) => (
              <Stepper.Step
                key={id}
                label={t(`steps.${id}`)}
                completedIcon={<span>{at + 1}</span>}
                {...(id === step ? { 'aria-current': 'step' as const } : {})}
              />
            ))}
          </Stepper>
        </nav>
        <Stack gap="lg" className={classes.page ?? ''}>
          <Title order={2} ref={heading} tabIndex={-1} className={classes.heading ?? ''}>
            {t(`steps.${step}`)}
          </Title>
          <StepBody step={step} noteRef={noteRef} onStep={onStep} />
          <Group justify="space-between">
            {previous === undefined ? (
              <span />
            ) : (
              <Button
                variant="default"
                leftSection={<IconArrowLeft size={16} aria-hidden />}
                onClick={() => onStep(previous)}
              >
                {t('common:back')}
              </Button>
            )}
            {next === undefined ? (
              finish
            ) : (
              <Button
                rightSection={<IconArrowRight size={16} aria-hidden />}
                onClick={() => onStep(next)}
              >
                {t('steps.next', { step: t(`steps.${next}`) })}
              </Button>
            )}
          </Group>
        </Stack>
      </div>
    </>
  )
}

interface StepBodyProps {
  readonly step: ReportStep
  readonly noteRef: RefObject<HTMLTextAreaElement | null>
  readonly onStep: (step: ReportStep) => void
}

const StepBody = ({ step, noteRef, onStep }: StepBodyProps) => {
  const { t } = useTranslation(['intake', 'common'])
  const { draft, change } = useIntake()
  switch (step) {
    case 'report':
      return <WrittenReportStep noteRef={noteRef} />
    case 'people':
      return <PeopleRows />
    case 'reporter':
      return (
        <>
          <ReporterFields />
          <Stack gap="sm" component="section">
            <Title order={3}>{t('ladder.title')}</Title>
            <HesitantLadder />
          </Stack>
        </>
      )
    case 'tell':
      return <TellReporter />
    case 'wishes':
      return (
        <WishesFields
          wishes={draft.wishes}
          onChange={(wishes) => change((current) => ({ ...current, wishes }))}
        />
      )
    case 'whoKnows':
      return <WhoKnows />
    case 'danger':
      return (
        <>
          <DangerAdvice />
          <EmergencyRecord />
          <TakedownRows />
        </>
      )
    case 'review':
      return <ReviewStep onStep={onStep} />
  }
}

/** R7: the committee's own form, with the report itself first. */
const WrittenReportStep = ({ noteRef }: Pick<StepBodyProps, 'noteRef'>) => {
  const { playbook } = useIntake()
  const { advice, fields } = playbook.writtenReport
  const asked = fields.filter(
    ({ key }) => key !== 'whatHappened' && key !== 'when' && !identityKeys.includes(key),
  )
  return (
    <Stack gap="md">
      <List size="sm" spacing={4}>
        {advice.map((line) => (
          <List.Item key={line}>
            <Text size="sm">{line}</Text>
          </List.Item>
        ))}
      </List>
      <NoteField ref={noteRef} autoFocus minRows={8} />
      {asked.map((field) => (
        <div key={field.key}>
          <AnswerField field={field} {...(field.hint === undefined ? {} : { hint: field.hint })} />
        </div>
      ))}
      <ReportDetails />
    </Stack>
  )
}
