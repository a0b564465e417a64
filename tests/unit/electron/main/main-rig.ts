import { resolve } from 'node:path'
import type { MessagePortMain } from 'electron'
import { startMain } from '../../../../electron/main/start-main'
import type { VaultProcess } from '../../../../electron/main/vault-supervisor'
import { createFakeElectron } from '../../../support/electron-fake/fake-electron'

/** A vault process that only remembers what it was told. */
export class FakeVaultProcess implements VaultProcess<MessagePortMain> {
  readonly told: string[] = []
  exit: (planned: boolean) => void = () => {}
  connect(): void {
    this.told.push('connect')
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

/** Main, started on the fake, as far as an open window. */
export const startRig = async (
  options: { isPackaged?: boolean; platform?: NodeJS.Platform; hasInstanceLock?: boolean } = {},
) => {
  const fake = createFakeElectron(options)
  fake.state.hasInstanceLock = options.hasInstanceLock ?? true
  const timers = createTimers()
  const vaults: FakeVaultProcess[] = []
  const defects: unknown[] = []
  await startMain(fake.electron, {
    pageFolder: resolve(import.meta.dirname, '../../../support/electron-fake/page'),
    preloadPath: '/app/out/preload/ui.cjs',
    profileFolder: '/home/ada/conclave/profile',
    platform: options.platform ?? 'linux',
    startVaultProcess: () => {
      const vault = new FakeVaultProcess()
      vaults.push(vault)
      return vault
    },
    defects: { newIncidentId: () => 'incident-1', reportDefect: (defect) => defects.push(defect) },
    ...timers,
  })
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
    timers,
    vaults,
    defects,
    trustedEvent,
    callShell,
    wantVault,
  }
}
