import { Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand } from '../../client/client'
import { useUnlockedSession } from '../../client/session'
import { FailureAlert } from '../../components/FailureAlert'
import { KeyProgress } from '../../components/KeyProgress'
import {
  emptyNewPassphrase,
  isNewPassphraseReady,
  NewPassphraseFields,
} from '../../components/NewPassphraseFields'
import { PassphraseInput } from '../../components/PassphraseInput'
import { usePassphraseRating } from '../../hooks/passphrase-rating'

export const PassphraseSettings = () => {
  const { t } = useTranslation('settings')
  const { readOnly } = useUnlockedSession()
  const [current, setCurrent] = useState('')
  const [chosen, setChosen] = useState(emptyNewPassphrase)
  const rating = usePassphraseRating(chosen.passphrase)
  const change = useVaultCommand('vault.changePassphrase', {
    quiet: true,
    onDone: () => {
      setCurrent('')
      setChosen(emptyNewPassphrase)
      notifications.show({ message: t('passphrase.changed'), role: 'status' })
    },
  })
  const isReady = current !== '' && isNewPassphraseReady(chosen, rating) && readOnly === null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady && !change.isPending) change.mutate({ current, next: chosen.passphrase })
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
          rating={rating}
          disabled={change.isPending}
        />
        <FailureAlert failure={change.error?.failure ?? null} />
        {change.isPending && <KeyProgress task="passphrase" />}
        <Group>
          <Button type="submit" variant="default" loading={change.isPending} disabled={!isReady}>
            {t('passphrase.change')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
