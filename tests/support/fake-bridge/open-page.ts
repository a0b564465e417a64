import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
// Brings `window.conclave` into the types of the pages that are driven.
import type {} from '../../../renderer/client/bridge'
import type { UiMode } from './build'
import type { FakeControls } from './install'
import { servePages } from './serve'

declare global {
  interface Window {
    readonly conclaveFake: FakeControls
  }
}

const installedAt = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The installed browser; Playwright's own where none is installed. */
const findExecutable = (): string => {
  const asked = process.env.CONCLAVE_CHROMIUM
  return asked ?? installedAt.find((path) => existsSync(path)) ?? chromium.executablePath()
}

export interface PageOptions {
  /** As the fake reads it: `scenario=locked&cases=60`. */
  readonly query: string
  readonly scheme?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
  /** The test changes the page for good, its clock for instance: no other test gets it. */
  readonly isLastOfPage?: boolean
}

export interface OpenedPage {
  readonly page: Page
  /** What went wrong in the page so far: exceptions, console errors, breaches of the policy. */
  readonly troubles: readonly string[]
  readonly close: () => Promise<void>
}

export interface FakeApp {
  readonly open: (options: PageOptions) => Promise<OpenedPage>
  readonly close: () => Promise<void>
}

const defaultWidth = 1_280
const defaultHeight = 800
/** Playwright's own. */
const usualTimeoutMs = 30_000

/** A page whose troubles are told to whoever has it open now. */
interface KeptPage {
  readonly page: Page
  hear(troubles: string[]): void
  readonly end: () => Promise<void>
}

const makePage = async (browser: Browser): Promise<KeptPage> => {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin' })
  const page = await context.newPage()
  let troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`)
  })
  return {
    page,
    hear: (given) => {
      troubles = given
    },
    end: () => context.close(),
  }
}

/** As a page that was never opened: what the one before stored is gone. */
const forget = (page: Page): Promise<void> =>
  page.evaluate(() => {
    localStorage.clear()
    sessionStorage.clear()
  })

/** In development React says what it finds wrong, at half the speed: each night everywhere, else where a file asks for it. */
const usualMode: UiMode = process.env.CONCLAVE_NIGHTLY === '1' ? 'development' : 'production'

/** Serves the UI that was built with the fake bridge, and opens it in a browser, as often as asked. */
export const startFakeApp = async (mode: UiMode = usualMode): Promise<FakeApp> => {
  const server = await servePages(inject('fakeUiDirs')[mode])
  const browser = await chromium.launch({
    executablePath: findExecutable(),
    // A root user cannot have the sandbox; the pages are our own.
    chromiumSandbox: process.getuid?.() !== 0,
  })
  // A page costs as much as what it shows: one that was closed is opened again with the next address.
  let idle: KeptPage | null = null

  const open = async ({
    query,
    scheme = 'light',
    width = defaultWidth,
    height = defaultHeight,
    isLastOfPage = false,
  }: PageOptions): Promise<OpenedPage> => {
    const kept = idle ?? (await makePage(browser))
    const { page } = kept
    if (idle !== null) await forget(page)
    idle = null
    page.setDefaultTimeout(usualTimeoutMs)
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce', media: null })
    await page.goto('about:blank')
    const troubles: string[] = []
    kept.hear(troubles)
    await page.goto(`${server.url}?${query}`)
    await page.locator('main').first().waitFor()
    return {
      page,
      troubles,
      close: async () => {
        if (isLastOfPage || idle !== null || page.isClosed()) await kept.end()
        else idle = kept
      },
    }
  }

  return {
    open,
    close: async () => {
      await browser.close()
      await server.close()
    },
  }
}
