import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { vaultKey } from '../../client/client'

/** Looks at this laptop's vaults again. */
export const useRefreshVaults = (): (() => void) => {
  const queryClient = useQueryClient()
  return useCallback(
    () => void queryClient.invalidateQueries({ queryKey: vaultKey('vault.list') }),
    [queryClient],
  )
}
