import type { BrowserWindow } from 'electron'
import { err, ok } from '../../shared/errors/result'
import type { Disk } from '../platform/disk'
import { createClipboardKeeper } from './clipboard-keeper'
import type { ElectronApi } from './electron-api'
import type { OfferedFiles } from './offered-files'
import { renewWindow } from './renew-window'
import { saveFile } from './save-file'
import type { Desktop } from './shell-handlers'

export interface ElectronDesktopDeps {
  readonly electron: Pick<ElectronApi, 'app' | 'clipboard' | 'dialog' | 'powerSaveBlocker'>
  readonly window: BrowserWindow
  readonly pageUrl: string
  readonly platform: string
  readonly disk: Disk
  readonly offered: OfferedFiles
  startTimer(afterMs: number, run: () => void): () => void
}

export const createElectronDesktop = (deps: ElectronDesktopDeps): Desktop => {
  const { app, clipboard, dialog, powerSaveBlocker } = deps.electron
  let blocker: number | null = null
  return {
    host: 'electron',
    appVersion: app.getVersion(),
    platform: deps.platform,
    offered: deps.offered,
    clipboard: createClipboardKeeper({
      clipboard: { read: () => clipboard.readText(), write: (text) => clipboard.writeText(text) },
      startTimer: deps.startTimer,
    }),
    chooseFolder: async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog(deps.window, {
        properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
      })
      return canceled ? null : (filePaths[0] ?? null)
    },
    saveFile: async (fileName, bytes) => {
      const { canceled, filePath } = await dialog.showSaveDialog(deps.window, {
        defaultPath: fileName,
        properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
      })
      if (canceled || filePath === '') return ok(null)
      const folder = await saveFile(deps.disk, filePath, bytes)
      return folder === null ? err({ code: 'shell/save-failed' }) : ok(folder)
    },
    print: () =>
      new Promise((resolve) => {
        deps.window.webContents.print({ silent: false }, (printed, reason) =>
          // A person who closed the dialog has seen it; that is no failure.
          resolve(printed || /cancel/i.test(reason)),
        )
      }),
    renew: () => void renewWindow(deps.window.webContents, deps.pageUrl),
    setBusy: (busy) => {
      if (busy) blocker ??= powerSaveBlocker.start('prevent-display-sleep')
      else if (blocker !== null) {
        powerSaveBlocker.stop(blocker)
        blocker = null
      }
    },
  }
}
