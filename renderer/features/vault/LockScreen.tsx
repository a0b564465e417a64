import { Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import type { VaultListing } from '../../../shared/contracts/views'
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
        {/* Another vault is another door: nothing typed at one stays for the next. */}
        <VaultDoor key={`${chosen.folder} ${chosen.status}`} vault={chosen} onAddFolder={open} />
      </Stack>
      {isAdding && (
        <AddFolderDialog onClose={close} onAdded={({ folder }) => setChosenFolder(folder)} />
      )}
    </div>
  )
}
