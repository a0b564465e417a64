import type { IpcRenderer } from 'electron'
import { syncPortMessage } from '../../shared/contracts/sync'

/** The part of a window that takes a message to the page's own world. */
export interface PageWindow {
  readonly location: { readonly origin: string }
  postMessage(message: unknown, origin: string, transfer: Transferable[]): void
}

/**
 * Gives the sync page the two ports that main sends, its own and the vault's, and nothing else: there is no bridge
 * in its world, no method to call main with and nothing of Electron.
 */
export const handOverPorts = (ipc: Pick<IpcRenderer, 'on'>, page: PageWindow): void => {
  ipc.on(syncPortMessage, ({ ports: [control, link] }) => {
    if (control === undefined || link === undefined) return
    page.postMessage(syncPortMessage, page.location.origin, [control, link])
  })
}
