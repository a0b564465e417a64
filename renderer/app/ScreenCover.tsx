import { Button, FocusTrap, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { MeetingView } from '../../shared/contracts/meeting-views'
import { useVaultCommand } from '../client/client'
import { useOpenSession } from '../client/session'
import { FailureAlert } from '../components/FailureAlert'
import { KeyProgress } from '../components/KeyProgress'
import { PassphraseInput } from '../components/PassphraseInput'
import { uncoverScreen, useIsCovered } from '../hooks/cover'
import { useLock } from '../hooks/lock'
import { useMeeting } from '../hooks/meeting'
import classes from './ScreenCover.module.css'
import { useInertBelow } from './use-inert-below'

/** Over everything while the laptop is left alone in a meeting; only the passphrase lifts it. */
export const ScreenCover = () => (useIsCovered() ? <Cover /> : null)

const minuteMs = 60_000

/**
 * Without a meeting, or alone in it for as long as a laptop may be idle, there is nothing to wait for; nor where the
 * vault does not say.
 */
const useLockWhenAlone = (others: number | null | undefined): void => {
  const { idleLockMinutes } = useOpenSession()
  const lock = useLock()
  useEffect(() => {
    if (others === null) void lock()
    if (others !== 0 && others !== undefined) return
    const timer = setTimeout(() => void lock(), idleLockMinutes * minuteMs)
    return () => clearTimeout(timer)
  }, [others, idleLockMinutes, lock])
}

/** Who is only seen in the lobby has proven nothing: anyone with the room's key could show a laptop there. */
const countLinked = ({ present }: NonNullable<MeetingView['meeting']>): number =>
  present.filter(({ state }) => state !== 'linking').length

const Cover = () => {
  const { t } = useTranslation('meeting')
  const ref = useRef<HTMLDivElement>(null)
  const lock = useLock()
  const meeting = useMeeting()
  const others = meeting === undefined ? undefined : meeting && countLinked(meeting)
  useInertBelow(ref)
  useLockWhenAlone(others)
  // A child of the page's body of its own: what dialogs and toasts share is made inert.
  return createPortal(
    <div ref={ref} className={classes.cover} role="dialog" aria-modal aria-label={t('cover.title')}>
      <FocusTrap>
        <Paper withBorder p="xl" className={classes.box ?? ''}>
          <Stack gap="md">
            <Title order={1} size="h2">
              {t('cover.title')}
            </Title>
            <Text>{t('cover.message')}</Text>
            {typeof others === 'number' && (
              <Text size="sm" c="dimmed" role="status">
                {t('cover.others', { count: others })}
              </Text>
            )}
            <LiftForm onLock={() => void lock()} />
          </Stack>
        </Paper>
      </FocusTrap>
    </div>,
    document.body,
  )
}

interface LiftFormProps {
  readonly onLock: () => void
}

const LiftForm = ({ onLock }: LiftFormProps) => {
  const { t } = useTranslation('meeting')
  const [passphrase, setPassphrase] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const check = useVaultCommand('vault.checkPassphrase', { quiet: true, onDone: uncoverScreen })
  const wasRefused = check.isError
  useEffect(() => {
    if (wasRefused) input.current?.select()
  }, [wasRefused])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (passphrase !== '' && !check.isPending) check.mutate({ passphrase })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <PassphraseInput
          ref={input}
          label={t('cover.passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          readOnly={check.isPending}
          data-autofocus
        />
        <FailureAlert failure={check.error?.failure ?? null} />
        {check.isPending && <KeyProgress task="unlock" />}
        <Group>
          <Button type="submit" loading={check.isPending} disabled={passphrase === ''}>
            {t('cover.lift')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconLock size={16} aria-hidden />}
            onClick={onLock}
          >
            {t('cover.lock')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
