import { Navigate } from '@tanstack/react-router'
import { useVaultQuery } from '../../client/client'
import { useSession } from '../../client/session'
import { QueryState } from '../../components/QueryState'
import { LetInPage } from './join/LetInPage'
import { LockScreen } from './LockScreen'
import { MovedPage } from './MovedPage'
import { WelcomePage } from './WelcomePage'

/** What a laptop shows without an open vault: the first run, the lock screen, or one question. */
export const UnlockPage = () => {
  const session = useSession()
  const listings = useVaultQuery('vault.list', {}, { staleTimeMs: 0 })
  return (
    <QueryState query={session}>
      {(status) => {
        if (status.phase === 'unlocked') return <Navigate to="/cases" replace />
        if (status.phase === 'moved-or-restored') return <MovedPage folder={status.folder} />
        if (status.phase === 'waiting-to-join') return <LetInPage status={status} />
        return (
          <QueryState query={listings}>
            {(vaults) => (vaults.length === 0 ? <WelcomePage /> : <LockScreen vaults={vaults} />)}
          </QueryState>
        )
      }}
    </QueryState>
  )
}
