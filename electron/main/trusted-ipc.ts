import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron'
import { err } from '../../shared/errors/result'
import type { Sender } from './policy/ipc-sender'

/** Electron's IPC behind one check. Nothing else in the project listens to it. */
export interface TrustedIpc {
  /** A sender that is not trusted is answered with a code, and its call goes no further. */
  answer(channel: string, answer: (...args: readonly unknown[]) => Promise<unknown>): void
  listen(channel: string, listener: () => void): void
}

const senderOf = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): Sender => ({
  contentsId: sender.id,
  frame:
    senderFrame === null || senderFrame.isDestroyed()
      ? null
      : { url: senderFrame.url, isMainFrame: senderFrame.parent === null },
})

export const createTrustedIpc = (
  ipcMain: IpcMain,
  isTrusted: (sender: Sender) => boolean,
): TrustedIpc => ({
  answer: (channel, answer) =>
    ipcMain.handle(channel, (event, ...args: readonly unknown[]) =>
      isTrusted(senderOf(event)) ? answer(...args) : err({ code: 'host/sender-refused' }),
    ),
  listen: (channel, listener) => {
    ipcMain.on(channel, (event) => {
      if (isTrusted(senderOf(event))) listener()
    })
  },
})
