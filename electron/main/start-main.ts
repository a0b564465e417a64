import type { BrowserWindow, MessagePortMain } from 'electron'
import texts from '../../resources/locales/en/shell.json'
import { channels } from '../../shared/contracts/channels'
import { createDispatch, type DispatchOptions } from '../../shared/contracts/dispatch'
import { type ShellEvent, shellContract } from '../../shared/contracts/shell'
import type { ElectronApi } from './electron-api'
import { createElectronDesktop } from './electron-desktop'
import { guardContents } from './guard-contents'
import { guardSession } from './guard-session'
import { watchSystemLock } from './lock-watcher'
import { openLink } from './open-link'
import { isSenderTrusted } from './policy/ipc-sender'
import { buildMenu } from './policy/menu'
import { quietSwitches } from './policy/network'
import { buildWindowOptions, partitionOf } from './policy/window-options'
import { createPageServer } from './serve-page'
import { createShellHandlers } from './shell-handlers'
import { createTrustedIpc } from './trusted-ipc'
import { createVaultSupervisor, type VaultProcess } from './vault-supervisor'

export const pageScheme = 'app'
export const pageOrigin = `${pageScheme}://conclave`
const pageUrl = `${pageOrigin}/`

export interface MainDeps {
  /** The built page, the preload script and where Chromium may keep what it must. */
  readonly pageFolder: string
  readonly preloadPath: string
  readonly profileFolder: string
  readonly platform: NodeJS.Platform
  startVaultProcess(): VaultProcess<MessagePortMain>
  readonly defects: DispatchOptions
  nowMs(): number
  startTimer(afterMs: number, run: () => void): () => void
  every(intervalMs: number, run: () => void): void
}

/** How long the window may take to save and lock before the vault is ended under it. */
const quitGraceMs = 2_500

/** Starts the desktop's side of the app. Everything before `ready` is in the order Electron needs. */
export const startMain = async (electron: ElectronApi, deps: MainDeps): Promise<void> => {
  const { app } = electron
  app.enableSandbox()
  app.setPath('userData', deps.profileFolder)
  for (const [name, value] of quietSwitches) app.commandLine.appendSwitch(name, value)
  electron.protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true } },
  ])
  if (!app.requestSingleInstanceLock()) return app.quit()

  await app.whenReady()
  await openApp(electron, deps)
}

const openApp = async (electron: ElectronApi, deps: MainDeps): Promise<void> => {
  const { app } = electron
  const isProduction = app.isPackaged
  const rules = { origin: pageOrigin, scheme: pageScheme, allowsDevTools: !isProduction }
  const servePage = createPageServer(deps.pageFolder, pageOrigin)

  // Before any window: contents that come into being later are guarded from their first moment.
  app.on('web-contents-created', (_event, contents) =>
    guardContents(contents, {
      pageUrl,
      openLink: (url) => void openLink(electron, window, url),
    }),
  )
  const uiSession = electron.session.fromPartition(partitionOf('ui'), { cache: false })
  await guardSession(uiSession, { ...rules, servePage })
  await guardSession(electron.session.defaultSession, { ...rules, servePage: null })

  const window = new electron.BrowserWindow(
    buildWindowOptions({ kind: 'ui', preloadPath: deps.preloadPath, isProduction }),
  )
  window.on('page-title-updated', (event) => event.preventDefault())
  window.once('ready-to-show', () => window.show())
  // A capture would hold a case; not on Linux, where no desktop honours it.
  window.setContentProtection(isProduction)

  const desktop = createElectronDesktop({ ...deps, electron, window })
  const supervisor = createVaultSupervisor<MessagePortMain>({
    ...deps,
    startProcess: deps.startVaultProcess,
    onReplaced: () => {
      onLockedOrReloaded()
      connectVault()
    },
    onGivenUp: () => {
      const incidentId = deps.defects.newIncidentId()
      deps.defects.reportDefect({ incidentId, row: '(vault)', errorName: 'GivenUp', frames: [] })
      const detail = texts.vault.goneDetail.replace('{{incidentId}}', incidentId)
      electron.dialog.showErrorBox(texts.vault.gone, detail)
      app.exit(1)
    },
  })
  const connectVault = (): void => {
    if (window.isDestroyed()) return
    const { port1, port2 } = new electron.MessageChannelMain()
    supervisor.connect(port1)
    window.webContents.postMessage(channels.vaultPort, null, [port2])
  }

  const tell = (event: ShellEvent): void => {
    if (!window.isDestroyed()) window.webContents.send(channels.shellEvent, event)
  }
  const requestLock = (reason: ShellEvent['reason']): void => {
    tell({ kind: 'lock-requested', reason })
    supervisor.lockSoon()
    void desktop.clipboard.clear()
  }

  let onLockedOrReloaded = (): void => {}
  const contentsId = window.webContents.id
  const ipc = createTrustedIpc(electron.ipcMain, (sender) =>
    isSenderTrusted(sender, { pageUrl, contentsId }),
  )
  const dispatch = createDispatch(shellContract, createShellHandlers(desktop), deps.defects)
  ipc.answer(channels.shell, (row, input) => dispatch(row, input))
  ipc.listen(channels.vaultWanted, () => {
    onLockedOrReloaded()
    connectVault()
  })

  electron.Menu.setApplicationMenu(
    electron.Menu.buildFromTemplate(
      buildMenu(
        { isMac: deps.platform === 'darwin', isProduction },
        {
          lock: () => requestLock('menu'),
          blank: () => pressKey(window, 'F8'),
          quit: () => app.quit(),
        },
      ),
    ),
  )
  watchSystemLock({
    powerMonitor: electron.powerMonitor,
    platform: deps.platform,
    every: deps.every,
    onLock: () => requestLock('system'),
  })
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.focus()
  })

  // The window saves and locks, then the vault ends, then the app: in this order, once.
  let ending: Promise<void> | null = null
  const end = async (): Promise<void> => {
    const saved = new Promise<void>((resolve) => {
      onLockedOrReloaded = resolve
      deps.startTimer(quitGraceMs, resolve)
    })
    tell({ kind: 'lock-requested', reason: 'quit' })
    await saved
    await desktop.clipboard.clear()
    await supervisor.stop()
    app.exit(0)
  }
  app.on('before-quit', (event) => {
    event.preventDefault()
    ending ??= end()
  })
  window.on('close', (event) => {
    event.preventDefault()
    app.quit()
  })
  window.webContents.on('render-process-gone', () => {
    if (ending === null) void window.loadURL(pageUrl)
  })

  await window.loadURL(pageUrl)
}

/** The window knows the key and what it does, wherever it runs. */
const pressKey = (window: BrowserWindow, keyCode: string): void => {
  window.webContents.sendInputEvent({ type: 'keyDown', keyCode })
  window.webContents.sendInputEvent({ type: 'keyUp', keyCode })
}
