import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors/result'
import { useVaultCommand } from '../../client/client'
import { FailureAlert } from '../../components/FailureAlert'
import { KeyProgress } from '../../components/KeyProgress'
import {
  emptyNewPassphrase,
  isNewPassphraseReady,
  mayPress,
  NewPassphraseFields,
} from '../../components/NewPassphraseFields'
import { RecoveryKeyInput } from '../../components/RecoveryKeyInput'
import { usePassphraseRating, usePressAfterRating } from '../../hooks/passphrase-rating'
import { isForForm } from './door-failures'
import { useEnterVault } from './use-enter-vault'

interface RecoverFormProps {
  readonly folder: string
  readonly onRefused: (failure: Failure) => void
  readonly onBack: () => void
}

/** In with the recovery key, and out of the same step with a new passphrase. */
export const RecoverForm = ({ folder, onRefused, onBack }: RecoverFormProps) => {
  const { t } = useTranslation(['vault', 'common'])
  const [recoveryKey, setRecoveryKey] = useState('')
  const [chosen, setChosen] = useState(emptyNewPassphrase)
  const rated = usePassphraseRating(chosen.passphrase)
  const enter = useEnterVault()
  const recover = useVaultCommand('vault.recover', {
    quiet: true,
    onDone: enter,
    onFailure: (error) => {
      if (!isForForm(error)) onRefused(error.failure)
    },
  })
  const hasKey = recoveryKey.trim() !== ''
  const { press, isWaiting } = usePressAfterRating(rated, () => {
    if (!hasKey || !isNewPassphraseReady(chosen, rated.rating) || recover.isPending) return
    recover.mutate({ folder, recoveryKey, newPassphrase: chosen.passphrase })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    press()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>{t('recover.explain')}</Text>
        <RecoveryKeyInput value={recoveryKey} onChange={setRecoveryKey} autoFocus />
        <NewPassphraseFields
          value={chosen}
          onChange={setChosen}
          rating={rated.rating}
          disabled={recover.isPending}
        />
        <FailureAlert failure={recover.error?.failure ?? null} />
        {recover.isPending && <KeyProgress task="unlock" />}
        <Group justify="space-between">
          <Button variant="default" onClick={onBack}>
            {t('common:back')}
          </Button>
          <Button
            type="submit"
            loading={recover.isPending || isWaiting}
            disabled={!hasKey || !mayPress(chosen, rated)}
          >
            {t('recover.button')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
