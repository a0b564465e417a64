import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { VaultEvent } from '../../shared/contracts/vault'
import { useClient } from './bridge'
import { type VaultRow, vaultKey } from './query-keys'

const casesRows: readonly VaultRow[] = ['case.list', 'case.search']
const caseRows = ['case.get', 'case.history', 'case.openSafety'] as const

const isAboutCase = (input: unknown, caseId: string): boolean =>
  typeof input === 'object' && input !== null && 'caseId' in input && input.caseId === caseId

const invalidateRows = (queryClient: QueryClient, rows: readonly VaultRow[]): void => {
  for (const row of rows) void queryClient.invalidateQueries({ queryKey: vaultKey(row) })
}

/** Reads again what an event of the vault made stale. */
export const applyVaultEvent = (queryClient: QueryClient, event: VaultEvent): void => {
  switch (event.kind) {
    case 'session-changed':
      // Founding, unlocking, adopting a playbook, going read-only: everything may look different.
      void queryClient.invalidateQueries()
      return
    case 'cases-changed':
      invalidateRows(queryClient, casesRows)
      return
    case 'case-changed':
      invalidateRows(queryClient, casesRows)
      for (const row of caseRows) {
        void queryClient.invalidateQueries({
          predicate: ({ queryKey }) =>
            queryKey[0] === row && isAboutCase(queryKey[1], event.caseId),
        })
      }
      return
    case 'intakes-changed':
      invalidateRows(queryClient, ['intake.list', 'vault.status', 'vault.list'])
      return
    case 'progress':
      return
  }
}

export const useVaultEvents = (): void => {
  const bridge = useClient()
  const queryClient = useQueryClient()
  useEffect(
    () => bridge.onVaultEvent((event) => applyVaultEvent(queryClient, event)),
    [bridge, queryClient],
  )
}
