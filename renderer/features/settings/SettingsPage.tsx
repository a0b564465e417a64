import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../components/PageHeader'
import { ShortcutList } from '../../components/ShortcutList'
import { AboutSettings } from './AboutSettings'
import { IdleSettings } from './IdleSettings'
import { PassphraseSettings } from './PassphraseSettings'
import { SettingsSection } from './SettingsSection'
import { VaultSettings } from './VaultSettings'

export const SettingsPage = () => {
  const { t } = useTranslation('settings')
  return (
    <>
      <PageHeader title={t('title')} />
      <Stack gap="lg" maw="52rem">
        <SettingsSection title={t('idle.title')}>
          <IdleSettings />
        </SettingsSection>
        <SettingsSection title={t('passphrase.title')}>
          <PassphraseSettings />
        </SettingsSection>
        <SettingsSection title={t('vault.title')}>
          <VaultSettings />
        </SettingsSection>
        <SettingsSection title={t('keys.title')}>
          <ShortcutList />
        </SettingsSection>
        <SettingsSection title={t('about.title')}>
          <AboutSettings />
        </SettingsSection>
      </Stack>
    </>
  )
}
