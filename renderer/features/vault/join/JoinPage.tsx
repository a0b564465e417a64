import { Button, Group, Paper, Stack, Stepper, Text, Title } from '@mantine/core'
import { Navigate, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand, type VaultOutput } from '../../../client/client'
import { useSession } from '../../../client/session'
import { FailureAlert } from '../../../components/FailureAlert'
import { KeyProgress } from '../../../components/KeyProgress'
import { isNewPassphraseReady, NewPassphraseFields } from '../../../components/NewPassphraseFields'
import { RecoveryKit } from '../../../components/RecoveryKit'
import { usePassphraseRating, usePressAfterRating } from '../../../hooks/passphrase-rating'
import classes from '../vault.module.css'
import { AboutYouStep } from './AboutYouStep'
import { CodeStep } from './CodeStep'
import { createJoining, isAboutYouReady, isNewMember, type Joining } from './joining'
import { PromiseStep } from './PromiseStep'
import { useReadCode } from './use-read-code'

const stepNames = ['code', 'you', 'promise', 'passphrase', 'recovery'] as const
const lastFormStep = 3

/** Joining a committee with a code, in five steps; then this laptop waits to be let in. */
export const JoinPage = () => {
  const { t } = useTranslation(['members', 'vault', 'common'])
  const navigate = useNavigate()
  const session = useSession()
  const [step, setStep] = useState(0)
  const [joining, setJoining] = useState<Joining>(() =>
    createJoining(t('vault:found.labelDefault')),
  )
  const [made, setMade] = useState<VaultOutput<'join.start'> | null>(null)
  const [isIncomplete, setIsIncomplete] = useState(false)
  const rated = usePassphraseRating(joining.passphrase.passphrase)
  const heading = useRef<HTMLHeadingElement>(null)
  const change = (update: Partial<Joining>) => setJoining((before) => ({ ...before, ...update }))
  const code = useReadCode()
  const start = useVaultCommand('join.start', {
    quiet: true,
    onDone: (output) => {
      // Neither the passphrase nor the code is kept for the rest of the wizard.
      setJoining(createJoining(''))
      setMade(output)
      setStep(lastFormStep + 1)
    },
  })

  useEffect(() => {
    if (step > 0) heading.current?.focus()
  }, [step])

  const isReady = [
    joining.code.trim() !== '',
    isAboutYouReady(joining),
    joining.isAgreed,
    isNewPassphraseReady(joining.passphrase, rated.rating),
  ][step]

  const goOn = async () => {
    setIsIncomplete(isReady !== true)
    if (isReady !== true || start.isPending || code.isReading) return
    if (step === 0 && joining.invitation === null) {
      const invitation = await code.read(joining.code)
      if (invitation !== null) change({ invitation })
      return
    }
    if (step < lastFormStep) {
      setStep(step + 1)
      return
    }
    const isNew = isNewMember(joining)
    start.mutate({
      code: joining.code.trim(),
      memberName: joining.memberName,
      aliases: isNew ? [...joining.aliases] : [],
      employer: isNew ? joining.employer : '',
      label: joining.label,
      acceptedAgreement: joining.isAgreed,
      passphrase: joining.passphrase.passphrase,
      ...(joining.parentFolder.trim() === '' ? {} : { parentFolder: joining.parentFolder.trim() }),
    })
  }
  const { press, isWaiting } = usePressAfterRating(rated, () => void goOn())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    press()
  }
  const goBack = () => {
    setIsIncomplete(false)
    start.reset()
    if (step === 0) void navigate({ to: '/unlock' })
    else setStep(step - 1)
  }
  const stepProps = { joining, onChange: change }
  const name = stepNames[step] ?? 'code'

  // What was just made is shown before the session's own page takes over.
  const isElsewhere = session.data !== undefined && session.data.phase !== 'locked'
  if (isElsewhere && made === null && start.isIdle) return <Navigate to="/unlock" replace />

  return (
    <Stack className={classes.wizard} gap="lg">
      <Title order={1} className="no-print">
        {t('join.title')}
      </Title>
      <Stepper
        active={step}
        size="sm"
        wrap={false}
        allowNextStepsSelect={false}
        className="no-print"
        classNames={{ stepBody: classes.stepName ?? '', separator: classes.stepLine ?? '' }}
        aria-label={t('vault:found.steps')}
      >
        {stepNames.map((stepName, index) => (
          <Stepper.Step
            key={stepName}
            label={t(`join.${stepName}.step`)}
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
                {t(`join.${name}.title`)}
              </Title>
              {step === 0 && <CodeStep {...stepProps} />}
              {step === 1 && <AboutYouStep {...stepProps} showMissing={isIncomplete} />}
              {step === 2 && <PromiseStep {...stepProps} />}
              {step === 3 && (
                <>
                  <Text>{t('vault:found.passphrase.explain')}</Text>
                  <Text size="sm">{t('vault:found.passphrase.nobodyCanReset')}</Text>
                  <NewPassphraseFields
                    value={joining.passphrase}
                    onChange={(passphrase) => change({ passphrase })}
                    rating={rated.rating}
                    disabled={start.isPending}
                    autoFocus
                  />
                </>
              )}
              {isIncomplete && isReady !== true && (
                <Text role="alert" c="var(--mantine-color-error)">
                  {t(`join.${name}.incomplete`)}
                </Text>
              )}
              <FailureAlert failure={(step === 0 ? code.failure : start.error?.failure) ?? null} />
              {start.isPending && <KeyProgress task="join" />}
              <Group justify="space-between">
                <Button variant="default" onClick={goBack} disabled={start.isPending}>
                  {t(step === 0 ? 'common:cancel' : 'common:back')}
                </Button>
                <Button type="submit" loading={start.isPending || isWaiting || code.isReading}>
                  {t(
                    step === lastFormStep
                      ? 'join.finish'
                      : step === 0 && joining.invitation === null
                        ? 'join.code.read'
                        : 'common:next',
                  )}
                </Button>
              </Group>
            </Stack>
          </form>
        ) : (
          <RecoveryKit
            made={made}
            headingRef={heading}
            explain={t('vault:found.recovery.explain')}
            doneLabel={t('join.recovery.goOn')}
            onDone={() => void navigate({ to: '/unlock' })}
          />
        )}
      </Paper>
    </Stack>
  )
}
