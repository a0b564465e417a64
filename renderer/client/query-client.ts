import { MutationCache, QueryClient } from '@tanstack/react-query'
import { type FailureError, toFailureError } from './failure'

const staleTimeMs = 60_000

/**
 * The cache of what the open vault has shown. It lives in memory only and is cleared on lock.
 * Nothing is retried (a refusal stays one) and nothing waits for a network (there is none).
 *
 * @param onFailure called for every failed command that did not ask for silence with `meta.quiet`.
 */
export const createQueryClient = (onFailure: (error: FailureError) => void): QueryClient =>
  new QueryClient({
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (mutation.meta?.quiet !== true) onFailure(toFailureError(error))
      },
    }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        staleTime: staleTimeMs,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      // Inputs of commands may be secrets: none is kept once its caller is gone.
      mutations: { networkMode: 'always', retry: false, gcTime: 0 },
    },
  })
