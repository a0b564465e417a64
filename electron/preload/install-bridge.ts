import type { ContextBridge, IpcRenderer } from 'electron'
import { channels } from '../../shared/contracts/channels'
import { createLink } from '../../shared/contracts/link'
import type { Port } from '../../shared/contracts/ports'
import { createMethods, readAnswer } from '../../shared/contracts/rpc'
import { ShellEvent, shellContract } from '../../shared/contracts/shell'
import { VaultEvent, vaultContract } from '../../shared/contracts/vault'
import { buildBridge, createEmitter } from './bridge'
import { removeWebrtc } from './remove-webrtc'

type Exposer = Pick<ContextBridge, 'exposeInMainWorld' | 'executeInMainWorld'>
type Ipc = Pick<IpcRenderer, 'invoke' | 'on' | 'send'>

const domPort = (port: MessagePort): Port => {
  let closedHere = false
  return {
    post: (message) => port.postMessage(message),
    on: (listener) => {
      port.onmessage = (event) => listener(event.data)
    },
    onClose: (listener) =>
      port.addEventListener('close', () => {
        if (!closedHere) listener()
      }),
    close: () => {
      closedHere = true
      port.close()
    },
  }
}

/**
 * Puts `window.conclave` on the page. No object of an event, no port and nothing of Electron is
 * reachable through it. Vault calls travel on a port that main hands over and cannot read.
 */
export const installBridge = (exposer: Exposer, ipc: Ipc): void => {
  const vaultEvents = createEmitter<VaultEvent>()
  const shellEvents = createEmitter<ShellEvent>()

  const link = createLink(vaultContract, { schema: VaultEvent, listener: vaultEvents.emit })
  ipc.on(channels.vaultPort, (event) => {
    const port = event.ports[0]
    if (port === undefined) return
    link.attach(domPort(port))
    // A fresh vault process is locked, whatever the one before it was.
    vaultEvents.emit({ kind: 'session-changed' })
  })

  const shell = createMethods(shellContract, async (row, input) =>
    readAnswer(await ipc.invoke(channels.shell, row, input).catch(() => null)),
  )
  ipc.on(channels.shellEvent, (_event, message: unknown) => {
    const parsed = ShellEvent.safeParse(message)
    if (parsed.success) shellEvents.emit(parsed.data)
  })

  exposer.executeInMainWorld({ func: removeWebrtc })
  exposer.exposeInMainWorld(
    'conclave',
    buildBridge({ vault: link.client, shell, vaultEvents, shellEvents }),
  )
  ipc.send(channels.vaultWanted)
}
