import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { VaultEvent } from '../../shared/contracts/vault'
import { useClient } from './bridge'
import { type VaultRow, vaultKey } from './query-keys'

const casesRows: readonly VaultRow[] = ['case.list', 'case.search']
const caseRows = [
  'case.get',
  'case.history',
  'case.openSafety',
  'case.access',
  'case.checkTies',
] as const
const waitingRows: readonly VaultRow[] = ['waiting.list', 'bundle.targets', 'refused.list']
/** Names of members, and who counts as one, stand in everything that is listed here. */
const committeeRows: readonly VaultRow[] = [
  'committee.get',
  'member.list',
  'invitation.list',
  'request.list',
  'removal.list',
  'offboarding.list',
  'case.access',
  'meeting.view',
  'meeting.servers',
]
const noticesRows: readonly VaultRow[] = [
  'notice.list',
  'notice.get',
  'handover.list',
  'case.access',
  'case.checkTies',
]

const isAboutText = (input: unknown, caseId: string, name: string): boolean =>
  isAboutCase(input, caseId) && (input as { readonly name?: unknown }).name === name

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
      invalidateRows(queryClient, [...casesRows, ...waitingRows])
      return
    case 'case-changed':
      invalidateRows(queryClient, [...casesRows, ...waitingRows])
      for (const row of caseRows) {
        void queryClient.invalidateQueries({
          predicate: ({ queryKey }) =>
            queryKey[0] === row && isAboutCase(queryKey[1], event.caseId),
        })
      }
      return
    case 'copies-changed':
      invalidateRows(queryClient, ['case.get', 'case.access', ...waitingRows])
      return
    case 'intakes-changed':
      invalidateRows(queryClient, ['intake.list', 'vault.status', 'vault.list'])
      return
    case 'committee-changed':
      invalidateRows(queryClient, [...committeeRows, ...noticesRows, ...waitingRows])
      return
    case 'notices-changed':
      invalidateRows(queryClient, [...noticesRows, ...waitingRows])
      return
    case 'meeting-changed':
      invalidateRows(queryClient, ['meeting.view'])
      return
    case 'cursors-changed':
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) =>
          queryKey[0] === 'text.cursors' && isAboutText(queryKey[1], event.caseId, event.name),
      })
      return
    case 'vault-closed':
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
