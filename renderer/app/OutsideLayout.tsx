import { Outlet } from '@tanstack/react-router'
import { ColorSchemeMenu } from './ColorSchemeMenu'
import classes from './OutsideLayout.module.css'

/** Around every page of a locked laptop. */
export const OutsideLayout = () => (
  <div className={classes.page}>
    <div className={classes.scheme}>
      <ColorSchemeMenu />
    </div>
    <main tabIndex={-1} className={classes.main}>
      <Outlet />
    </main>
  </div>
)
