import { Badge, Group, NavLink, Stack, Text, VisuallyHidden } from '@mantine/core'
import {
  IconArrowsExchange,
  IconBell,
  IconFolders,
  IconHelpCircle,
  IconInbox,
  IconNotebook,
  IconSettings,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useVaultQuery } from '../client/client'
import { useUnlockedSession } from '../client/session'
import { Logo } from '../components/Logo'
import { useHotkey } from '../hooks/use-hotkey'
import classes from './AppNav.module.css'

const pages = [
  { to: '/waiting', title: 'waiting', Icon: IconInbox },
  { to: '/cases', title: 'cases', Icon: IconFolders },
  { to: '/notices', title: 'notices', Icon: IconBell },
  { to: '/committee', title: 'committee', Icon: IconUsersGroup },
  { to: '/meeting', title: 'meeting', Icon: IconUsers },
  { to: '/exchange', title: 'exchange', Icon: IconArrowsExchange },
  { to: '/playbook', title: 'playbook', Icon: IconNotebook },
  { to: '/settings', title: 'settings', Icon: IconSettings },
  { to: '/help', title: 'help', Icon: IconHelpCircle },
] as const

const pagesOnceLeft = pages.filter(({ to }) => to === '/settings' || to === '/help')

/** The left side: where one is and where one can go. */
export const AppNav = () => {
  const { t } = useTranslation()
  const { memberName, membership } = useUnlockedSession()
  const navigate = useNavigate()
  useHotkey('go-cases', () => void navigate({ to: '/cases' }))
  useHotkey('go-committee', () => void navigate({ to: '/committee' }))
  useHotkey('go-playbook', () => void navigate({ to: '/playbook' }))
  useHotkey('go-settings', () => void navigate({ to: '/settings' }))
  return (
    <>
      <Group gap="sm" className={classes.brand}>
        <Logo size={26} />
        <Text fw={600} size="lg" className={classes.name ?? ''}>
          {t('app')}
        </Text>
      </Group>
      <Stack
        component="nav"
        gap={2}
        flex="1 0 auto"
        className={classes.pages ?? ''}
        aria-label={t('mainNavigation')}
      >
        {(membership === 'left' ? pagesOnceLeft : pages).map(({ to, title, Icon }) => (
          <NavLink
            key={to}
            component={Link}
            to={to}
            activeProps={{ 'data-active': true, 'aria-current': 'page' }}
            label={t(`pages.${title}`)}
            leftSection={<Icon size={20} stroke={1.6} aria-hidden />}
            rightSection={to === '/waiting' ? <WaitingCount /> : undefined}
            className={classes.link ?? ''}
          />
        ))}
      </Stack>
      <Text size="sm" c="dimmed" p="md" lineClamp={2} className={classes.unlockedBy ?? ''}>
        {t('signedInAs', { name: memberName })}
      </Text>
    </>
  )
}

/** How much waits for this member; nothing where nothing does. */
const WaitingCount = () => {
  const { t } = useTranslation()
  const { data } = useVaultQuery('waiting.list', {})
  const count = data?.length ?? 0
  if (count === 0) return null
  return (
    <Badge component="span" variant="filled" size="sm" circle={count < 10}>
      <span aria-hidden>{count}</span>
      <VisuallyHidden>{t('waitingCount', { count })}</VisuallyHidden>
    </Badge>
  )
}
