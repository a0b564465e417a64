import { Alert, Button, Paper, Stack, Text, Title } from '@mantine/core'
import { IconCloud } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VaultListing } from '../../../shared/contracts/views'
import type { Failure } from '../../../shared/errors/result'
import { ErrorState } from '../../components/ErrorState'
import { RecoverForm } from './RecoverForm'
import { TakeCall } from './TakeCall'
import { UnlockForm } from './UnlockForm'
import { useRefreshVaults } from './use-refresh-vaults'

/** The vault stays shut, but its public key can be read: a call can still be sealed to it. */
const stillTakesCalls: readonly string[] = [
  'vault/image-damaged',
  'vault/image-missing',
  'vault/journal-damaged',
  'vault/in-use',
]

/** What is known to be wrong with a folder before anybody types a passphrase. */
const failureOf = ({ status }: VaultListing): Failure | null => {
  switch (status) {
    case 'ok':
      return null
    case 'damaged':
      return { code: 'vault/header-damaged' }
    case 'newer-format':
      return { code: 'vault/newer-format' }
    case 'in-use':
      return { code: 'vault/in-use' }
    case 'incomplete':
      return { code: 'vault/incomplete' }
    case 'missing':
      return { code: 'vault/missing' }
  }
}

interface VaultDoorProps {
  readonly vault: VaultListing
  readonly onAddFolder: () => void
}

/** One vault from outside: unlock it, recover it, take a call for it, or read why it stays shut. */
export const VaultDoor = ({ vault, onAddFolder }: VaultDoorProps) => {
  const { t } = useTranslation('vault')
  const [way, setWay] = useState<'unlock' | 'recover'>('unlock')
  const [refused, setRefused] = useState<Failure | null>(null)
  const refresh = useRefreshVaults()
  const failure = refused ?? failureOf(vault)

  if (failure !== null) {
    const tryAgain = () => {
      setRefused(null)
      refresh()
    }
    return (
      <>
        <Paper withBorder p="xl">
          <Text c="dimmed">{vault.label}</Text>
          <ErrorState
            failure={failure}
            order={1}
            onRetry={tryAgain}
            takeFocus={refused !== null}
            actions={
              <Button variant="default" onClick={onAddFolder}>
                {t('addFolder.button')}
              </Button>
            }
          />
        </Paper>
        {stillTakesCalls.includes(failure.code) && <TakeCall vault={vault} />}
      </>
    )
  }

  return (
    <>
      <Paper withBorder p="xl">
        <Stack>
          <Title order={1}>{vault.label}</Title>
          {way === 'unlock' ? (
            <UnlockForm
              folder={vault.folder}
              onRefused={setRefused}
              onRecover={() => setWay('recover')}
            />
          ) : (
            <RecoverForm
              folder={vault.folder}
              onRefused={setRefused}
              onBack={() => setWay('unlock')}
            />
          )}
        </Stack>
      </Paper>
      {way === 'unlock' && <TakeCall vault={vault} />}
      {vault.cloudDrive !== null && (
        <Alert color="yellow" icon={<IconCloud size={20} />}>
          {t('list.cloudWarning', { drive: vault.cloudDrive })}
        </Alert>
      )}
    </>
  )
}
