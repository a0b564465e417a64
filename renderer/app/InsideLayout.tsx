import { AppShell } from '@mantine/core'
import { Navigate, Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '../client/session'
import { LoadingState } from '../components/LoadingState'
import { AppHeader } from './AppHeader'
import { AppNav } from './AppNav'
import { HelpOverlay } from './HelpOverlay'
import { IdleLock } from './IdleLock'
import classes from './InsideLayout.module.css'
import { Warnings } from './Warnings'

/** Around every page of an open vault. */
export const InsideLayout = () => {
  const { data } = useSession()
  if (data === undefined) return <LoadingState />
  if (data.phase !== 'unlocked') return <Navigate to="/unlock" replace />
  return <UnlockedShell />
}

const UnlockedShell = () => {
  const { t } = useTranslation()
  return (
    <>
      <a href="#main" className={classes.skip}>
        {t('skipToContent')}
      </a>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 200, breakpoint: 'sm' }}
        padding={0}
        layout="alt"
        transitionDuration={0}
      >
        <AppShell.Header className={classes.header} withBorder>
          <AppHeader />
        </AppShell.Header>
        <AppShell.Navbar className={classes.navbar} withBorder>
          <AppNav />
        </AppShell.Navbar>
        <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
          <Warnings />
          <div className={classes.content}>
            <Outlet />
          </div>
        </AppShell.Main>
      </AppShell>
      <IdleLock />
      <HelpOverlay />
    </>
  )
}
