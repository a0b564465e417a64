import { type MessagePort, Worker } from 'node:worker_threads'
import type { Defect } from '../../../shared/contracts/dispatch'
import type { VaultProcess } from '../../main/vault-supervisor'
import type { HostMessage, VaultInit, VaultMessage } from '../vault-messages'

/** Starts the vault in a worker of this process. */
export const startWorkerVault = (
  script: string,
  init: VaultInit,
  reportDefect: (defect: Defect) => void,
): VaultProcess<MessagePort> => {
  const worker = new Worker(script)
  const post = (message: HostMessage): void => worker.postMessage(message)
  const connect = (kind: HostMessage['kind'], port: MessagePort): void =>
    worker.postMessage({ kind, port }, [port])
  worker.on('message', (message: VaultMessage) => reportDefect(message.defect))
  // Without a listener an error of the worker would end this process; `exit` follows it.
  worker.on('error', (error) =>
    reportDefect({
      incidentId: 'vault-process',
      row: '(process)',
      errorName: error.name,
      frames: [],
    }),
  )
  post({ kind: 'init', init })
  return {
    connect: (port) => connect('connect', port),
    connectSync: (port) => connect('connect-sync', port),
    connectNetwork: (port) => connect('connect-network', port),
    lock: () => post({ kind: 'lock' }),
    stop: () => post({ kind: 'stop' }),
    kill: () => void worker.terminate(),
    onExit: (listener) => {
      worker.once('exit', (code) => listener(code === 0))
    },
  }
}
