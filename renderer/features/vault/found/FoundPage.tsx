import { Button, Group, Paper, Stack, Stepper, Text, Title } from '@mantine/core'
import { Navigate, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand, type VaultOutput } from '../../../client/client'
import { useSession } from '../../../client/session'
import { FailureAlert } from '../../../components/FailureAlert'
import { KeyProgress } from '../../../components/KeyProgress'
import { isNewPassphraseReady } from '../../../components/NewPassphraseFields'
import { RecoveryKit } from '../../../components/RecoveryKit'
import { usePassphraseRating, usePressAfterRating } from '../../../hooks/passphrase-rating'
import classes from '../vault.module.css'
import { AgreementStep } from './AgreementStep'
import { CommitteeStep } from './CommitteeStep'
import { agreementOf, createFounding, type Founding } from './founding'
import { PassphraseStep } from './PassphraseStep'
import { PlaybookStep } from './PlaybookStep'
import { useChosenPlaybook } from './use-chosen-playbook'

type FoundOutput = VaultOutput<'vault.found'>

const lastFormStep = 3
const stepNames = ['committee', 'playbook', 'agreement', 'passphrase', 'recovery'] as const

/** Founding a committee, in five steps; the last one is a key on paper. */
export const FoundPage = () => {
  const { t } = useTranslation(['vault', 'common'])
  const navigate = useNavigate()
  const session = useSession()
  const [step, setStep] = useState(0)
  const [founding, setFounding] = useState<Founding>(() => createFounding(t('found.labelDefault')))
  const [made, setMade] = useState<FoundOutput | null>(null)
  const [isIncomplete, setIsIncomplete] = useState(false)
  const chosen = useChosenPlaybook(founding)
  const rated = usePassphraseRating(founding.passphrase.passphrase)
  const heading = useRef<HTMLHeadingElement>(null)
  const change = (update: Partial<Founding>) => setFounding((before) => ({ ...before, ...update }))
  const found = useVaultCommand('vault.found', {
    quiet: true,
    onDone: (output) => {
      // The passphrase has done its work: it is not kept for the rest of the wizard.
      setFounding(createFounding(''))
      setMade(output)
      setStep(lastFormStep + 1)
    },
  })

  useEffect(() => {
    if (step > 0) heading.current?.focus()
  }, [step])

  const isReady = ((): boolean => {
    switch (step) {
      case 0:
        return [
          founding.committeeName,
          founding.memberName,
          founding.employer,
          founding.label,
        ].every((text) => text.trim() !== '')
      case 1:
        return chosen !== null
      case 2:
        return chosen !== null && founding.acceptedAgreement === agreementOf(chosen)
      default:
        return isNewPassphraseReady(founding.passphrase, rated.rating)
    }
  })()

  const goOn = () => {
    setIsIncomplete(!isReady)
    if (!isReady || found.isPending) return
    if (step < lastFormStep) {
      setStep(step + 1)
      return
    }
    if (founding.acceptedAgreement === null) return
    const { committeeName, memberName, employer, label, parentFolder, editedPlaybook } = founding
    found.mutate({
      committeeName,
      memberName,
      employer,
      label,
      playbook: editedPlaybook === null ? { id: founding.playbookId } : { own: editedPlaybook },
      acceptedAgreement: founding.acceptedAgreement,
      passphrase: founding.passphrase.passphrase,
      ...(parentFolder.trim() === '' ? {} : { parentFolder: parentFolder.trim() }),
    })
  }
  const { press, isWaiting } = usePressAfterRating(rated, goOn)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    press()
  }
  const goBack = () => {
    setIsIncomplete(false)
    found.reset()
    if (step === 0) void navigate({ to: '/unlock' })
    else setStep(step - 1)
  }
  const stepProps = { founding, onChange: change }

  // The result of a founding that is running comes before the session says "unlocked".
  if (session.data?.phase === 'unlocked' && made === null && found.isIdle) {
    return <Navigate to="/cases" replace />
  }

  return (
    <Stack className={classes.wizard} gap="lg">
      <Title order={1} className="no-print">
        {t('found.title')}
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
        {stepNames.map((name, index) => (
          <Stepper.Step
            key={name}
            label={t(`found.${name}.step`)}
            // A made vault cannot be gone back behind.
            allowStepSelect={made === null && index < step}
            onClick={() => {
              if (made === null && index < step) setStep(index)
            }}
          />
        ))}
      </Stepper>
      <Paper withBorder p="xl" className="print-bare">
        {made === null ? (
          <form onSubmit={submit} noValidate>
            <Stack>
              <Title order={2} ref={heading} tabIndex={-1}>
                {t(`found.${stepNames[step] ?? 'committee'}.title`)}
              </Title>
              {step === 0 && <CommitteeStep {...stepProps} showMissing={isIncomplete} />}
              {step === 1 && <PlaybookStep {...stepProps} />}
              {step === 2 && <AgreementStep {...stepProps} playbook={chosen} />}
              {step === 3 && (
                <PassphraseStep {...stepProps} rating={rated.rating} disabled={found.isPending} />
              )}
              {isIncomplete && !isReady && (
                <Text role="alert" c="var(--mantine-color-error)">
                  {t(`found.${stepNames[step] ?? 'committee'}.incomplete`)}
                </Text>
              )}
              <FailureAlert failure={found.error?.failure ?? null} />
              {found.isPending && <KeyProgress task="found" />}
              <Group justify="space-between">
                <Button variant="default" onClick={goBack} disabled={found.isPending}>
                  {t(step === 0 ? 'common:cancel' : 'common:back')}
                </Button>
                <Button type="submit" loading={found.isPending || isWaiting}>
                  {t(step === lastFormStep ? 'found.finish' : 'common:next')}
                </Button>
              </Group>
            </Stack>
          </form>
        ) : (
          <RecoveryKit
            made={made}
            headingRef={heading}
            explain={t('found.recovery.explain')}
            doneLabel={t('found.recovery.open')}
            onDone={() => void navigate({ to: '/cases' })}
          />
        )}
      </Paper>
    </Stack>
  )
}
