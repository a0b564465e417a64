import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import { callShell, useClient } from './client'
import type { FailureError } from './failure'

export interface FileToSave {
  readonly fileName: string
  readonly bytes: Uint8Array
}

/**
 * Asks where, and writes a file that travels.
 * Its answer is the place, or `null` when the dialog was closed. A failure shows as a toast.
 */
export const useSaveFile = (): UseMutationResult<string | null, FailureError, FileToSave> => {
  const bridge = useClient()
  return useMutation<string | null, FailureError, FileToSave>({
    mutationFn: ({ fileName, bytes }) => callShell(bridge, 'shell.saveFile', { fileName, bytes }),
  })
}
