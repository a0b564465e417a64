import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconCheck, IconCopy, IconPrinter } from '@tabler/icons-react'
import { type FormEvent, type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callShell, useClient, useVaultCommand } from '../client/client'
import { toFailureError } from '../client/failure'
import { useKeepUnlocked } from '../hooks/keep-unlocked'
import { FailureAlert } from './FailureAlert'
import { showFailure } from './failure-toast'
import { KitSheet, type MadeKit } from './KitSheet'
import { RecoveryKeyInput } from './RecoveryKeyInput'

export type { MadeKit } from './KitSheet'

/** Long enough to paste into a password manager. */
const clipboardMs = 30_000

interface RecoveryKitProps {
  readonly made: MadeKit
  readonly headingRef: RefObject<HTMLHeadingElement | null>
  readonly explain: string
  readonly doneLabel: string
  readonly onDone: () => void
}

/** The one time that the recovery key is on screen: print it, type it back, put it away. */
export const RecoveryKit = ({ made, headingRef, explain, doneLabel, onDone }: RecoveryKitProps) => {
  const { t, i18n } = useTranslation('vault')
  const bridge = useClient()
  const [typed, setTyped] = useState('')
  // The key is shown once: an idle lock here would lose it.
  useKeepUnlocked()
  const confirm = useVaultCommand('vault.confirmRecoveryKey', { quiet: true })
  const show = (thrown: unknown) => showFailure(i18n, toFailureError(thrown).failure)
  const print = () => void callShell(bridge, 'shell.print', {}).catch(show)
  const copy = () =>
    void callShell(bridge, 'shell.copy', {
      text: made.recoveryKey,
      clearAfterMs: clipboardMs,
    }).catch(show)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate({ recoveryKey: typed })
  }
  return (
    <Stack>
      <Title order={2} ref={headingRef} tabIndex={-1} className="no-print">
        {t('found.recovery.title')}
      </Title>
      <Text className="no-print">{explain}</Text>
      <KitSheet made={made} />
      <Group gap="sm" className="no-print">
        <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={print}>
          {t('found.recovery.print')}
        </Button>
        <Button variant="default" leftSection={<IconCopy size={16} aria-hidden />} onClick={copy}>
          {t('found.recovery.copy', { seconds: clipboardMs / 1_000 })}
        </Button>
      </Group>
      {confirm.isSuccess ? (
        <Stack className="no-print">
          <Alert
            color="green"
            icon={<IconCheck size={20} />}
            title={t('found.recovery.right')}
            role="status"
          >
            {t('found.recovery.putAway')}
          </Alert>
          <Group justify="flex-end">
            <Button onClick={onDone} autoFocus>
              {doneLabel}
            </Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit} className="no-print">
          <Stack>
            <Title order={3}>{t('found.recovery.typeBack')}</Title>
            <Text size="sm">{t('found.recovery.typeBackWhy')}</Text>
            <RecoveryKeyInput value={typed} onChange={setTyped} />
            <FailureAlert failure={confirm.error?.failure ?? null} />
            <Group justify="space-between">
              <Button variant="default" onClick={onDone}>
                {t('found.recovery.later')}
              </Button>
              <Button type="submit" loading={confirm.isPending} disabled={typed.trim() === ''}>
                {t('found.recovery.check')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Stack>
  )
}
