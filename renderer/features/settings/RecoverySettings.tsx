import { Button, Group, List, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVaultCommand } from '../../client/client'
import { useUnlockedSession } from '../../client/session'
import { FailureAlert } from '../../components/FailureAlert'
import { KeyProgress } from '../../components/KeyProgress'
import { PassphraseInput } from '../../components/PassphraseInput'
import type { MadeKit } from '../../components/RecoveryKit'

interface RecoverySettingsProps {
  readonly onMade: (made: MadeKit) => void
}

/** A new recovery key, when the paper was lost or seen. */
export const RecoverySettings = ({ onMade }: RecoverySettingsProps) => {
  const { t } = useTranslation('settings')
  const { readOnly } = useUnlockedSession()
  const [passphrase, setPassphrase] = useState('')
  const renew = useVaultCommand('vault.renewRecoveryKey', { quiet: true, onDone: onMade })
  const isReady = passphrase !== '' && readOnly === null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady && !renew.isPending) renew.mutate({ passphrase })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" maw="32rem">
        <Text size="sm">{t('recovery.when')}</Text>
        <List size="sm">
          <List.Item>{t('recovery.lost')}</List.Item>
          <List.Item>{t('recovery.seen')}</List.Item>
        </List>
        <Text size="sm">{t('recovery.oldStops')}</Text>
        <PassphraseInput
          label={t('recovery.passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          disabled={renew.isPending}
        />
        <FailureAlert failure={renew.error?.failure ?? null} />
        {renew.isPending && <KeyProgress task="passphrase" />}
        <Group>
          <Button type="submit" variant="default" loading={renew.isPending} disabled={!isReady}>
            {t('recovery.make')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
