import { Button, Modal, Stack, Text } from '@mantine/core'
import { useIdle } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOpenSession } from '../client/session'
import { useIsKeptUnlocked } from '../hooks/keep-unlocked'
import { useLock } from '../hooks/lock'

const minuteMs = 60_000
const warningMs = 30_000
const tickMs = 1_000

/** Locks after the minutes of the settings, with a warning; never while an intake is open. */
export const IdleLock = () => {
  const { idleLockMinutes } = useOpenSession()
  // The hook reads its time once: another number of minutes is another watch.
  return <IdleWatch key={idleLockMinutes} idleMs={idleLockMinutes * minuteMs} />
}

interface IdleWatchProps {
  readonly idleMs: number
}

const IdleWatch = ({ idleMs }: IdleWatchProps) => {
  const isIdle = useIdle(idleMs - warningMs, { initialState: false })
  const isKeptUnlocked = useIsKeptUnlocked()
  return isIdle && !isKeptUnlocked ? <IdleWarning /> : null
}

/** On screen until anything moves. */
const IdleWarning = () => {
  const { t } = useTranslation()
  const lock = useLock()
  const [leftMs, setLeftMs] = useState(warningMs)

  useEffect(() => {
    // Against the clock, not by counting ticks: a laptop that slept must not wait on.
    const endMs = Date.now() + warningMs
    const timer = setInterval(() => setLeftMs(Math.max(0, endMs - Date.now())), tickMs)
    return () => clearInterval(timer)
  }, [])

  const isOver = leftMs === 0
  useEffect(() => {
    if (isOver) void lock()
  }, [isOver, lock])

  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      title={t('idle.title')}
      role="alertdialog"
    >
      <Stack>
        <Text>{t('idle.message', { count: Math.ceil(leftMs / 1_000) })}</Text>
        {/* Reaching for the button is movement enough. */}
        <Button data-autofocus>{t('idle.stay')}</Button>
      </Stack>
    </Modal>
  )
}
