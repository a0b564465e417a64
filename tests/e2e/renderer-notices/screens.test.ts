import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findViolations } from '../../support/fake-bridge/axe'
import { type FakeApp, startFakeApp } from '../../support/fake-bridge/open-page'
import { screens } from './screens'

/** Until nothing on the page fades or moves any more. */
const settle = async (page: Page): Promise<void> => {
  await page.waitForFunction(
    'document.getAnimations().every(({ playState }) => playState !== "running")',
  )
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))')
}

const overflowsSideways = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')

let app: FakeApp
beforeAll(async () => {
  app = await startFakeApp()
})
afterAll(async () => {
  await app.close()
})

describe('the screens of what goes between members', () => {
  it.each(screens)(
    '$name has no accessibility violation and breaks no policy, light and dark, large and small',
    async ({ query, go, shows }) => {
      const { page, troubles, close } = await app.open({ query, scheme: 'light' })
      try {
        await go(page)
        await page.getByText(shows).first().waitFor()
        await settle(page)
        expect(await findViolations(page)).toEqual([])
        expect(await overflowsSideways(page)).toBe(false)
        await page.emulateMedia({ colorScheme: 'dark' })
        await page.setViewportSize({ width: 900, height: 600 })
        await page.locator('html[data-mantine-color-scheme=dark]').waitFor()
        await settle(page)
        expect(await findViolations(page)).toEqual([])
        expect(await overflowsSideways(page)).toBe(false)
        expect(troubles).toEqual([])
      } finally {
        await close()
      }
    },
  )
})
