import { Outlet } from '@tanstack/react-router'
import { useSession } from '../client/session'
import { ColorSchemeMenu } from './ColorSchemeMenu'
import { IdleLock } from './IdleLock'
import classes from './OutsideLayout.module.css'
import { Warnings } from './Warnings'

/** Around every page of a laptop that shows no case: locked, or not let in yet. */
export const OutsideLayout = () => {
  const { data } = useSession()
  const isWaiting = data?.phase === 'waiting-to-join'
  return (
    <div className={classes.page}>
      <div className={classes.scheme}>
        <ColorSchemeMenu />
      </div>
      <main tabIndex={-1} className={classes.main}>
        {isWaiting && (
          <div className={classes.warnings}>
            <Warnings />
          </div>
        )}
        <Outlet />
      </main>
      {isWaiting && <IdleLock />}
    </div>
  )
}
