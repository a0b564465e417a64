import { useQueries } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { CaseRow } from '../../../shared/contracts/views'
import type { Failure } from '../../../shared/errors/result'
import { callVault, useClient, type VaultOutput, vaultKey } from '../../client/client'
import type { ListView } from './list-view'

/** Rows of one read. A screen shows about twenty. */
const pageRows = 100

export interface CaseWindow {
  /** The row at a place of the list; `null` while it is being read. */
  readonly rowAt: (index: number) => CaseRow | null
  /** `null` until the first answer. */
  readonly total: number | null
  readonly unfilteredTotal: number
  readonly failure: Failure | null
  readonly retry: () => void
}

/** Reads the pages of the list that are on screen, and no other. */
export const useCaseWindow = (view: ListView, first: number, last: number): CaseWindow => {
  const bridge = useClient()
  const firstPage = Math.floor(Math.max(0, first) / pageRows)
  const lastPage = Math.max(firstPage, Math.floor(Math.max(0, last) / pageRows))
  const pages = Array.from({ length: lastPage - firstPage + 1 }, (_, at) => firstPage + at)
  const results = useQueries({
    queries: pages.map((page) => {
      const input = { ...view, offset: page * pageRows, limit: pageRows }
      return {
        queryKey: vaultKey('case.list', input),
        queryFn: () => callVault(bridge, 'case.list', input),
      }
    }),
  })
  const answer = results.find(({ data }) => data !== undefined)?.data
  // While another order is being read, the list keeps its length and does not jump.
  const [previous, setPrevious] = useState<VaultOutput<'case.list'> | null>(null)
  useEffect(() => {
    if (answer !== undefined) setPrevious(answer)
  }, [answer])
  const known = answer ?? previous
  const failed = results.find(({ error }) => error !== null)
  return {
    rowAt: (index) => {
      const page = Math.floor(index / pageRows)
      return results[page - firstPage]?.data?.rows[index - page * pageRows] ?? null
    },
    total: known?.total ?? null,
    unfilteredTotal: known?.unfilteredTotal ?? 0,
    failure: failed?.error?.failure ?? null,
    retry: () => {
      for (const result of results) void result.refetch()
    },
  }
}
