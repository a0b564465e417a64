import { type BrowserContext, type Browser as ChromiumBrowser, chromium } from 'playwright-core'
import {
  deadProxy,
  linkingSwitches,
  silentSwitches,
  socketSchemes,
} from '../../main/policy/network'
import type { WindowKind } from '../../main/policy/window-options'
import { type BrowserFiles, makeBrowserFiles } from './browser-files'

export interface BrowserOptions {
  /** Which page is to be in it. The two never share a browser, so that one of them needs no network at all. */
  readonly kind: WindowKind
  readonly executablePath: string
  readonly headless: boolean
  /** Links over this machine's own addresses too: for several members on one machine without a network. */
  readonly linksOverLoopback?: boolean
  /**
   * For tests on machines whose kernel refuses the sandbox: start without it rather than not at
   * all. Whoever allows it is told when it was needed.
   */
  readonly onSandboxRefused?: () => void
}

export interface Browser {
  /** A context off the record, apart from those before. */
  openContext(): Promise<BrowserContext>
  isOpen(): boolean
  close(): Promise<void>
}

const toArgument = ([name, value]: readonly [string, string?]): string =>
  value === undefined ? `--${name}` : `--${name}=${value}`

const isSandboxRefusal = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  /no usable sandbox|sandbox_host|setuid_sandbox|namespace.*(not permitted|failed)|zygote_host_impl_linux|credentials\.cc/i.test(
    thrown.message,
  )

const launchOnce = (
  files: BrowserFiles,
  options: BrowserOptions,
  chromiumSandbox: boolean,
): Promise<ChromiumBrowser> =>
  chromium.launch({
    executablePath: files.launcher,
    headless: options.headless,
    chromiumSandbox,
    args: [
      ...(options.kind === 'ui' ? silentSwitches : linkingSwitches).map(toArgument),
      '--deny-permission-prompts',
      ...(options.linksOverLoopback === true ? ['--allow-loopback-in-peer-connection'] : []),
      ...(options.headless ? [] : ['--window-size=1280,900']),
    ],
    // What a page sends past the filter, or the browser by itself, ends here.
    proxy: { server: deadProxy },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })

/**
 * A context off the record, whose pages leave nothing in the profile: in the profile's own context,
 * Chromium's session service writes what is typed into fields to the disk within seconds.
 */
const openContext = (browser: ChromiumBrowser, options: BrowserOptions): Promise<BrowserContext> =>
  browser.newContext({
    acceptDownloads: false,
    serviceWorkers: 'block',
    viewport: options.headless ? { width: 1_280, height: 860 } : null,
    ...(options.kind === 'sync' && { proxy: { server: deadProxy, bypass: socketSchemes } }),
  })

/** Starts an installed browser over a pipe (no port is opened), with its sandbox on. */
export const launchBrowser = async (options: BrowserOptions): Promise<Browser> => {
  const files = await makeBrowserFiles(options.executablePath)
  const launch = async (): Promise<ChromiumBrowser> => {
    try {
      return await launchOnce(files, options, true)
    } catch (thrown) {
      if (options.onSandboxRefused === undefined || !isSandboxRefusal(thrown)) throw thrown
      options.onSandboxRefused()
      return launchOnce(files, options, false)
    }
  }
  try {
    const browser = await launch()
    return {
      openContext: () => openContext(browser, options),
      isOpen: () => browser.isConnected(),
      close: async () => {
        await browser.close()
        await files.remove()
      },
    }
  } catch (thrown) {
    await files.remove()
    throw thrown
  }
}
