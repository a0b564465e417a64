import { Button, Group, Paper, Text } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { VaultListing } from '../../../shared/contracts/views'
import { Shortcut } from '../../components/Shortcut'
import { useHotkey } from '../../hooks/use-hotkey'

interface TakeCallProps {
  readonly vault: VaultListing
}

/** A call at midnight: one click, no passphrase; what is noted can be read after unlocking (R6). */
export const TakeCall = ({ vault }: TakeCallProps) => {
  const { t } = useTranslation(['vault', 'common'])
  const navigate = useNavigate()
  const takeCall = () => void navigate({ to: '/night', search: { folder: vault.folder } })
  useHotkey('take-call', takeCall)
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" gap="md">
        <div>
          <Button
            variant="light"
            size="md"
            leftSection={<IconPhone size={18} aria-hidden />}
            onClick={takeCall}
          >
            {t('call.button')}
          </Button>
        </div>
        <Shortcut id="take-call" />
        <Text size="sm" c="dimmed">
          {t('call.explain')}{' '}
          {vault.sealedIntakes > 0 && t('call.waiting', { count: vault.sealedIntakes })}
        </Text>
      </Group>
    </Paper>
  )
}
