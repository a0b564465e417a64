import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconEyeglass, IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VaultWarning } from '../../shared/contracts/views'
import { useVaultCommand } from '../client/client'
import { useOpenSession } from '../client/session'
import { ConfirmButton } from '../components/ConfirmButton'
import { ConfirmRecoveryDialog } from '../components/ConfirmRecoveryDialog'

/** Above every page: what the member must know about the vault, until it is settled. */
export const Warnings = () => {
  const { t } = useTranslation()
  const { readOnly, warnings } = useOpenSession()
  if (readOnly === null && warnings.length === 0) return null
  return (
    <Stack gap={0} className="no-print" role="region" aria-label={t('warnings.region')}>
      {readOnly !== null && <ReadOnlyBanner code={readOnly} />}
      {warnings
        .filter((warning) => warning !== reasonOf(readOnly))
        .map((warning) => (
          <WarningBanner key={warning} warning={warning} />
        ))}
    </Stack>
  )
}

/** A reason of the storage, with or without an area in front. */
const reasonOf = (code: string | null): string | null => code?.split('/').at(-1) ?? null

/** Damage and rollback: here the owner may say that what verified is to be used from now on. */
const acceptableReasons: readonly string[] = [
  'journal-damaged',
  'journal-missing',
  'image-damaged',
  'older-than-last-seen',
]

const ReadOnlyBanner = ({ code }: { readonly code: string }) => {
  const { t, i18n } = useTranslation()
  const accept = useVaultCommand('vault.acceptWarning')
  const reason = reasonOf(code) ?? code
  // New reasons still read calmly.
  const key = `warnings.readOnlyReasons.${reason}`
  const message = i18n.exists(key)
    ? (t as (key: string) => string)(key)
    : t('warnings.readOnlyReasons.unknown')
  return (
    <Alert
      color="red"
      radius={0}
      p="xs"
      px="lg"
      icon={<IconEyeglass size={20} />}
      title={t('warnings.readOnly')}
    >
      <Group justify="space-between" gap="md">
        <Text size="sm" flex="1 1 24rem">
          {message}
        </Text>
        {acceptableReasons.includes(reason) && (
          <ConfirmButton
            title={t('warnings.useAsIs.title')}
            message={t('warnings.useAsIs.message')}
            confirmLabel={t('warnings.useAsIs.confirm')}
            size="xs"
            variant="default"
            loading={accept.isPending}
            onConfirm={() => accept.mutate({ warning: reason })}
          >
            {t('warnings.useAsIs.button')}
          </ConfirmButton>
        )}
      </Group>
    </Alert>
  )
}

const WarningBanner = ({ warning }: { readonly warning: VaultWarning }) => {
  const { t } = useTranslation()
  const { cloudDrive } = useOpenSession()
  const [isConfirming, setIsConfirming] = useState(false)
  const accept = useVaultCommand('vault.acceptWarning')
  const drive = cloudDrive ?? t('warnings.aCloudDrive')
  const isRecovery = warning === 'recovery-unconfirmed'
  const Icon = isRecovery ? IconKey : IconAlertTriangle
  return (
    <Alert
      color="yellow"
      radius={0}
      icon={<Icon size={20} />}
      title={t(`warnings.${warning}.title`, { drive })}
      p="xs"
      px="lg"
    >
      <Group justify="space-between" gap="md">
        <Text size="sm" flex="1 1 24rem">
          {t(`warnings.${warning}.message`)}
        </Text>
        {isRecovery ? (
          <Button size="xs" variant="default" onClick={() => setIsConfirming(true)}>
            {t('warnings.typeRecoveryKey')}
          </Button>
        ) : (
          <Button
            size="xs"
            variant="default"
            loading={accept.isPending}
            onClick={() => accept.mutate({ warning })}
          >
            {t('warnings.understood')}
          </Button>
        )}
      </Group>
      {isConfirming && <ConfirmRecoveryDialog onClose={() => setIsConfirming(false)} />}
    </Alert>
  )
}
