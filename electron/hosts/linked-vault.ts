import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { Defect } from '../../shared/contracts/dispatch'
import { createLink } from '../../shared/contracts/link'
import { VaultEvent, vaultContract } from '../../shared/contracts/vault'
import { err, type Result } from '../../shared/errors/result'
import { createVaultSupervisor, type VaultSupervisor } from '../main/vault-supervisor'
import type { AppFiles } from './app-files'
import { startWorkerVault } from './chromium/worker-vault'
import { nodePort } from './node-port'
import { startTimer } from './timers'

export interface LinkedVaultOptions {
  readonly files: AppFiles
  readonly homeFolder: string
  readonly checkAnswers: boolean
  /** See `VaultInit`. */
  readonly allowsLoopback?: boolean
  reportDefect(defect: Defect): void
  onEvent(event: VaultEvent): void
  /** A fresh, locked vault has taken the place of one that ended. */
  onReplaced(): void
  /** The vault process ended again and again. What was acknowledged is on disk. */
  onGivenUp(): void
}

/**
 * A supervised vault in a worker of this process, and the one link to whichever runs now. It has no sync window and no
 * network unless whoever starts it connects some, to each process anew.
 */
export interface LinkedVault
  extends Pick<
    VaultSupervisor<MessagePort>,
    'connectSync' | 'connectNetwork' | 'lockSoon' | 'stop'
  > {
  /** Any row by its name; one that the contract does not have is refused. */
  call(row: string, input: unknown): Promise<Result<unknown>>
}

export const startLinkedVault = (options: LinkedVaultOptions): LinkedVault => {
  const { files, homeFolder, checkAnswers, allowsLoopback = false } = options
  const link = createLink(vaultContract, {
    schema: VaultEvent,
    listener: (event) => options.onEvent(event),
  })
  const connect = (): void => {
    const { port1, port2 } = new MessageChannel()
    link.attach(nodePort(port1))
    supervisor.connect(port2)
  }
  const supervisor = createVaultSupervisor({
    startProcess: () =>
      startWorkerVault(
        files.vaultScript,
        {
          homeFolder,
          resourcesFolder: files.resources,
          wasmPath: files.wasm,
          handoffPath: files.handoffPage,
          checkAnswers,
          allowsLoopback,
        },
        options.reportDefect,
      ),
    onReplaced: () => {
      connect()
      options.onReplaced()
    },
    onGivenUp: () => options.onGivenUp(),
    nowMs: () => performance.now(),
    startTimer,
  })
  connect()
  return {
    call: async (row, input) => {
      if (!Object.hasOwn(vaultContract, row)) return err({ code: 'contract/unknown-row' })
      const method = link.client[row as keyof typeof vaultContract]
      return (method as (given: unknown) => Promise<Result<unknown>>)(input)
    },
    connectSync: supervisor.connectSync,
    connectNetwork: supervisor.connectNetwork,
    lockSoon: supervisor.lockSoon,
    stop: supervisor.stop,
  }
}
