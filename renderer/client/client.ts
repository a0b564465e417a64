import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import type { Bridge } from '../../shared/contracts/bridge'
import type { InputOf, OutputOf } from '../../shared/contracts/contract'
import type { ShellContract } from '../../shared/contracts/shell'
import type { VaultContract } from '../../shared/contracts/vault'
import type { Failure, Result } from '../../shared/errors/result'
import { useClient } from './bridge'
import { FailureError, toFailureError } from './failure'
import { type VaultInput, type VaultRow, vaultKey } from './query-keys'

export { useClient } from './bridge'
export { FailureError, toFailureError } from './failure'
export { vaultKey } from './query-keys'

export type VaultOutput<K extends VaultRow> = OutputOf<VaultContract[K]>
export type ShellRow = keyof ShellContract & string

const unwrapOrThrow = async <T>(answer: Promise<Result<T, Failure>>): Promise<T> => {
  let result: Result<T, Failure>
  try {
    result = await answer
  } catch (thrown) {
    throw toFailureError(thrown)
  }
  if (!result.ok) throw new FailureError(result.error)
  return result.value
}

/**
 * Calls one row of the vault.
 * @returns its value. Throws {@link FailureError} with the row's code.
 */
export const callVault = <K extends VaultRow>(
  bridge: Bridge,
  row: K,
  input: VaultInput<K>,
): Promise<VaultOutput<K>> => {
  const method = bridge.vault[row] as (
    input: VaultInput<K>,
  ) => Promise<Result<VaultOutput<K>, Failure>>
  return unwrapOrThrow(method(input))
}

/** Calls one row of the shell. As {@link callVault}. */
export const callShell = <K extends ShellRow>(
  bridge: Bridge,
  row: K,
  input: InputOf<ShellContract[K]>,
): Promise<OutputOf<ShellContract[K]>> => {
  const method = bridge.shell[row] as (
    input: InputOf<ShellContract[K]>,
  ) => Promise<Result<OutputOf<ShellContract[K]>, Failure>>
  return unwrapOrThrow(method(input))
}

export interface VaultQueryOptions {
  readonly enabled?: boolean
  /** Shows the answer to the previous input while the next one loads (lists, search). */
  readonly keepPrevious?: boolean
  /** How long the answer stays in memory unused; 0 for what was opened by an explicit act. */
  readonly gcTimeMs?: number
  readonly staleTimeMs?: number
  readonly refetchIntervalMs?: number
}

/** Reads a row and reads it again when the vault says that it changed. */
export const useVaultQuery = <K extends VaultRow>(
  row: K,
  input: VaultInput<K>,
  options: VaultQueryOptions = {},
): UseQueryResult<VaultOutput<K>, FailureError> => {
  const bridge = useClient()
  return useQuery<VaultOutput<K>, FailureError>({
    queryKey: vaultKey(row, input),
    queryFn: () => callVault(bridge, row, input),
    ...(options.enabled === undefined ? {} : { enabled: options.enabled }),
    ...(options.gcTimeMs === undefined ? {} : { gcTime: options.gcTimeMs }),
    ...(options.staleTimeMs === undefined ? {} : { staleTime: options.staleTimeMs }),
    ...(options.refetchIntervalMs === undefined
      ? {}
      : { refetchInterval: options.refetchIntervalMs }),
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
  })
}

/** Reads a row of the shell, once: what the host says of itself does not change while it runs. */
export const useShellQuery = <K extends ShellRow>(
  row: K,
  input: InputOf<ShellContract[K]>,
): UseQueryResult<OutputOf<ShellContract[K]>, FailureError> => {
  const bridge = useClient()
  return useQuery<OutputOf<ShellContract[K]>, FailureError>({
    queryKey: [row, input],
    queryFn: () => callShell(bridge, row, input),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export interface VaultCommandOptions<K extends VaultRow> {
  readonly onDone?: (output: VaultOutput<K>, input: VaultInput<K>) => void
  readonly onFailure?: (error: FailureError, input: VaultInput<K>) => void
  /** The caller shows the failure itself: no toast. */
  readonly quiet?: boolean
}

/**
 * Runs a command. A failure shows as a toast unless `quiet`. What the command changed is read
 * again because the vault says so in an event, not because the caller remembered to ask.
 */
export const useVaultCommand = <K extends VaultRow>(
  row: K,
  options: VaultCommandOptions<K> = {},
): UseMutationResult<VaultOutput<K>, FailureError, VaultInput<K>> => {
  const bridge = useClient()
  return useMutation<VaultOutput<K>, FailureError, VaultInput<K>>({
    mutationFn: (input) => callVault(bridge, row, input),
    meta: { quiet: options.quiet === true },
    onSuccess: (output, input) => options.onDone?.(output, input),
    onError: (error, input) => options.onFailure?.(error, input),
  })
}
