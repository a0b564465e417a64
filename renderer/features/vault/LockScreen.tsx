import { Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFile } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VaultListing } from '../../../shared/contracts/views'
import { useOfferedCount } from '../../client/offered-files'
import { AddFolderDialog } from './AddFolderDialog'
import { VaultDoor } from './VaultDoor'
import { VaultList } from './VaultList'
import classes from './vault.module.css'

interface LockScreenProps {
  /** At least one. */
  readonly vaults: readonly VaultListing[]
}

/** The vaults of this laptop on the left, the door of the chosen one on the right. */
export const LockScreen = ({ vaults }: LockScreenProps) => {
  const { t } = useTranslation('vault')
  const isFileOffered = useOfferedCount() > 0
  const [chosenFolder, setChosenFolder] = useState<string | null>(null)
  const [isAdding, { open, close }] = useDisclosure(false)
  const chosen =
    vaults.find((vault) => vault.folder === chosenFolder) ??
    vaults.find((vault) => vault.status === 'ok') ??
    vaults[0]
  if (chosen === undefined) return null
  return (
    <div className={classes.lockScreen}>
      <VaultList
        vaults={vaults}
        chosen={chosen}
        onChoose={({ folder }) => setChosenFolder(folder)}
        onAddFolder={open}
      />
      <Stack className={classes.door ?? ''}>
        {isFileOffered && (
          <Group gap="xs" role="status">
            <IconFile size={16} aria-hidden />
            <Text size="sm">{t('fileOffered')}</Text>
          </Group>
        )}
        {/* Another vault is another door: nothing typed at one stays for the next. */}
        <VaultDoor key={`${chosen.folder} ${chosen.status}`} vault={chosen} onAddFolder={open} />
      </Stack>
      {isAdding && (
        <AddFolderDialog onClose={close} onAdded={({ folder }) => setChosenFolder(folder)} />
      )}
    </div>
  )
}
