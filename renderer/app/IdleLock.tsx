import { Button, Modal, Stack, Text } from '@mantine/core'
import { useIdle } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOpenSession } from '../client/session'
import { coverScreen, useIsCovered } from '../hooks/cover'
import { useIsKeptUnlocked } from '../hooks/keep-unlocked'
import { saveWhatIsOpen, useLock } from '../hooks/lock'

const minuteMs = 60_000
const warningMs = 30_000
const tickMs = 1_000

interface IdleLockProps {
  /** Covers the screen in the place of locking, so that a meeting goes on. */
  readonly covers?: boolean
}

/** Locks after the minutes of the settings, with a warning; never while an intake is open. */
export const IdleLock = ({ covers = false }: IdleLockProps) => {
  const { idleLockMinutes } = useOpenSession()
  // The hook reads its time once: another number of minutes is another watch.
  return <IdleWatch key={idleLockMinutes} idleMs={idleLockMinutes * minuteMs} covers={covers} />
}

interface IdleWatchProps {
  readonly idleMs: number
  readonly covers: boolean
}

const IdleWatch = ({ idleMs, covers }: IdleWatchProps) => {
  const isIdle = useIdle(idleMs - warningMs, { initialState: false })
  const isKeptUnlocked = useIsKeptUnlocked()
  const isCovered = useIsCovered()
  return isIdle && !isKeptUnlocked && !isCovered ? <IdleWarning covers={covers} /> : null
}

/** On screen until anything moves. */
const IdleWarning = ({ covers }: Pick<IdleWatchProps, 'covers'>) => {
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
    if (!isOver) return
    if (!covers) {
      void lock()
      return
    }
    void saveWhatIsOpen()
    coverScreen()
  }, [isOver, covers, lock])

  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      title={t('idle.title')}
      role="alertdialog"
    >
      <Stack>
        <Text>
          {t(covers ? 'idle.cover' : 'idle.message', { count: Math.ceil(leftMs / 1_000) })}
        </Text>
        {/* Reaching for the button is movement enough. */}
        <Button data-autofocus>{t('idle.stay')}</Button>
      </Stack>
    </Modal>
  )
}
