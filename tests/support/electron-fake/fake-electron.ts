import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions } from 'electron'
import type { ElectronApi } from '../../../electron/main/electron-api'
import { createPortPair, type FakePort } from '../fake-port'
import { Recorder } from './recorder'

type Handler = (...args: never[]) => unknown
type Listener = (...args: unknown[]) => void

/** One session: what main installed in it, by the name of the method that installed it. */
export class FakeSession extends EventEmitter {
  readonly handlers = new Map<string, Handler>()
  readonly #recorder: Recorder
  readonly name: string

  constructor(recorder: Recorder, name: string) {
    super()
    this.#recorder = recorder
    this.name = name
  }

  #install(name: string) {
    return (handler: Handler) => {
      this.handlers.set(name, handler)
    }
  }

  readonly setPermissionRequestHandler = this.#install('permissionRequest')
  readonly setPermissionCheckHandler = this.#install('permissionCheck')
  readonly setDevicePermissionHandler = this.#install('device')
  readonly setDisplayMediaRequestHandler = this.#install('displayMedia')
  readonly setBluetoothPairingHandler = this.#install('bluetooth')
  readonly setUSBProtectedClassesHandler = this.#install('usb')
  readonly webRequest = { onBeforeRequest: this.#install('beforeRequest') }
  readonly protocol = {
    handle: (scheme: string, handler: Handler) => {
      this.handlers.set(`protocol:${scheme}`, handler)
    },
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.#recorder.record(`${this.name}.setSpellCheckerEnabled`)(enabled)
  }
  async setProxy(config: object): Promise<void> {
    this.#recorder.record(`${this.name}.setProxy`)(config)
  }
}

export class FakeContents extends EventEmitter {
  readonly id: number
  readonly session: FakeSession
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null
  readonly sent: { channel: string; message: unknown }[] = []
  readonly ports: unknown[] = []
  keepsProcess = false
  #processId = 100
  readonly #recorder: Recorder
  readonly setWebRTCIPHandlingPolicy: (policy: string) => void
  readonly sendInputEvent: (event: object) => void

  constructor(recorder: Recorder, id: number, session: FakeSession) {
    super()
    this.#recorder = recorder
    this.id = id
    this.session = session
    this.setWebRTCIPHandlingPolicy = recorder.record('setWebRTCIPHandlingPolicy')
    this.sendInputEvent = recorder.record('sendInputEvent')
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler
  }
  loadURL(url: string): Promise<void> {
    this.#recorder.record('contents.loadURL')(url)
    // Every other site has a process of its own, unless the test says that it is kept.
    if (!this.keepsProcess) this.#processId += 1
    return Promise.resolve()
  }
  getOSProcessId(): number {
    return this.#processId
  }
  isDestroyed(): boolean {
    return false
  }
  forcefullyCrashRenderer(): void {
    this.#recorder.record('forcefullyCrashRenderer')()
    this.emit('render-process-gone', {}, { reason: 'crashed' })
  }
  send(channel: string, message: unknown): void {
    this.sent.push({ channel, message })
  }
  postMessage(channel: string, _message: unknown, ports: readonly unknown[]): void {
    this.ports.push({ channel, port: ports[0], ports })
    this.emit('port-posted', channel, ports[0])
  }
  print(options: object, answer: (printed: boolean, reason: string) => void): void {
    this.#recorder.record('print')(options)
    answer(false, 'Print job canceled')
  }
}

/** The whole of Electron as far as main uses it, recording. */
export const createFakeElectron = ({ isPackaged = true } = {}) => {
  const recorder = new Recorder()
  const sessions = new Map<string, FakeSession>()
  const sessionOf = (name: string): FakeSession => {
    const known = sessions.get(name) ?? new FakeSession(recorder, name)
    sessions.set(name, known)
    return known
  }
  const windows: FakeWindow[] = []
  const ipcHandlers = new Map<string, Handler>()
  const ipcListeners = new EventEmitter()
  const state = {
    clipboard: '',
    idle: 'active' as 'active' | 'idle' | 'locked',
    messageBoxAnswer: 0,
    folder: null as string | null,
    /** Where a file is saved; empty when the dialog is closed. */
    savePath: '',
    hasInstanceLock: true,
  }

  class FakeWindow extends EventEmitter {
    readonly webContents: FakeContents
    readonly options: BrowserWindowConstructorOptions
    #isDestroyed = false
    constructor(options: BrowserWindowConstructorOptions) {
      super()
      this.options = options
      const session = sessionOf(options.webPreferences?.partition ?? 'default')
      // The first window's contents have the number 7.
      this.webContents = new FakeContents(recorder, 7 + windows.length, session)
      windows.push(this)
      recorder.record('new BrowserWindow')(options)
      app.emit('web-contents-created', {}, this.webContents)
    }
    show(): void {
      recorder.record('show')(this.options.webPreferences?.partition)
    }
    readonly focus = recorder.record('focus')
    readonly restore = recorder.record('restore')
    readonly setContentProtection = recorder.record('setContentProtection')
    readonly loadURL = recorder.record('loadURL', Promise.resolve())
    isMinimized(): boolean {
      return true
    }
    isDestroyed(): boolean {
      return this.#isDestroyed
    }
    destroy(): void {
      this.#isDestroyed = true
      this.emit('closed')
    }
  }

  const app = Object.assign(new EventEmitter(), {
    isPackaged,
    commandLine: { appendSwitch: recorder.record('appendSwitch') },
    enableSandbox: recorder.record('enableSandbox'),
    setPath: recorder.record('setPath'),
    quit: recorder.record('quit'),
    exit: recorder.record('exit'),
    getVersion: () => '1.2.3',
    requestSingleInstanceLock: () => state.hasInstanceLock,
    /** With what the app listened for by then. */
    whenReady: async () =>
      recorder.record('whenReady')({
        listening: app.eventNames().filter((name) => name !== 'web-contents-created'),
      }),
  })

  const electron = {
    app,
    BrowserWindow: FakeWindow,
    clipboard: {
      readText: async () => state.clipboard,
      writeText: async (text: string) => {
        state.clipboard = text
      },
    },
    dialog: {
      showMessageBox: async (_window: unknown, options: object) => {
        recorder.record('showMessageBox')(options)
        return { response: state.messageBoxAnswer }
      },
      showOpenDialog: async () => ({
        canceled: state.folder === null,
        filePaths: state.folder === null ? [] : [state.folder],
      }),
      showSaveDialog: async (_window: unknown, options: object) => {
        recorder.record('showSaveDialog')(options)
        return { canceled: state.savePath === '', filePath: state.savePath }
      },
      showErrorBox: recorder.record('showErrorBox'),
    },
    ipcMain: {
      handle: (channel: string, handler: Handler) => ipcHandlers.set(channel, handler),
      on: (channel: string, listener: Listener) => ipcListeners.on(channel, listener),
    },
    Menu: {
      buildFromTemplate: (template: unknown) => template,
      setApplicationMenu: recorder.record('setApplicationMenu'),
    },
    MessageChannelMain: class {
      readonly port1: FakePort
      readonly port2: FakePort
      constructor() {
        ;[this.port1, this.port2] = createPortPair()
      }
    },
    powerMonitor: Object.assign(new EventEmitter(), { getSystemIdleState: () => state.idle }),
    powerSaveBlocker: {
      start: recorder.record('powerSaveBlocker.start', 4),
      stop: recorder.record('powerSaveBlocker.stop'),
    },
    protocol: { registerSchemesAsPrivileged: recorder.record('registerSchemesAsPrivileged') },
    session: {
      fromPartition: (name: string, options: object) => {
        recorder.record('fromPartition')(name, options)
        return sessionOf(name)
      },
      defaultSession: sessionOf('default'),
    },
    shell: { openExternal: recorder.record('openExternal', Promise.resolve()) },
  }

  return {
    electron: electron as unknown as ElectronApi,
    app,
    powerMonitor: electron.powerMonitor,
    recorder,
    sessions,
    windows,
    ipcHandlers,
    ipcListeners,
    state,
  }
}
