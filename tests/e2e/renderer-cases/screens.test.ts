import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeApp, startFakeApp } from '../../support/fake-bridge/open-page'
import { caseScreens, intakeScreens } from './screens'

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

interface AxeResult {
  readonly violations: readonly { id: string; nodes: readonly { html: string }[] }[]
}

const violationsOf = async (page: Page): Promise<readonly string[]> => {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axeSource)
  const result = (await page.evaluate('window.axe.run(document)')) as AxeResult
  return result.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
  )
}

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

describe('the screens of intake and cases', () => {
  it.each([...intakeScreens, ...caseScreens])(
    '$name has no accessibility violation and breaks no policy, light and dark, large and small',
    async ({ query, go, shows }) => {
      const { page, troubles, close } = await app.open({ query, scheme: 'light' })
      try {
        await go(page)
        await page.getByText(shows).first().waitFor()
        await settle(page)
        expect(await violationsOf(page)).toEqual([])
        expect(await overflowsSideways(page)).toBe(false)
        await page.emulateMedia({ colorScheme: 'dark' })
        await page.setViewportSize({ width: 900, height: 600 })
        await page.locator('html[data-mantine-color-scheme=dark]').waitFor()
        await settle(page)
        expect(await violationsOf(page)).toEqual([])
        expect(await overflowsSideways(page)).toBe(false)
        expect(troubles).toEqual([])
      } finally {
        await close()
      }
    },
  )
})
