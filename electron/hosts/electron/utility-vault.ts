import type * as Electron from 'electron'
import type { MessagePortMain } from 'electron'
import type { Defect } from '../../../shared/contracts/dispatch'
import type { VaultProcess } from '../../main/vault-supervisor'
import type { HostMessage, VaultInit, VaultMessage } from '../vault-messages'

export interface UtilityVaultDeps {
  readonly utilityProcess: Pick<(typeof Electron)['utilityProcess'], 'fork'>
  readonly script: string
  readonly init: VaultInit
  reportDefect(defect: Defect): void
}

/** Nothing of the desktop's environment but what Node needs to run. */
const keptVariables = ['HOME', 'LANG', 'PATH', 'SYSTEMROOT', 'TEMP', 'TMP', 'TMPDIR', 'TZ']

const pickEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(keptVariables.map((name) => [name, process.env[name]]))

/** Starts the vault in a process of its own, without a window and without the desktop's network. */
export const startUtilityVault = (deps: UtilityVaultDeps): VaultProcess<MessagePortMain> => {
  const child = deps.utilityProcess.fork(deps.script, [], {
    serviceName: 'Conclave Vault',
    stdio: 'ignore',
    env: pickEnvironment(),
  })
  const post = (message: HostMessage, ports?: MessagePortMain[]): void =>
    child.postMessage(message, ports)
  child.on('message', (message: VaultMessage) => deps.reportDefect(message.defect))
  post({ kind: 'init', init: deps.init })
  return {
    connect: (port) => post({ kind: 'connect' }, [port]),
    connectSync: (port) => post({ kind: 'connect-sync' }, [port]),
    connectNetwork: (port) => post({ kind: 'connect-network' }, [port]),
    lock: () => post({ kind: 'lock' }),
    stop: () => post({ kind: 'stop' }),
    kill: () => void child.kill(),
    onExit: (listener) => {
      child.once('exit', (code) => listener(code === 0))
    },
  }
}
