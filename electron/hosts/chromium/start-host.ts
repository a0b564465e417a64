import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { BrowserContext, Page } from 'playwright-core'
import { createDispatch, type Defect } from '../../../shared/contracts/dispatch'
import type { Port } from '../../../shared/contracts/ports'
import { type LockRequest, shellContract } from '../../../shared/contracts/shell'
import { syncPageOrigins } from '../../../shared/contracts/sync'
import { createMeetingNetwork } from '../../main/meeting/meeting-network'
import { openMulticast } from '../../main/meeting/multicast-link'
import type { NetworkDeps } from '../../main/meeting/network-deps'
import { createOfferedFiles } from '../../main/offered-files'
import { createPageServer } from '../../main/serve-page'
import { createShellHandlers } from '../../main/shell-handlers'
import { createSyncSupervisor } from '../../main/sync-supervisor'
import { createNodeDisk } from '../../platform/node-disk'
import { hostBindingName, pageOrigin } from '../../preload/page-host'
import { findAppFiles } from '../app-files'
import { startLinkedVault } from '../linked-vault'
import { nodePort } from '../node-port'
import { startTimer } from '../timers'
import { forgetFreed } from './forget-freed'
import { type Browser, launchBrowser } from './launch-browser'
import { createPageBinding } from './page-binding'
import { createPageDesktop } from './page-desktop'
import { type GuardDeps, guardPage, guardRequests } from './page-guard'
import { createPageRenewal } from './renew-page'
import { createSyncBrowser, type SyncBrowser } from './sync-browser'
import { type ChromiumSyncPage, openSyncPage } from './sync-page'

export interface ChromiumHostOptions {
  readonly homeFolder: string
  readonly executablePath: string
  readonly headless: boolean
  readonly checkAnswers?: boolean
  readonly reportDefect?: (defect: Defect) => void
  /** The vault process ended again and again. What was acknowledged is on disk. */
  readonly onVaultGone?: () => void
  /** See `createSyncBinding`. For tests. */
  readonly onSyncText?: (text: string) => void
  /** See `startLinkServer`. For tests. */
  readonly onSyncBytes?: (bytes: Uint8Array) => void
  /** For several members on one machine, in tests and demos. */
  readonly network?: Partial<Pick<NetworkDeps, 'allowsLoopback' | 'limits' | 'openMulticast'>>
  /** See `launchBrowser`: for tests where the kernel refuses the sandbox. */
  readonly onSandboxRefused?: () => void
}

export interface ChromiumHost {
  readonly page: Page
  readonly context: BrowserContext
  /** The sync page that stands now, once it has loaded. A lock or a crash puts another in its place. */
  syncPage(): Promise<Page>
  /** How often a page asked for something that it may not have. */
  readonly refusals: Readonly<Record<'request' | 'navigation' | 'window', number>>
  /** As if the system or a menu had asked. */
  tell(event: LockRequest): void
  /** As if the desktop handed over files to be opened; relative ones are of `folder`. */
  offerFiles(args: readonly string[], folder: string): Promise<void>
  /** Locks and ends the vault, closes the browser, removes its profile. */
  stop(): Promise<void>
}

/**
 * Opens the app in an installed Chromium, driven over a pipe: the same page, policy and vault as in
 * Electron, the vault in a worker of this process.
 */
export const startChromiumHost = async (options: ChromiumHostOptions): Promise<ChromiumHost> => {
  const browser = await launchBrowser({ ...options, kind: 'ui' })
  const syncBrowser = createSyncBrowser(() =>
    launchBrowser({
      ...options,
      kind: 'sync',
      // Nobody ever sees it.
      headless: true,
      linksOverLoopback: options.network?.allowsLoopback ?? false,
    }),
  )
  try {
    return await openIn(browser, syncBrowser, options)
  } catch (thrown) {
    await Promise.all([browser.close(), syncBrowser.close()])
    throw thrown
  }
}

const openIn = async (
  browser: Browser,
  syncBrowser: SyncBrowser,
  options: ChromiumHostOptions,
): Promise<ChromiumHost> => {
  const files = findAppFiles(import.meta.dirname)
  const pageUrl = `${pageOrigin}/`
  const reportDefect = options.reportDefect ?? (() => {})
  const { version: appVersion } = JSON.parse(await readFile(files.manifest, 'utf8')) as {
    version: string
  }

  const context = await browser.openContext()
  const page = await context.newPage()
  const refusals = { request: 0, navigation: 0, window: 0 }
  const guard: GuardDeps = {
    kind: 'ui',
    origin: pageOrigin,
    pageUrl,
    servePage: createPageServer({ kind: 'ui', folder: files.page, origin: pageOrigin }),
    onRefused: (what) => {
      refusals[what] += 1
    },
  }

  const renewal = createPageRenewal(page, pageUrl)
  const offered = createOfferedFiles(createNodeDisk())
  const desktop = createPageDesktop(context, page, {
    appVersion,
    headless: options.headless,
    offered,
    renew: () => void renewal.renew().then(forgetFreed),
    outgoingFolder: `${options.homeFolder}/outgoing`,
  })
  const callShell = createDispatch(shellContract, createShellHandlers(desktop), {
    newIncidentId: randomUUID,
    reportDefect,
    checkAnswers: options.checkAnswers ?? false,
  })
  const binding = createPageBinding({
    pageUrl,
    callShell,
    callVault: (row, input) => vault.call(row, input),
  })

  offered.onOffered(() => binding.tell({ from: 'shell', event: { kind: 'file-offered' } }))

  let syncPage: ChromiumSyncPage | null = null
  const sync = createSyncSupervisor({
    openPage: () => {
      syncPage = openSyncPage({
        files,
        openContext: syncBrowser.openContext,
        onRefused: guard.onRefused,
        connectVault: () => connect(vault.connectSync),
        onText: options.onSyncText ?? (() => {}),
        onBytes: options.onSyncBytes ?? (() => {}),
      })
      return syncPage
    },
    onGivenUp: () =>
      reportDefect({
        incidentId: randomUUID(),
        row: '(sync)',
        errorName: 'GivenUp',
        frames: [],
      }),
    nowMs: () => performance.now(),
    startTimer,
  })
  const vault = startLinkedVault({
    files,
    homeFolder: options.homeFolder,
    checkAnswers: options.checkAnswers ?? false,
    allowsLoopback: options.network?.allowsLoopback ?? false,
    reportDefect,
    onEvent: (event) => binding.tell({ from: 'vault', event }),
    onReplaced: () => {
      binding.tell({ from: 'vault', event: { kind: 'session-changed' } })
      network.serve(connect(vault.connectNetwork))
      sync.renew()
      forgetFreed()
    },
    onGivenUp: () => options.onVaultGone?.(),
  })
  const network = createMeetingNetwork(
    {
      origins: Object.values(syncPageOrigins),
      allowsLoopback: false,
      openMulticast,
      ...options.network,
      networkInterfaces,
      nowMs: () => performance.now(),
      startTimer,
    },
    { newIncidentId: randomUUID, reportDefect, checkAnswers: options.checkAnswers ?? false },
  )
  network.serve(connect(vault.connectNetwork))

  await guardRequests(page, guard)
  await context.exposeBinding(hostBindingName, ({ frame }, text) =>
    binding.answer({ isMainFrame: frame === page.mainFrame(), url: frame.url() }, text),
  )
  // In a function of its own: what the script declares stays out of the page's globals.
  const pageScript = await readFile(files.pageScript, 'utf8')
  await context.addInitScript({ content: `(() => {${pageScript}\n})()` })
  await page.goto(pageUrl)
  guardPage(page, guard, renewal.isUnderWay)
  sync.renew()

  let stopped: Promise<void> | null = null
  const stop = async (): Promise<void> => {
    sync.stop()
    await network.stop()
    await desktop.clipboard.clear()
    await vault.stop()
    await Promise.all([browser.close(), syncBrowser.close()])
  }
  return {
    page,
    context,
    syncPage: async () => {
      if (syncPage === null) throw new Error('opened before the host is handed out')
      return syncPage.opened
    },
    refusals,
    tell: (event) => {
      binding.tell({ from: 'shell', event })
      vault.lockSoon()
    },
    offerFiles: offered.offer,
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

/** A channel to the vault. @returns our end. */
const connect = (hand: (port: MessagePort) => void): Port => {
  const { port1, port2 } = new MessageChannel()
  hand(port2)
  return nodePort(port1)
}
