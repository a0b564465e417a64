import { AppShell } from '@mantine/core'
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession, useUnlockedSession } from '../client/session'
import { LoadingState } from '../components/LoadingState'
import { useMeeting } from '../hooks/meeting'
import { AppHeader } from './AppHeader'
import { AppNav } from './AppNav'
import { FrozenBanner } from './FrozenBanner'
import { HelpOverlay } from './HelpOverlay'
import { IdleLock } from './IdleLock'
import classes from './InsideLayout.module.css'
import { LeftPage } from './LeftPage'
import { OfferedFileBanner } from './OfferedFileBanner'
import { ScreenCover } from './ScreenCover'
import { Warnings } from './Warnings'

/** Around every page of an open vault. */
export const InsideLayout = () => {
  const { data } = useSession()
  if (data === undefined) return <LoadingState />
  if (data.phase !== 'unlocked') return <Navigate to="/unlock" replace />
  return <UnlockedShell />
}

/** What is still there for someone who left. */
const pagesOnceLeft: readonly string[] = ['/settings', '/help']

const UnlockedShell = () => {
  const { t } = useTranslation()
  const { membership } = useUnlockedSession()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const isInMeeting = (useMeeting() ?? null) !== null
  const isLeft = membership === 'left' && !pagesOnceLeft.includes(pathname)
  return (
    <>
      <a href="#main" className={classes.skip}>
        {t('skipToContent')}
      </a>
      <AppShell
        header={{ height: 56 }}
        // Narrow, it is a rail of icons over small labels: no page is ever behind a menu.
        navbar={{ width: { base: 88, sm: 216 }, breakpoint: 0 }}
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
          <FrozenBanner />
          <OfferedFileBanner />
          <div className={classes.content}>{isLeft ? <LeftPage /> : <Outlet />}</div>
        </AppShell.Main>
      </AppShell>
      <IdleLock covers={isInMeeting} />
      <ScreenCover />
      <HelpOverlay />
    </>
  )
}
