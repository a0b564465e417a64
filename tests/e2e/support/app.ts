import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type Page } from 'playwright-core'
import {
  type ChromiumHostOptions,
  startChromiumHost,
} from '../../../electron/hosts/chromium/start-host'
import { findChromium } from '../../../scripts/lib/chromium-binary.mjs'
import { findElectron } from '../../../scripts/lib/electron-binary.mjs'
import { projectFolder } from '../../../scripts/lib/project.mjs'
import type { Defect } from '../../../shared/contracts/dispatch'
import { err } from '../../../shared/errors/result'

export type HostName = 'electron' | 'chromium'

/** The whole app, open, on whichever host there is. */
export interface App {
  readonly host: HostName
  readonly page: Page
  /** The hidden sync page that stands now. A lock or a crash puts another in its place. */
  syncPage(): Promise<Page>
  /** Every text between main and sync pages since the app was opened, where the host carries text. */
  readonly syncTexts: readonly string[]
  /** Every message between vault and sync pages, as bytes, likewise. */
  readonly syncBytes: readonly Uint8Array[]
  /** The app's home: vaults and all else that it writes. */
  readonly home: string
  /** Mistakes of the program since the app was opened. */
  readonly defects: readonly Defect[]
  close(): Promise<void>
}

/**
 * The host that `CONCLAVE_HOST` names (`electron`, `chromium`), else Electron where its binary is
 * installed, else an installed Chromium.
 */
export const chooseHost = (): { readonly host: HostName; readonly program: string } => {
  const wanted = process.env.CONCLAVE_HOST ?? 'auto'
  const electron = wanted === 'chromium' ? null : findElectron()
  if (electron !== null) return { host: 'electron', program: electron }
  const chromium = wanted === 'electron' ? null : findChromium()
  if (chromium !== null) return { host: 'chromium', program: chromium }
  throw new Error(`no host to test on: CONCLAVE_HOST is "${wanted}"; install chromium or Electron`)
}

/** Several members on one machine: meetings over its own address, without the network it is on. */
const oneMachine: NonNullable<ChromiumHostOptions['network']> = {
  allowsLoopback: true,
  openMulticast: async () => err({ code: 'meeting/discovery-blocked' }),
}

const openChromium = async (program: string, home: string): Promise<App> => {
  const defects: Defect[] = []
  const syncTexts: string[] = []
  const syncBytes: Uint8Array[] = []
  const isOnCi = Boolean(process.env.CI)
  const host = await startChromiumHost({
    homeFolder: home,
    executablePath: program,
    headless: true,
    checkAnswers: true,
    network: oneMachine,
    reportDefect: (defect) => defects.push(defect),
    onSyncText: (text) => syncTexts.push(text),
    onSyncBytes: (bytes) => syncBytes.push(bytes),
    ...(isOnCi && {
      onSandboxRefused: () =>
        console.warn('WARNING: this kernel refuses the sandbox; Chromium runs WITHOUT it here'),
    }),
  })
  const { page, syncPage, stop: close } = host
  return { host: 'chromium', page, syncPage, syncTexts, syncBytes, home, defects, close }
}

const openElectron = async (program: string, home: string): Promise<App> => {
  const isRoot = process.getuid?.() === 0
  if (isRoot) console.warn('WARNING: as root Electron runs WITHOUT its sandbox')
  const app = await _electron.launch({
    executablePath: program,
    args: [...(isRoot ? ['--no-sandbox'] : []), projectFolder],
    env: { ...process.env, CONCLAVE_HOME: home } as Record<string, string>,
  })
  const page = await app.firstWindow()
  const isSync = (each: Page): boolean => each.url().startsWith('app://sync/')
  const syncPage = async (): Promise<Page> =>
    app.windows().find(isSync) ?? app.waitForEvent('window', { predicate: isSync })
  const close = () => app.close()
  return {
    host: 'electron',
    page,
    syncPage,
    syncTexts: [],
    syncBytes: [],
    home,
    defects: [],
    close,
  }
}

/** Opens the app on a home folder, which stays when it is closed. */
export const openApp = (home: string): Promise<App> => {
  const { host, program } = chooseHost()
  return host === 'electron' ? openElectron(program, home) : openChromium(program, home)
}

export const makeHome = (): Promise<string> => mkdtemp(join(tmpdir(), 'conclave-home-'))

/** Closes the app and removes its home. */
export const discardApp = async (app: App): Promise<void> => {
  try {
    await app.close()
  } finally {
    await rm(app.home, { recursive: true, force: true })
  }
}

/** Opens the app on a home of its own, and removes all of it afterwards, whatever happens. */
export const withApp = async (use: (app: App) => Promise<void>): Promise<void> => {
  const app = await openApp(await makeHome())
  try {
    await use(app)
  } finally {
    await discardApp(app)
  }
}
