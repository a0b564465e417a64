import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { MessageChannel } from 'node:worker_threads'
import type { BrowserContext, Page } from 'playwright-core'
import { createDispatch, type Defect } from '../../../shared/contracts/dispatch'
import { createLink } from '../../../shared/contracts/link'
import { type ShellEvent, shellContract } from '../../../shared/contracts/shell'
import { VaultEvent, vaultContract } from '../../../shared/contracts/vault'
import { err, type Result } from '../../../shared/errors/result'
import { createPageServer } from '../../main/serve-page'
import { createShellHandlers } from '../../main/shell-handlers'
import { createVaultSupervisor } from '../../main/vault-supervisor'
import { hostBindingName, pageOrigin } from '../../preload/page-host'
import { findAppFiles } from '../app-files'
import { nodePort } from '../node-port'
import { startTimer } from '../timers'
import { type Browser, launchBrowser } from './launch-browser'
import { createPageBinding } from './page-binding'
import { createPageDesktop } from './page-desktop'
import { guardPage, guardRequests } from './page-guard'
import { startWorkerVault } from './worker-vault'

export interface ChromiumHostOptions {
  readonly homeFolder: string
  readonly executablePath: string
  readonly headless: boolean
  readonly checkAnswers?: boolean
  readonly reportDefect?: (defect: Defect) => void
  /** The vault process ended again and again. What was acknowledged is on disk. */
  readonly onVaultGone?: () => void
  /** See `launchBrowser`: for tests where the kernel refuses the sandbox. */
  readonly onSandboxRefused?: () => void
}

export interface ChromiumHost {
  readonly page: Page
  readonly context: BrowserContext
  /** How often the page asked for something that it may not have. */
  readonly refusals: Readonly<Record<'request' | 'navigation' | 'window', number>>
  /** As if the system or a menu had asked. */
  tell(event: ShellEvent): void
  /** Locks and ends the vault, closes the browser, removes its profile. */
  stop(): Promise<void>
}

/**
 * Opens the app in an installed Chromium, driven over a pipe: the same page, policy and vault as in
 * Electron, the vault in a worker of this process.
 */
export const startChromiumHost = async (options: ChromiumHostOptions): Promise<ChromiumHost> => {
  const browser = await launchBrowser(options)
  try {
    return await openIn(browser, options)
  } catch (thrown) {
    await browser.close()
    throw thrown
  }
}

const openIn = async (browser: Browser, options: ChromiumHostOptions): Promise<ChromiumHost> => {
  const files = findAppFiles(import.meta.dirname)
  const pageUrl = `${pageOrigin}/`
  const reportDefect = options.reportDefect ?? (() => {})
  const { version: appVersion } = JSON.parse(await readFile(files.manifest, 'utf8')) as {
    version: string
  }

  const { context } = browser
  const page = context.pages()[0] ?? (await context.newPage())
  const refusals = { request: 0, navigation: 0, window: 0 }
  const guard = {
    pageUrl,
    servePage: createPageServer(files.page, pageOrigin),
    onRefused: (what: keyof typeof refusals) => {
      refusals[what] += 1
    },
  }

  const link = createLink(vaultContract, {
    schema: VaultEvent,
    listener: (event) => binding.tell({ from: 'vault', event }),
  })
  const desktop = createPageDesktop(context, page, { appVersion, headless: options.headless })
  const callShell = createDispatch(shellContract, createShellHandlers(desktop), {
    newIncidentId: randomUUID,
    reportDefect,
    checkAnswers: options.checkAnswers ?? false,
  })
  const binding = createPageBinding({
    pageUrl,
    callShell,
    callVault: (row, input) => {
      if (!Object.hasOwn(vaultContract, row)) {
        return Promise.resolve(err({ code: 'contract/unknown-row' }))
      }
      const method = link.client[row as keyof typeof vaultContract]
      return (method as (given: unknown) => Promise<Result<unknown>>)(input)
    },
  })

  const supervisor = createVaultSupervisor({
    startProcess: () =>
      startWorkerVault(
        files.vaultScript,
        {
          homeFolder: options.homeFolder,
          resourcesFolder: files.resources,
          wasmPath: files.wasm,
          checkAnswers: options.checkAnswers ?? false,
        },
        reportDefect,
      ),
    onReplaced: () => {
      connectVault()
      binding.tell({ from: 'vault', event: { kind: 'session-changed' } })
    },
    onGivenUp: () => options.onVaultGone?.(),
    nowMs: () => performance.now(),
    startTimer,
  })
  const connectVault = (): void => {
    const { port1, port2 } = new MessageChannel()
    link.attach(nodePort(port1))
    supervisor.connect(port2)
  }
  connectVault()

  await guardRequests(page, guard)
  await context.exposeBinding(hostBindingName, ({ frame }, text) =>
    binding.answer({ isMainFrame: frame === page.mainFrame(), url: frame.url() }, text),
  )
  // In a function of its own: what the script declares stays out of the page's globals.
  const pageScript = await readFile(files.pageScript, 'utf8')
  await context.addInitScript({ content: `(() => {${pageScript}\n})()` })
  await page.goto(pageUrl)
  guardPage(page, guard)

  let stopped: Promise<void> | null = null
  const stop = async (): Promise<void> => {
    await desktop.clipboard.clear()
    await supervisor.stop()
    await browser.close()
  }
  return {
    page,
    context,
    refusals,
    tell: (event) => {
      binding.tell({ from: 'shell', event })
      supervisor.lockSoon()
    },
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}
