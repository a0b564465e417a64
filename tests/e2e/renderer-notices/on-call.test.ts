import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeApp, startFakeApp } from '../../support/fake-bridge/open-page'
import { findAxeViolations } from '../support/axe'
import { openCase } from './screens'

let app: FakeApp

beforeAll(async () => {
  app = await startFakeApp('development')
})

afterAll(async () => {
  await app.close()
})

const askFirst = /^Ask Ben .* first: until a second laptop has/

const visit = async (page: Page, name: RegExp) => {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click()
}

describe('a case that one laptop alone has (R31)', () => {
  it.each(['light', 'dark'] as const)(
    'asks who is on call as well, and from then on for that member first everywhere, %s',
    async (scheme) => {
      const { page, troubles, close } = await app.open({ query: 'kdfMs=0', scheme })
      page.setDefaultTimeout(10_000)
      await openCase('onlyCopy')(page)
      const choice = page.getByRole('combobox', { name: 'Who is on call with you?' })
      await choice.waitFor()
      expect(await page.getByText(askFirst).count()).toBe(0)
      expect(await findAxeViolations(page)).toEqual([])
      await choice.click()
      await page.getByRole('option', { name: /^Ben/ }).click()
      await page.getByText(askFirst).waitFor()
      expect(await findAxeViolations(page)).toEqual([])

      await page.getByRole('tab', { name: 'Access and erasing' }).click()
      await page.getByText(askFirst).waitFor()
      expect(await findAxeViolations(page)).toEqual([])
      await visit(page, /^For you/)
      await page.getByText(askFirst).first().waitFor()
      await visit(page, /^Send and receive/)
      await page.getByText(/^Ask Ben .* first: a case is on your laptop alone/).waitFor()
      const first = page.getByRole('row').nth(1)
      expect(await first.textContent()).toMatch(/^Ben.*Ask first/)
      expect(await findAxeViolations(page)).toEqual([])
      expect(troubles).toEqual([])
      await close()
    },
  )
})
