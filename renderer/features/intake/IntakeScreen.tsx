import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IntakeDraft } from '../../../shared/domain/intake'
import { fillTemplate } from '../../../shared/domain/playbook'
import type { IntakeId } from '../../../shared/domain/terms'
import { callVault, useClient, useVaultCommand, type VaultOutput } from '../../client/client'
import { useUnlockedSession } from '../../client/session'
import { showFailure } from '../../components/failure-toast'
import { showNote } from '../../components/note-toast'
import { useKeepUnlocked } from '../../hooks/keep-unlocked'
import { CallDesk } from './CallDesk'
import { FinishDialog, type TellingAnswers } from './FinishDialog'
import { GuidedReport, type ReportStep } from './GuidedReport'
import { IntakeBar } from './IntakeBar'
import { IntakeContext, type IntakeDesk } from './intake-context'
import { type NamedMember, namedMembersOf } from './named-members'
import { OtherEnds } from './OtherEnds'
import { useDraft } from './use-draft'

interface IntakeScreenProps {
  readonly intakeId: IntakeId
  readonly initial: IntakeDraft
  readonly committee: VaultOutput<'committee.get'>
}

/** A report being taken in an open vault: a call has its own layout, every other channel has steps. */
export const IntakeScreen = ({ intakeId, initial, committee }: IntakeScreenProps) => {
  const { t, i18n } = useTranslation('intake')
  const navigate = useNavigate()
  const bridge = useClient()
  const { memberName, memberId } = useUnlockedSession()
  const noteRef = useRef<HTMLTextAreaElement>(null)
  const [step, setStep] = useState<ReportStep>('report')
  useKeepUnlocked()

  const handle = useDraft(initial, async (draft) => {
    await callVault(bridge, 'intake.save', { intakeId, draft })
    return true
  })
  const { draft, change } = handle

  const [asking, setAsking] = useState<readonly NamedMember[] | null>(null)
  const finish = useVaultCommand('intake.finish', {
    quiet: true,
    onDone: ({ caseId, codeName }) => {
      showNote({ message: t('finish.done', { codeName }), goesAlong: true })
      void navigate({ to: '/cases/$caseId', params: { caseId }, replace: true })
    },
    onFailure: ({ failure }) => {
      handle.resume()
      const named = namedMembersOf(failure)
      setAsking(named)
      if (named === null) showFailure(i18n, failure)
    },
  })
  const runFinish = async (answers?: TellingAnswers) => {
    if (finish.isPending) return
    // Whom the reporter does not want told is settled before anything is announced.
    if (answers === undefined && draft.notToTell.length > 0 && draft.mode !== 'escrow') {
      setAsking([])
      return
    }
    finish.mutate({ intakeId, draft: await handle.take(), ...answers })
  }

  const isCall = draft.channel === 'phone'
  const desk = useMemo<IntakeDesk>(() => {
    const otherMembers = committee.members
      .filter((member) => member.memberId !== memberId)
      .map(({ name }) => name)
    const values = {
      name: memberName,
      committee: committee.name,
      event: committee.name,
      others: otherMembers.length > 0 ? otherMembers.join(', ') : t('anotherMember'),
    }
    return {
      draft,
      change,
      playbook: committee.playbook,
      fill: (template) => fillTemplate(template, values),
      otherMembers,
      focusNote: () => noteRef.current?.focus(),
    }
  }, [draft, change, committee, memberId, memberName, t])

  const finishLabel = isCall ? t('finish.call') : t('finish.report')
  const bar = (
    <IntakeBar
      handle={handle}
      finishLabel={finishLabel}
      onFinish={() => void runFinish()}
      isFinishing={finish.isPending}
      otherEnds={
        <OtherEnds
          intakeId={intakeId}
          handle={handle}
          onEnded={() => void navigate({ to: '/cases', replace: true })}
        />
      }
    />
  )
  return (
    <IntakeContext value={desk}>
      {isCall ? (
        <CallDesk bar={bar} noteRef={noteRef} />
      ) : (
        <GuidedReport
          bar={bar}
          noteRef={noteRef}
          step={step}
          onStep={setStep}
          finish={
            <Button loading={finish.isPending} onClick={() => void runFinish()}>
              {finishLabel}
            </Button>
          }
        />
      )}
      {asking !== null && (
        <FinishDialog
          named={asking}
          isPending={finish.isPending}
          onClose={() => setAsking(null)}
          onConfirm={(answers) => void runFinish(answers)}
        />
      )}
    </IntakeContext>
  )
}
