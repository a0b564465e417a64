import { Navigate, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand, type VaultOutput } from '../../../client/client'
import { useSession } from '../../../client/session'
import { isNewPassphraseReady } from '../../../components/NewPassphraseFields'
import { RecoveryKit } from '../../../components/RecoveryKit'
import { usePassphraseRating, usePressAfterRating } from '../../../hooks/passphrase-rating'
import { useWizardSteps, Wizard, WizardForm } from '../Wizard'
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
  const { step, setStep, isIncomplete, setIsIncomplete, heading } = useWizardSteps()
  const [founding, setFounding] = useState<Founding>(() => createFounding(t('found.labelDefault')))
  const [made, setMade] = useState<FoundOutput | null>(null)
  const chosen = useChosenPlaybook(founding)
  const rated = usePassphraseRating(founding.passphrase.passphrase)
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

  const name = stepNames[step] ?? 'committee'
  return (
    <Wizard
      title={t('found.title')}
      steps={stepNames.map((key) => ({ key, label: t(`found.${key}.step`) }))}
      step={step}
      isMade={made !== null}
      onStep={setStep}
    >
      {made === null ? (
        <WizardForm
          headingRef={heading}
          title={t(`found.${name}.title`)}
          incomplete={isIncomplete && !isReady ? t(`found.${name}.incomplete`) : null}
          failure={found.error?.failure ?? null}
          running={found.isPending ? 'found' : null}
          isFirst={step === 0}
          isWaiting={isWaiting}
          submitLabel={t(step === lastFormStep ? 'found.finish' : 'common:next')}
          onSubmit={press}
          onBack={goBack}
        >
          {step === 0 && <CommitteeStep {...stepProps} showMissing={isIncomplete} />}
          {step === 1 && <PlaybookStep {...stepProps} />}
          {step === 2 && <AgreementStep {...stepProps} playbook={chosen} />}
          {step === 3 && (
            <PassphraseStep {...stepProps} rating={rated.rating} disabled={found.isPending} />
          )}
        </WizardForm>
      ) : (
        <RecoveryKit
          made={made}
          headingRef={heading}
          explain={t('found.recovery.explain')}
          doneLabel={t('found.recovery.open')}
          onDone={() => void navigate({ to: '/cases' })}
        />
      )}
    </Wizard>
  )
}
