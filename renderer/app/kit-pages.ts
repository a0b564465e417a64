/** Pages on which a recovery key is shown for the only time: a lock by itself would lose it. */
export const showsKitOnce = (pathname: string): boolean =>
  pathname === '/found' || pathname === '/join'
