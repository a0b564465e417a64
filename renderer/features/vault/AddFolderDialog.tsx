import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VaultListing } from '../../../shared/contracts/views'
import { callShell, useClient, useShellQuery, useVaultCommand } from '../../client/client'
import { FailureAlert } from '../../components/FailureAlert'
import { useRefreshVaults } from './use-refresh-vaults'

interface AddFolderDialogProps {
  readonly onClose: () => void
  readonly onAdded?: (vault: VaultListing) => void
}

/** A vault that was moved here or put back from a backup: by the system's dialog, or by its path. */
export const AddFolderDialog = ({ onClose, onAdded }: AddFolderDialogProps) => {
  const { t } = useTranslation(['vault', 'common'])
  const bridge = useClient()
  const [folder, setFolder] = useState('')
  const info = useShellQuery('shell.info', {})
  const refresh = useRefreshVaults()
  const add = useVaultCommand('vault.addFolder', {
    quiet: true,
    onDone: (vault) => {
      refresh()
      onAdded?.(vault)
      onClose()
    },
  })
  const choose = async () => {
    const chosen = await callShell(bridge, 'shell.chooseFolder', {}).catch(() => null)
    if (chosen !== null) setFolder(chosen)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (folder.trim() !== '') add.mutate({ folder: folder.trim() })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('addFolder.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t('addFolder.explain')}</Text>
          <Group align="flex-end" gap="sm" wrap="nowrap">
            <TextInput
              flex={1}
              label={t('addFolder.path')}
              value={folder}
              onChange={(event) => setFolder(event.currentTarget.value)}
              autoComplete="off"
              spellCheck={false}
              data-autofocus
            />
            {info.data?.canChooseFolder === true && (
              <Button variant="default" onClick={() => void choose()}>
                {t('addFolder.choose')}
              </Button>
            )}
          </Group>
          <FailureAlert failure={add.error?.failure ?? null} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={add.isPending} disabled={folder.trim() === ''}>
              {t('addFolder.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
