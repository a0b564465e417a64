import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findViolations } from '../../support/fake-bridge/axe'
import { type FakeApp, startFakeApp } from '../../support/fake-bridge/open-page'
import { joinScreens, memberScreens } from './screens'

/** Set to keep what was looked at. */
const shotsDir = process.env.CONCLAVE_SHOTS

const small = { width: 900, height: 600 }
const large = { width: 1_280, height: 800 }

let app: FakeApp

beforeAll(async () => {
  app = await startFakeApp()
})

afterAll(async () => {
  await app.close()
})

describe.each([...joinScreens, ...memberScreens])(
  'the screen $name',
  ({ name, query, go, shows }) => {
    it('is clean for axe in both themes, fits both sizes, and keeps the page policy', async () => {
      const opened = await app.open({ query, ...small })
      const { page } = opened
      await go?.(page)
      await page.getByText(shows).first().waitFor()
      const found: Record<string, readonly string[]> = {}
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
        for (const size of [small, large]) {
          await page.setViewportSize(size)
          if (shotsDir !== undefined) {
            await page.screenshot({ path: join(shotsDir, `${name}.${scheme}.${size.width}.png`) })
          }
          const overflowPx = await page.evaluate(
            () => document.documentElement.scrollWidth - window.innerWidth,
          )
          expect(overflowPx, `${size.width} px wide`).toBeLessThanOrEqual(0)
        }
        found[scheme] = await findViolations(page)
      }
      expect(found).toEqual({ light: [], dark: [] })
      expect(opened.troubles).toEqual([])
      await opened.close()
    })
  },
)
