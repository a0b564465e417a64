import { type UseMutationResult, useQueryClient } from '@tanstack/react-query'
import { useVaultCommand, type VaultCommandOptions, type VaultOutput } from './client'
import type { FailureError } from './failure'
import type { VaultInput } from './query-keys'

/** Takes in a bundle. What it brings may be about anything, so everything on screen is read again. */
export const useImportBundle = (
  options: VaultCommandOptions<'bundle.import'> = {},
): UseMutationResult<VaultOutput<'bundle.import'>, FailureError, VaultInput<'bundle.import'>> => {
  const queryClient = useQueryClient()
  return useVaultCommand('bundle.import', {
    ...options,
    onDone: (output, input) => {
      void queryClient.invalidateQueries()
      options.onDone?.(output, input)
    },
  })
}
