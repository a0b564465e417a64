import type { MessagePortMain } from 'electron'
import type { Port } from '../../shared/contracts/ports'
import { createClient } from '../../shared/contracts/rpc'
import { syncContract, syncPortMessage } from '../../shared/contracts/sync'
import type { ElectronApi } from './electron-api'
import { buildWindowOptions } from './policy/window-options'
import type { SyncPage } from './sync-supervisor'

export interface SyncWindowDeps {
  readonly pageUrl: string
  readonly preloadPath: string
  readonly isProduction: boolean
  openPort(port: MessagePortMain): Port
  /** Gives the vault that runs now its end of the channel to the page. */
  connectVault(port: MessagePortMain): void
}

/**
 * Opens the hidden window in Electron and hands it two ports once its page listens: main's and the vault's, which main
 * does not listen to. A page that never loads is none that the vault hears of.
 */
export const openSyncWindow = (
  electron: Pick<ElectronApi, 'BrowserWindow' | 'MessageChannelMain'>,
  deps: SyncWindowDeps,
): SyncPage => {
  const window = new electron.BrowserWindow(buildWindowOptions({ kind: 'sync', ...deps }))
  const { port1, port2 } = new electron.MessageChannelMain()
  const port = deps.openPort(port1)
  let tellGone = (): void => {}
  window.on('closed', () => tellGone())
  window.webContents.on('render-process-gone', () => tellGone())
  window.loadURL(deps.pageUrl).then(
    () => {
      if (window.isDestroyed()) return
      const link = new electron.MessageChannelMain()
      deps.connectVault(link.port1)
      window.webContents.postMessage(syncPortMessage, null, [port2, link.port2])
    },
    () => tellGone(),
  )
  return {
    client: createClient(syncContract, port),
    onGone: (listener) => {
      tellGone = listener
    },
    close: () => {
      port.close()
      if (!window.isDestroyed()) window.destroy()
    },
  }
}
