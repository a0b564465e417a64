import { Button, Group, Paper, Stack, Stepper, Text, Title } from '@mantine/core'
import { type FormEvent, type ReactNode, type Ref, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors/result'
import { FailureAlert } from '../../components/FailureAlert'
import { KeyProgress } from '../../components/KeyProgress'
import classes from './vault.module.css'

/** Where someone is in a wizard of several forms, whose last step shows what was made. */
export const useWizardSteps = () => {
  const [step, setStep] = useState(0)
  /** The present form was pressed before it was filled in. */
  const [isIncomplete, setIsIncomplete] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (step > 0) heading.current?.focus()
  }, [step])
  return { step, setStep, isIncomplete, setIsIncomplete, heading }
}

interface WizardProps {
  readonly title: string
  readonly steps: readonly { readonly key: string; readonly label: string }[]
  readonly step: number
  /** A made vault cannot be gone back behind. */
  readonly isMade: boolean
  readonly onStep: (step: number) => void
  readonly children: ReactNode
}

/** A vault is made in a few steps; the last one is a key on paper, and prints alone. */
export const Wizard = ({ title, steps, step, isMade, onStep, children }: WizardProps) => {
  const { t } = useTranslation('vault')
  return (
    <Stack className={classes.wizard} gap="lg">
      <Title order={1} className="no-print">
        {title}
      </Title>
      <Stepper
        active={step}
        size="sm"
        wrap={false}
        allowNextStepsSelect={false}
        className="no-print"
        classNames={{ stepBody: classes.stepName ?? '', separator: classes.stepLine ?? '' }}
        aria-label={t('found.steps')}
      >
        {steps.map(({ key, label }, index) => (
          <Stepper.Step
            key={key}
            label={label}
            allowStepSelect={!isMade && index < step}
            onClick={() => {
              if (!isMade && index < step) onStep(index)
            }}
          />
        ))}
      </Stepper>
      <Paper withBorder p="xl" className="print-bare">
        {children}
      </Paper>
    </Stack>
  )
}

interface WizardFormProps {
  readonly headingRef: Ref<HTMLHeadingElement>
  readonly title: string
  /** What is missing; `null` as long as nobody is to be told. */
  readonly incomplete: string | null
  readonly failure: Failure | null
  /** The work that a press began and that cannot be stopped. */
  readonly running: 'found' | 'join' | null
  readonly isFirst: boolean
  readonly isWaiting: boolean
  readonly submitLabel: string
  readonly onSubmit: () => void
  readonly onBack: () => void
  readonly children: ReactNode
}

/** One step's form. */
export const WizardForm = (props: WizardFormProps) => {
  const { t } = useTranslation('common')
  const isRunning = props.running !== null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    props.onSubmit()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Title order={2} ref={props.headingRef} tabIndex={-1}>
          {props.title}
        </Title>
        {props.children}
        {props.incomplete !== null && (
          <Text role="alert" c="var(--mantine-color-error)">
            {props.incomplete}
          </Text>
        )}
        <FailureAlert failure={props.failure} />
        {props.running !== null && <KeyProgress task={props.running} />}
        <Group justify="space-between">
          <Button variant="default" onClick={props.onBack} disabled={isRunning}>
            {t(props.isFirst ? 'cancel' : 'back')}
          </Button>
          <Button type="submit" loading={isRunning || props.isWaiting}>
            {props.submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
