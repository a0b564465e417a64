import { join } from 'node:path'
import type { RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeApp, startFakeApp } from '../../support/fake-bridge/open-page'
import { findAxeViolations, looksOnly, wcag } from './axe'

export interface Screen {
  readonly name: string
  /** What the fake pretends; see `tests/support/fake-bridge/scenario.ts`. */
  readonly query: string
  readonly go?: (page: Page) => Promise<void>
  /** Text that proves that the screen is the one that is meant. */
  readonly shows: RegExp
}

/** Set to keep what was looked at. */
const shotsDir = process.env.CONCLAVE_SHOTS

const small = { width: 900, height: 600 }
const large = { width: 1_280, height: 800 }

const overflowPx = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/**
 * Each screen is clean for axe (WCAG 2.2 AA) in both themes, fits both sizes and breaks no policy. Light
 * and small, where things crowd, it is judged by all these rules; dark and large by those on colours and sizes.
 */
export const describeScreens = (
  title: string,
  screens: readonly Screen[],
  rules: RunOptions = wcag,
): void => {
  let app: FakeApp
  beforeAll(async () => {
    app = await startFakeApp()
  })
  afterAll(async () => {
    await app.close()
  })

  const look = async (page: Page, name: string, scheme: 'light' | 'dark') => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor()
    for (const size of scheme === 'light' ? [large, small] : [small, large]) {
      await page.setViewportSize(size)
      if (shotsDir !== undefined) {
        await page.screenshot({ path: join(shotsDir, `${name}.${scheme}.${size.width}.png`) })
      }
      expect(await overflowPx(page), `${size.width} px wide`).toBeLessThanOrEqual(0)
    }
  }

  describe(title, () => {
    it.each(screens)('$name is clean for axe, light and dark, small and large', async (screen) => {
      const { page, troubles, close } = await app.open({ query: screen.query, ...large })
      try {
        await screen.go?.(page)
        await page.getByText(screen.shows).first().waitFor()
        await look(page, screen.name, 'light')
        expect(await findAxeViolations(page, rules), 'light').toEqual([])
        await look(page, screen.name, 'dark')
        expect(await findAxeViolations(page, looksOnly), 'dark').toEqual([])
        expect(troubles).toEqual([])
      } finally {
        await close()
      }
    })
  })
}
