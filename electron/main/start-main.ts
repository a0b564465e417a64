import type { BrowserWindow, MessagePortMain, Session } from 'electron'
import texts from '../../resources/locales/en/shell.json'
import { channels } from '../../shared/contracts/channels'
import { createDispatch, type DispatchOptions } from '../../shared/contracts/dispatch'
import type { Port } from '../../shared/contracts/ports'
import { type LockRequest, type ShellEvent, shellContract } from '../../shared/contracts/shell'
import { syncPageOrigins } from '../../shared/contracts/sync'
import type { Disk } from '../platform/disk'
import type { ElectronApi } from './electron-api'
import { createElectronDesktop } from './electron-desktop'
import { guardContents } from './guard-contents'
import { guardSession } from './guard-session'
import { watchSystemLock } from './lock-watcher'
import { createMeetingNetwork } from './meeting/meeting-network'
import type { NetworkDeps } from './meeting/network-deps'
import { createOfferedFiles, type OfferedFiles } from './offered-files'
import { openLink } from './open-link'
import { isSenderTrusted } from './policy/ipc-sender'
import { buildMenu } from './policy/menu'
import { linkingSwitches } from './policy/network'
import { buildWindowOptions, partitionOf, type WindowKind } from './policy/window-options'
import { createPageServer } from './serve-page'
import { createShellHandlers } from './shell-handlers'
import { createSyncSupervisor } from './sync-supervisor'
import { openSyncWindow } from './sync-window'
import { createTrustedIpc } from './trusted-ipc'
import { createVaultSupervisor, type VaultProcess } from './vault-supervisor'

const pageScheme = 'app'
/** One name a page, so that the pages are different origins. */
const origins: Readonly<Record<WindowKind, string>> = {
  ui: `${pageScheme}://conclave`,
  sync: syncPageOrigins.electron,
}
const pageUrl = `${origins.ui}/`

export interface MainDeps {
  /** The built page and the preload script of every window. */
  readonly windows: Readonly<
    Record<WindowKind, { readonly pageFolder: string; readonly preloadPath: string }>
  >
  /** Where Chromium may keep what it must. */
  readonly profileFolder: string
  readonly platform: NodeJS.Platform
  readonly disk: Disk
  /** What this process was started with, its own name included, and in which folder. */
  readonly startedWith: { readonly args: readonly string[]; readonly folder: string }
  startVaultProcess(): VaultProcess<MessagePortMain>
  /** Main's own end of a channel to the sync window. */
  openPort(port: MessagePortMain): Port
  /** See `createMeetingNetwork`. */
  readonly network: Pick<NetworkDeps, 'networkInterfaces' | 'openMulticast'>
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
  for (const [name, value] of linkingSwitches) app.commandLine.appendSwitch(name, value)
  electron.protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true } },
  ])
  if (!app.requestSingleInstanceLock()) return app.quit()

  const offered = createOfferedFiles(deps.disk)
  // A Mac hands over the file of the first double click before it says that it is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    void offered.offer([path], deps.startedWith.folder)
  })
  void offered.offer(deps.startedWith.args, deps.startedWith.folder)

  await app.whenReady()
  await openApp(electron, deps, offered)
}

const openApp = async (
  electron: ElectronApi,
  deps: MainDeps,
  offered: OfferedFiles,
): Promise<void> => {
  const { app } = electron
  const isProduction = app.isPackaged
  const sessions = await guardSessions(electron, deps, isProduction)

  // Before any window: contents that come into being later are guarded from their first moment.
  app.on('web-contents-created', (_event, contents) =>
    guardContents(
      contents,
      contents.session === sessions.sync
        ? { kind: 'sync', pageUrl: null, openLink: () => {} }
        : { kind: 'ui', pageUrl, openLink: (url) => void openLink(electron, window, url) },
    ),
  )

  const window = new electron.BrowserWindow(
    buildWindowOptions({ kind: 'ui', preloadPath: deps.windows.ui.preloadPath, isProduction }),
  )
  window.on('page-title-updated', (event) => event.preventDefault())
  window.once('ready-to-show', () => window.show())
  // A capture would hold a case; not on Linux, where no desktop honours it.
  window.setContentProtection(isProduction)

  const desktop = createElectronDesktop({ ...deps, electron, window, pageUrl, offered })
  const reportGivenUp = (row: string): string => {
    const incidentId = deps.defects.newIncidentId()
    deps.defects.reportDefect({ incidentId, row, errorName: 'GivenUp', frames: [] })
    return incidentId
  }
  const sync = createSyncSupervisor({
    ...deps,
    openPage: () =>
      openSyncWindow(electron, {
        pageUrl: `${origins.sync}/`,
        preloadPath: deps.windows.sync.preloadPath,
        isProduction,
        openPort: deps.openPort,
        connectVault: (port) => supervisor.connectSync(port),
      }),
    // Cases are worked on without it.
    onGivenUp: () => void reportGivenUp('(sync)'),
  })
  const network = createMeetingNetwork(
    { ...deps, ...deps.network, origins: Object.values(syncPageOrigins), allowsLoopback: false },
    deps.defects,
  )
  const supervisor = createVaultSupervisor<MessagePortMain>({
    ...deps,
    startProcess: deps.startVaultProcess,
    onReplaced: () => {
      onLockedOrReloaded()
      connectVault()
      connectNetwork()
      sync.renew()
    },
    onGivenUp: () => {
      const incidentId = reportGivenUp('(vault)')
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

  const connectNetwork = (): void => {
    const { port1, port2 } = new electron.MessageChannelMain()
    network.serve(deps.openPort(port1))
    supervisor.connectNetwork(port2)
  }
  connectNetwork()

  const tell = (event: ShellEvent): void => {
    if (!window.isDestroyed()) window.webContents.send(channels.shellEvent, event)
  }
  const requestLock = (reason: LockRequest['reason']): void => {
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
  const comeForward = (): void => {
    if (window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.focus()
  }
  app.on('second-instance', (_event, args, folder) => {
    comeForward()
    void offered.offer(args, folder)
  })
  offered.onOffered(() => {
    tell({ kind: 'file-offered' })
    comeForward()
  })

  // The network first; then the window saves and locks, the vault ends and the app: in this order, once.
  let ending: Promise<void> | null = null
  const end = async (): Promise<void> => {
    sync.stop()
    const hasLeftNetwork = network.stop()
    const saved = new Promise<void>((resolve) => {
      onLockedOrReloaded = resolve
      deps.startTimer(quitGraceMs, resolve)
    })
    tell({ kind: 'lock-requested', reason: 'quit' })
    await Promise.all([saved, hasLeftNetwork])
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

  const loaded = window.loadURL(pageUrl)
  sync.renew()
  await loaded
}

/** One session a window, in memory, which serves that window's page alone. */
const guardSessions = async (
  electron: ElectronApi,
  deps: MainDeps,
  isProduction: boolean,
): Promise<Record<WindowKind, Session>> => {
  const rulesOf = (kind: WindowKind) =>
    ({ kind, origin: origins[kind], scheme: pageScheme, allowsDevTools: !isProduction }) as const
  const guardOwn = async (kind: WindowKind): Promise<Session> => {
    const session = electron.session.fromPartition(partitionOf(kind), { cache: false })
    const source = { kind, folder: deps.windows[kind].pageFolder, origin: origins[kind] }
    await guardSession(session, { ...rulesOf(kind), servePage: createPageServer(source) })
    return session
  }
  await guardSession(electron.session.defaultSession, { ...rulesOf('ui'), servePage: null })
  return { ui: await guardOwn('ui'), sync: await guardOwn('sync') }
}

/** The window knows the key and what it does, wherever it runs. */
const pressKey = (window: BrowserWindow, keyCode: string): void => {
  window.webContents.sendInputEvent({ type: 'keyDown', keyCode })
  window.webContents.sendInputEvent({ type: 'keyUp', keyCode })
}
