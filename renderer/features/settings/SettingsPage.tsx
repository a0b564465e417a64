import { Paper, Stack } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../components/PageHeader'
import { type MadeKit, RecoveryKit } from '../../components/RecoveryKit'
import { ShortcutList } from '../../components/ShortcutList'
import { AboutSettings } from './AboutSettings'
import { IdleSettings } from './IdleSettings'
import { MeetingSettings } from './MeetingSettings'
import { PassphraseSettings } from './PassphraseSettings'
import { RecoverySettings } from './RecoverySettings'
import { SettingsSection } from './SettingsSection'
import { TiesSettings } from './TiesSettings'
import { VaultSettings } from './VaultSettings'

export const SettingsPage = () => {
  const { t } = useTranslation('settings')
  const [made, setMade] = useState<MadeKit | null>(null)
  if (made !== null) return <NewKit made={made} onDone={() => setMade(null)} />
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
        <SettingsSection title={t('recovery.title')}>
          <RecoverySettings onMade={setMade} />
        </SettingsSection>
        <SettingsSection title={t('ties.title')}>
          <TiesSettings />
        </SettingsSection>
        <SettingsSection title={t('meetings.title')}>
          <MeetingSettings />
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

interface NewKitProps {
  readonly made: MadeKit
  readonly onDone: () => void
}

/** In the place of all settings: the new key is shown once, and is printed alone. */
const NewKit = ({ made, onDone }: NewKitProps) => {
  const { t } = useTranslation('settings')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    window.scrollTo(0, 0)
  }, [])
  return (
    <>
      <div className="no-print">
        <PageHeader title={t('title')} />
      </div>
      <Paper withBorder p="xl" maw="52rem" className="print-bare">
        <RecoveryKit
          made={made}
          headingRef={heading}
          explain={t('recovery.explain')}
          doneLabel={t('recovery.done')}
          onDone={onDone}
        />
      </Paper>
    </>
  )
}
