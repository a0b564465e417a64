import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { FailureError } from '../client/client'
import { ErrorState } from './ErrorState'
import { LoadingState } from './LoadingState'

interface QueryStateProps<T> {
  readonly query: UseQueryResult<T, FailureError>
  readonly children: (data: T) => ReactNode
  /** Grey lines while loading. */
  readonly lines?: number
}

/** A read's three faces: loading, failed with a way to try again, and the data. */
export const QueryState = <T,>({ query, children, lines }: QueryStateProps<T>) => {
  if (query.isPending) return <LoadingState {...(lines === undefined ? {} : { lines })} />
  if (query.isError) {
    return <ErrorState failure={query.error.failure} onRetry={() => void query.refetch()} />
  }
  return children(query.data)
}
