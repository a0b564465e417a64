import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand } from '../../client/client'
import { useUnlockedSession } from '../../client/session'
import { FailureAlert } from '../../components/FailureAlert'
import { KeyProgress } from '../../components/KeyProgress'
import {
  emptyNewPassphrase,
  isNewPassphraseReady,
  mayPress,
  NewPassphraseFields,
} from '../../components/NewPassphraseFields'
import { showNote } from '../../components/note-toast'
import { PassphraseInput } from '../../components/PassphraseInput'
import { usePassphraseRating, usePressAfterRating } from '../../hooks/passphrase-rating'

export const PassphraseSettings = () => {
  const { t } = useTranslation('settings')
  const { readOnly } = useUnlockedSession()
  const [current, setCurrent] = useState('')
  const [chosen, setChosen] = useState(emptyNewPassphrase)
  const rated = usePassphraseRating(chosen.passphrase)
  const change = useVaultCommand('vault.changePassphrase', {
    quiet: true,
    onDone: () => {
      setCurrent('')
      setChosen(emptyNewPassphrase)
      showNote({ message: t('passphrase.changed') })
    },
  })
  const isAllowed = current !== '' && readOnly === null
  const { press, isWaiting } = usePressAfterRating(rated, () => {
    if (!isAllowed || !isNewPassphraseReady(chosen, rated.rating) || change.isPending) return
    change.mutate({ current, next: chosen.passphrase })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    press()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" maw="32rem">
        <Text size="sm">{t('passphrase.explain')}</Text>
        <PassphraseInput
          label={t('passphrase.current')}
          value={current}
          onChange={setCurrent}
          disabled={change.isPending}
        />
        <NewPassphraseFields
          value={chosen}
          onChange={setChosen}
          rating={rated.rating}
          disabled={change.isPending}
        />
        <FailureAlert failure={change.error?.failure ?? null} />
        {change.isPending && <KeyProgress task="passphrase" />}
        <Group>
          <Button
            type="submit"
            variant="default"
            loading={change.isPending || isWaiting}
            disabled={!isAllowed || !mayPress(chosen, rated)}
          >
            {t('passphrase.change')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
