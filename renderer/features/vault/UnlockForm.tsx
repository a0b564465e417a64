import { Anchor, Button, Group, Stack } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors/result'
import { useVaultCommand } from '../../client/client'
import { FailureAlert } from '../../components/FailureAlert'
import { KeyProgress } from '../../components/KeyProgress'
import { PassphraseInput } from '../../components/PassphraseInput'
import { isForForm } from './door-failures'
import { useEnterVault } from './use-enter-vault'

interface UnlockFormProps {
  readonly folder: string
  /** The vault stays shut for a reason that no passphrase changes. */
  readonly onRefused: (failure: Failure) => void
  readonly onRecover: () => void
}

export const UnlockForm = ({ folder, onRefused, onRecover }: UnlockFormProps) => {
  const { t } = useTranslation('vault')
  const [passphrase, setPassphrase] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const enter = useEnterVault()
  const unlock = useVaultCommand('vault.unlock', {
    quiet: true,
    onDone: enter,
    onFailure: (error) => {
      if (!isForForm(error)) onRefused(error.failure)
    },
  })
  const wasRefused = unlock.isError

  // A wrong passphrase stays, selected: it may be one letter off, or all of it.
  useEffect(() => {
    if (wasRefused) input.current?.select()
  }, [wasRefused])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (passphrase !== '' && !unlock.isPending) unlock.mutate({ folder, passphrase })
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <PassphraseInput
          ref={input}
          label={t('unlock.passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          readOnly={unlock.isPending}
          autoFocus
          size="md"
        />
        <FailureAlert failure={unlock.error?.failure ?? null} />
        {unlock.isPending && <KeyProgress task="unlock" />}
        <Group justify="space-between">
          <Button type="submit" size="md" loading={unlock.isPending} disabled={passphrase === ''}>
            {t('unlock.button')}
          </Button>
          <Anchor component="button" type="button" onClick={onRecover}>
            {t('recover.link')}
          </Anchor>
        </Group>
      </Stack>
    </form>
  )
}
