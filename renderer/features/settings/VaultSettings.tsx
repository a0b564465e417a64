import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useUnlockedSession } from '../../client/session'
import { Facts } from '../../components/Facts'

/** Where the vault is on the disk and in what state. */
export const VaultSettings = () => {
  const { t } = useTranslation('settings')
  const { folder, cloudDrive, readOnly, vaultId } = useUnlockedSession()
  return (
    <Stack gap="sm">
      <Facts
        rows={[
          [t('vault.folder'), folder],
          [t('vault.writing'), t(readOnly === null ? 'vault.writable' : 'vault.readOnly')],
          [t('vault.cloud'), cloudDrive ?? t('vault.noCloud')],
          [t('vault.id'), vaultId],
        ]}
      />
      <Text size="sm">{t('vault.backup')}</Text>
    </Stack>
  )
}
