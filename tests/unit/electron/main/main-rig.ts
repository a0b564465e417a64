import { resolve } from 'node:path'
import type { MessagePortMain } from 'electron'
import { type MainDeps, startMain } from '../../../../electron/main/start-main'
import type { VaultProcess } from '../../../../electron/main/vault-supervisor'
import { createNodeDisk } from '../../../../electron/platform/node-disk'
import { createSyncHandlers } from '../../../../electron/sync/sync-handlers'
import { serveContract } from '../../../../shared/contracts/rpc'
import { type SyncHandlers, syncContract } from '../../../../shared/contracts/sync'
import { err } from '../../../../shared/errors/result'
import { createFakeElectron, type FakeContents } from '../../../support/electron-fake/fake-electron'
import type { FakePort } from '../../../support/fake-port'

/** A vault process that only remembers what it was told. */
export class FakeVaultProcess implements VaultProcess<MessagePortMain> {
  readonly told: string[] = []
  /** Its end of every channel to a sync window, and to main's network service. */
  readonly syncPorts: FakePort[] = []
  readonly networkPorts: FakePort[] = []
  exit: (planned: boolean) => void = () => {}
  connect(): void {
    this.told.push('connect')
  }
  connectSync(port: MessagePortMain): void {
    this.syncPorts.push(port as unknown as FakePort)
  }
  connectNetwork(port: MessagePortMain): void {
    this.networkPorts.push(port as unknown as FakePort)
  }
  lock(): void {
    this.told.push('lock')
  }
  stop(): void {
    this.told.push('stop')
  }
  kill(): void {
    this.told.push('kill')
  }
  onExit(listener: (planned: boolean) => void): void {
    this.exit = listener
  }
}

/** Timers that run when the test says so, in the order of their times. */
export const createTimers = () => {
  let nowMs = 0
  let timers: { atMs: number; run: () => void }[] = []
  const polls: (() => void)[] = []
  return {
    nowMs: () => nowMs,
    startTimer: (afterMs: number, run: () => void) => {
      const timer = { atMs: nowMs + afterMs, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    every: (_intervalMs: number, run: () => void) => {
      polls.push(run)
    },
    poll: () => {
      for (const run of polls) run()
    },
    pass: async (ms: number) => {
      nowMs += ms
      const due = timers.filter(({ atMs }) => atMs <= nowMs)
      timers = timers.filter(({ atMs }) => atMs > nowMs)
      for (const { run } of due) run()
      await settle()
    },
  }
}

export const settle = () => new Promise<void>((done) => setTimeout(done, 0))

export const pageUrl = 'app://conclave/'
export const syncUrl = 'app://sync/'

const pageFolder = resolve(import.meta.dirname, '../../../support/electron-fake/page')

/** A sync page that answers, or (with `null`) one that never says anything. */
const serveSync = (port: FakePort, handlers: SyncHandlers | null): void => {
  if (handlers === null) return
  serveContract(syncContract, handlers, port, { newIncidentId: () => '', reportDefect: () => {} })
}

/** Main, started on the fake, as far as an open window. */
export const startRig = async (
  options: {
    isPackaged?: boolean
    platform?: NodeJS.Platform
    hasInstanceLock?: boolean
    syncHandlers?: SyncHandlers | null
    startedWith?: MainDeps['startedWith']
  } = {},
) => {
  const fake = createFakeElectron(options)
  fake.state.hasInstanceLock = options.hasInstanceLock ?? true
  const { syncHandlers = createSyncHandlers({ canLink: true, openLinks: () => 0 }) } = options
  fake.app.on('web-contents-created', (_event, contents: FakeContents) =>
    contents.on('port-posted', (channel: string, port: FakePort) => {
      if (channel === 'conclave:sync-port') serveSync(port, syncHandlers)
    }),
  )
  const timers = createTimers()
  const vaults: FakeVaultProcess[] = []
  const defects: unknown[] = []
  await startMain(fake.electron, {
    windows: {
      ui: { pageFolder, preloadPath: '/app/out/preload/ui.cjs' },
      sync: { pageFolder, preloadPath: '/app/out/preload/sync.cjs' },
    },
    openPort: (port) => port as unknown as FakePort,
    network: {
      networkInterfaces: () => ({ eth0: [{ address: '10.0.0.7', internal: false } as never] }),
      openMulticast: async () => err({ code: 'meeting/discovery-blocked' }),
    },
    profileFolder: '/home/ada/conclave/profile',
    platform: options.platform ?? 'linux',
    disk: createNodeDisk(),
    startedWith: options.startedWith ?? { args: ['conclave'], folder: '/home/ada' },
    startVaultProcess: () => {
      const vault = new FakeVaultProcess()
      vaults.push(vault)
      return vault
    },
    defects: { newIncidentId: () => 'incident-1', reportDefect: (defect) => defects.push(defect) },
    ...timers,
  })
  await settle()
  const [window] = fake.windows
  const trustedEvent = (changes: object = {}) => ({
    sender: { id: 7 },
    senderFrame: { url: pageUrl, parent: null, isDestroyed: () => false },
    ...changes,
  })
  const callShell = (row: string, input: unknown, event: object = trustedEvent()) =>
    fake.ipcHandlers.get('conclave:shell')?.(...([event, row, input] as never[]))
  const wantVault = (event: object = trustedEvent()) =>
    fake.ipcListeners.emit('conclave:vault-wanted', event)
  const firstWindow = window as NonNullable<typeof window>
  return {
    ...fake,
    window: firstWindow,
    contents: firstWindow?.webContents,
    ui: fake.sessions.get('conclave-ui') as NonNullable<ReturnType<typeof fake.sessions.get>>,
    sync: fake.sessions.get('conclave-sync') as NonNullable<ReturnType<typeof fake.sessions.get>>,
    /** Every hidden window that was opened so far, the newest last. */
    syncWindows: () =>
      fake.windows.filter(
        ({ options: { webPreferences } }) => webPreferences?.partition === 'conclave-sync',
      ),
    timers,
    vaults,
    defects,
    trustedEvent,
    callShell,
    wantVault,
  }
}
