import { randomUUID } from 'node:crypto'
import { parentPort, type MessagePort as WorkerPort } from 'node:worker_threads'
import { describeDefect } from '../../shared/contracts/dispatch'
import { createNodeKdfWorker } from '../vault/crypto/kdf-in-worker'
import { startVault } from '../vault/start'
import { electronPort } from './electron-port'
import { hardenProcess } from './harden-process'
import { nodePort } from './node-port'
import { runVault, type StartVault, type VaultParent } from './run-vault'
import type { HostMessage } from './vault-messages'

// Entry of the process that alone holds keys: a utility process of Electron, a worker elsewhere.

const startFor =
  (parent: VaultParent): StartVault =>
  (init, emit) =>
    startVault({
      homeFolder: init.homeFolder,
      resourcesFolder: init.resourcesFolder,
      wasmPath: init.wasmPath,
      handoffPath: init.handoffPath,
      createKdfWorker: createNodeKdfWorker(new URL('./kdf-worker.js', import.meta.url)),
      emit,
      now: Date.now,
      allowsLoopback: init.allowsLoopback ?? false,
      reportDefect: (thrown) =>
        parent.post({ kind: 'defect', defect: describeDefect(thrown, '(meeting)', randomUUID()) }),
    })

const run = (parent: VaultParent): void => runVault(parent, startFor(parent))

const utilityParent = (port: NonNullable<typeof process.parentPort>): VaultParent => ({
  on: (listener) =>
    port.on('message', ({ data, ports }) => {
      const [first] = ports
      listener(data as HostMessage, first === undefined ? null : electronPort(first))
    }),
  post: (message) => port.postMessage(message),
  exit: (code) => process.exit(code),
})

const workerParent = (port: WorkerPort): VaultParent => ({
  on: (listener) =>
    port.on('message', (message: HostMessage & { readonly port?: WorkerPort }) =>
      listener(message, message.port === undefined ? null : nodePort(message.port)),
    ),
  post: (message) => port.postMessage(message),
  exit: (code) => process.exit(code),
})

if (parentPort !== null) {
  run(workerParent(parentPort))
} else {
  hardenProcess()
  run(utilityParent(process.parentPort))
}
