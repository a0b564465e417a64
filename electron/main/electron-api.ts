import type * as Electron from 'electron'

/**
 * The parts of Electron that main uses, handed over instead of imported: every rule of main is
 * tested on a recording fake, without Electron's binary.
 */
export type ElectronApi = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'clipboard'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'MessageChannelMain'
  | 'powerMonitor'
  | 'powerSaveBlocker'
  | 'protocol'
  | 'session'
  | 'shell'
>
