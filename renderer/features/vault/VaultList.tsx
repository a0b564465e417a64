import { Badge, Button, Group, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { IconCloud, IconFolderPlus, IconPlus, IconUserPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { VaultListing } from '../../../shared/contracts/views'
import { Logo } from '../../components/Logo'
import classes from './vault.module.css'

interface VaultListProps {
  readonly vaults: readonly VaultListing[]
  readonly chosen: VaultListing
  readonly onChoose: (vault: VaultListing) => void
  readonly onAddFolder: () => void
}

export const VaultList = ({ vaults, chosen, onChoose, onAddFolder }: VaultListProps) => {
  const { t } = useTranslation(['vault', 'members'])
  const navigate = useNavigate()
  return (
    <Stack gap="md">
      <Group gap="sm">
        <Logo size={28} />
        <Title order={2} size="h3">
          {t('list.title')}
        </Title>
      </Group>
      <Stack component="ul" gap={4} m={0} p={0} style={{ listStyle: 'none' }}>
        {vaults.map((vault) => (
          <li key={vault.folder}>
            <UnstyledButton
              className={classes.vault}
              aria-pressed={vault === chosen}
              onClick={() => onChoose(vault)}
            >
              <Text fw={600}>{vault.label}</Text>
              <Text size="sm" c="dimmed" className={classes.folder} title={vault.folder}>
                <bdi>{vault.folder}</bdi>
              </Text>
              <VaultBadges vault={vault} />
            </UnstyledButton>
          </li>
        ))}
      </Stack>
      <Group gap="xs">
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/found' })}
        >
          {t('found.button')}
        </Button>
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconUserPlus size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/join' })}
        >
          {t('members:join.button')}
        </Button>
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconFolderPlus size={16} aria-hidden />}
          onClick={onAddFolder}
        >
          {t('addFolder.button')}
        </Button>
      </Group>
    </Stack>
  )
}

const VaultBadges = ({ vault }: { readonly vault: VaultListing }) => {
  const { t } = useTranslation('vault')
  const isPlain = vault.status === 'ok' && vault.cloudDrive === null && vault.sealedIntakes === 0
  if (isPlain) return null
  return (
    <Group gap={6} mt={6}>
      {vault.status !== 'ok' && (
        <Badge component="span" color={vault.status === 'in-use' ? 'yellow' : 'red'}>
          {t(`list.status.${vault.status}`)}
        </Badge>
      )}
      {vault.sealedIntakes > 0 && (
        <Badge component="span">{t('list.sealedIntakes', { count: vault.sealedIntakes })}</Badge>
      )}
      {vault.cloudDrive !== null && (
        <Badge
          component="span"
          color="yellow"
          leftSection={<IconCloud size={14} aria-hidden />}
          title={t('list.cloudWarning', { drive: vault.cloudDrive })}
        >
          {vault.cloudDrive}
        </Badge>
      )}
    </Group>
  )
}
