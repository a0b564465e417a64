import { Text } from '@mantine/core'
import { Navigate, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand, type VaultOutput } from '../../../client/client'
import { useSession } from '../../../client/session'
import { isNewPassphraseReady, NewPassphraseFields } from '../../../components/NewPassphraseFields'
import { RecoveryKit } from '../../../components/RecoveryKit'
import { usePassphraseRating, usePressAfterRating } from '../../../hooks/passphrase-rating'
import { useWizardSteps, Wizard, WizardForm } from '../Wizard'
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
  const { step, setStep, isIncomplete, setIsIncomplete, heading } = useWizardSteps()
  const [joining, setJoining] = useState<Joining>(() =>
    createJoining(t('vault:found.labelDefault')),
  )
  const [made, setMade] = useState<VaultOutput<'join.start'> | null>(null)
  const rated = usePassphraseRating(joining.passphrase.passphrase)
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

  const submitLabel = (): string => {
    if (step === lastFormStep) return t('join.finish')
    return step === 0 && joining.invitation === null ? t('join.code.read') : t('common:next')
  }
  return (
    <Wizard
      title={t('join.title')}
      steps={stepNames.map((key) => ({ key, label: t(`join.${key}.step`) }))}
      step={step}
      isMade={made !== null}
      onStep={setStep}
    >
      {made === null ? (
        <WizardForm
          headingRef={heading}
          title={t(`join.${name}.title`)}
          incomplete={isIncomplete && isReady !== true ? t(`join.${name}.incomplete`) : null}
          failure={(step === 0 ? code.failure : start.error?.failure) ?? null}
          running={start.isPending ? 'join' : null}
          isFirst={step === 0}
          isWaiting={isWaiting || code.isReading}
          submitLabel={submitLabel()}
          onSubmit={press}
          onBack={goBack}
        >
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
        </WizardForm>
      ) : (
        <RecoveryKit
          made={made}
          headingRef={heading}
          explain={t('vault:found.recovery.explain')}
          doneLabel={t('join.recovery.goOn')}
          onDone={() => void navigate({ to: '/unlock' })}
        />
      )}
    </Wizard>
  )
}
