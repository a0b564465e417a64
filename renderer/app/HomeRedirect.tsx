import { Navigate } from '@tanstack/react-router'
import { useSession } from '../client/session'
import { ErrorState } from '../components/ErrorState'
import { LoadingState } from '../components/LoadingState'

/** The first address: to the cases, or to the lock screen. */
export const HomeRedirect = () => {
  const session = useSession()
  if (session.isPending) return <LoadingState />
  if (session.isError) {
    return (
      <main>
        <ErrorState
          order={1}
          failure={session.error.failure}
          onRetry={() => void session.refetch()}
        />
      </main>
    )
  }
  return <Navigate to={session.data.phase === 'unlocked' ? '/cases' : '/unlock'} replace />
}
