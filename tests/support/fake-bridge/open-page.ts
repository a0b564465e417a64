import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
// Brings `window.conclave` into the types of the pages that are driven.
import type {} from '../../../renderer/client/bridge'
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

interface PageOptions {
  /** As the fake reads it: `scenario=locked&cases=60`. */
  readonly query: string
  readonly scheme?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
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

const openPage = async (
  browser: Browser,
  url: string,
  { query, scheme = 'light', width = defaultWidth, height = defaultHeight }: PageOptions,
): Promise<OpenedPage> => {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  })
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`)
  })
  await page.goto(`${url}?${query}`)
  await page.locator('main').first().waitFor()
  return { page, troubles, close: () => context.close() }
}

/** Serves the UI that was built with the fake bridge, and opens it in a browser, as often as asked. */
export const startFakeApp = async (): Promise<FakeApp> => {
  const server = await servePages(inject('fakeUiDir'))
  const browser = await chromium.launch({
    executablePath: findExecutable(),
    // A root user cannot have the sandbox; the pages are our own.
    chromiumSandbox: process.getuid?.() !== 0,
  })
  return {
    open: (options) => openPage(browser, server.url, options),
    close: async () => {
      await browser.close()
      await server.close()
    },
  }
}
