import { Group, NavLink, Stack, Text } from '@mantine/core'
import {
  IconFolders,
  IconHelpCircle,
  IconNotebook,
  IconSettings,
  IconUsersGroup,
} from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useUnlockedSession } from '../client/session'
import { Logo } from '../components/Logo'
import { useHotkey } from '../hooks/use-hotkey'
import classes from './AppNav.module.css'

const pages = [
  { to: '/cases', title: 'cases', Icon: IconFolders },
  { to: '/committee', title: 'committee', Icon: IconUsersGroup },
  { to: '/playbook', title: 'playbook', Icon: IconNotebook },
  { to: '/settings', title: 'settings', Icon: IconSettings },
  { to: '/help', title: 'help', Icon: IconHelpCircle },
] as const

/** The left side: where one is and where one can go. */
export const AppNav = () => {
  const { t } = useTranslation()
  const { memberName } = useUnlockedSession()
  const navigate = useNavigate()
  useHotkey('go-cases', () => void navigate({ to: '/cases' }))
  useHotkey('go-committee', () => void navigate({ to: '/committee' }))
  useHotkey('go-playbook', () => void navigate({ to: '/playbook' }))
  useHotkey('go-settings', () => void navigate({ to: '/settings' }))
  return (
    <>
      <Group gap="sm" className={classes.brand}>
        <Logo size={26} />
        <Text fw={600} size="lg">
          {t('app')}
        </Text>
      </Group>
      <Stack component="nav" gap={2} p="xs" flex={1} aria-label={t('mainNavigation')}>
        {pages.map(({ to, title, Icon }) => (
          <NavLink
            key={to}
            component={Link}
            to={to}
            activeProps={{ 'data-active': true, 'aria-current': 'page' }}
            label={t(`pages.${title}`)}
            leftSection={<Icon size={20} stroke={1.6} aria-hidden />}
            className={classes.link ?? ''}
          />
        ))}
      </Stack>
      <Text size="sm" c="dimmed" p="md" lineClamp={2}>
        {t('signedInAs', { name: memberName })}
      </Text>
    </>
  )
}
