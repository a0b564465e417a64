import type { IpcRenderer } from 'electron'
import { syncPortMessage } from '../../shared/contracts/sync'

/** The part of a window that takes a message to the page's own world. */
export interface PageWindow {
  readonly location: { readonly origin: string }
  postMessage(message: unknown, origin: string, transfer: Transferable[]): void
}

/**
 * Gives the sync page the port that main sends, and nothing else: there is no bridge in its world,
 * no method to call main with and nothing of Electron.
 */
export const handOverPort = (ipc: Pick<IpcRenderer, 'on'>, page: PageWindow): void => {
  ipc.on(syncPortMessage, ({ ports: [port] }) => {
    if (port !== undefined) page.postMessage(syncPortMessage, page.location.origin, [port])
  })
}
