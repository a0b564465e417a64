import { Alert, Button, Container, Stack, Text, Title } from '@mantine/core'
import { IconCircleCheck, IconLock } from '@tabler/icons-react'
import { Link, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import neutralPlaybook from '../../../resources/playbooks/own.json'
import type { IntakeDraft } from '../../../shared/domain/intake'
import { fillTemplate, parsePlaybook } from '../../../shared/domain/playbook'
import type { IntakeId } from '../../../shared/domain/terms'
import { unwrap } from '../../../shared/errors/result'
import { callVault, useClient, useVaultCommand } from '../../client/client'
import { ErrorState } from '../../components/ErrorState'
import { LoadingState } from '../../components/LoadingState'
import { useKeepUnlocked } from '../../hooks/keep-unlocked'
import { CallDesk } from './CallDesk'
import { IntakeBar } from './IntakeBar'
import { IntakeContext, type IntakeDesk } from './intake-context'
import { useDraft } from './use-draft'

/**
 * A call at a locked laptop: sealed to this device's public key, so that writing needs no
 * passphrase and reading does. The committee's own playbook is locked away; the neutral one that
 * ships with the app stands in.
 */
export const NightCallPage = () => {
  const { folder = '' } = useSearch({ strict: false })
  const start = useVaultCommand('night.start', { quiet: true })
  const { mutate } = start
  const isAsked = useRef(false)
  useEffect(() => {
    if (isAsked.current) return
    isAsked.current = true
    mutate({ folder, channel: 'phone' })
  }, [folder, mutate])

  if (start.isError) {
    return (
      <Container size="sm">
        <ErrorState
          order={1}
          failure={start.error.failure}
          onRetry={() => mutate({ folder, channel: 'phone' })}
          actions={<ToLockScreen />}
        />
      </Container>
    )
  }
  if (start.data === undefined) return <LoadingState />
  return <NightCall folder={folder} intakeId={start.data.intakeId} initial={start.data.draft} />
}

const ToLockScreen = () => {
  const { t } = useTranslation('intake')
  return (
    <Button component={Link} to="/unlock" variant="default">
      {t('night.toUnlock')}
    </Button>
  )
}

interface NightCallProps {
  readonly folder: string
  readonly intakeId: IntakeId
  readonly initial: IntakeDraft
}

const NightCall = ({ folder, intakeId, initial }: NightCallProps) => {
  const { t } = useTranslation('intake')
  const bridge = useClient()
  const noteRef = useRef<HTMLTextAreaElement>(null)
  const [isEnded, setIsEnded] = useState(false)
  useKeepUnlocked(!isEnded)

  const handle = useDraft(initial, async (draft) => {
    await callVault(bridge, 'night.save', { folder, intakeId, draft, ended: false })
    return true
  })
  const { draft, change } = handle
  const end = useVaultCommand('night.save', {
    onDone: () => setIsEnded(true),
    onFailure: handle.resume,
  })
  const runEnd = async () => {
    if (end.isPending) return
    end.mutate({ folder, intakeId, draft: await handle.take(), ended: true })
  }

  const desk = useMemo<IntakeDesk>(
    () => ({
      draft,
      change,
      playbook: unwrap(parsePlaybook(neutralPlaybook)),
      fill: (template) =>
        fillTemplate(template, { committee: t('night.committee'), others: t('anotherMember') }),
      otherMembers: [],
      focusNote: () => noteRef.current?.focus(),
    }),
    [draft, change, t],
  )

  if (isEnded) return <NightCallEnded />
  return (
    <IntakeContext value={desk}>
      <CallDesk
        noteRef={noteRef}
        bar={
          <>
            <IntakeBar
              handle={handle}
              finishLabel={t('finish.call')}
              onFinish={() => void runEnd()}
              isFinishing={end.isPending}
            />
            <Alert color="blue" icon={<IconLock size={20} aria-hidden />} mb="md">
              {t('night.sealed')}
            </Alert>
          </>
        }
      />
    </IntakeContext>
  )
}

const NightCallEnded = () => {
  const { t } = useTranslation('intake')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <Container size="xs" py="xl">
      <Stack align="center" gap="md" ta="center">
        <IconCircleCheck size={48} stroke={1.4} aria-hidden />
        <Title order={1} ref={heading} tabIndex={-1}>
          {t('night.endedTitle')}
        </Title>
        <Text>{t('night.endedMessage')}</Text>
        <ToLockScreen />
      </Stack>
    </Container>
  )
}
