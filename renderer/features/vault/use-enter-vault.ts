import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { SessionStatus } from '../../../shared/contracts/views'
import { vaultKey } from '../../client/client'

/** Takes the answer of an unlock at once, so that no lock screen flashes while it is asked for again. */
export const useEnterVault = (): ((status: SessionStatus) => void) => {
  const queryClient = useQueryClient()
  return useCallback(
    (status) => queryClient.setQueryData(vaultKey('vault.status', {}), status),
    [queryClient],
  )
}
