import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { setupFakeApp } from '../support/fake-app'
import {
  foundUpTo,
  goodPassphrase,
  renewedRecoveryKey,
  renewKit,
  shownRecoveryKey,
} from './screens'

const within = setupFakeApp({ mode: 'development' })

const goTo = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name }).click()

const callsOf = (page: Page, row: string) =>
  page.evaluate(
    (wanted) => window.conclaveFake.calls.filter((call) => call.row === wanted).length,
    row,
  )

describe('a new recovery kit', () => {
  it('says when it is wanted and that the old key stops working', () =>
    within('', async ({ page }) => {
      await goTo(page, 'Settings')
      await page.getByText('the paper is lost').waitFor()
      await page.getByText('The old key stops working at once').waitFor()
    }))

  it('is not made with a wrong passphrase', () =>
    within('', async ({ page }) => {
      await goTo(page, 'Settings')
      await page.getByLabel('Passphrase of this vault').fill('wrong')
      await page.getByRole('button', { name: 'Make a new recovery kit' }).click()
      await page.getByText('This passphrase does not open the vault').waitFor()
      expect(await page.getByText(renewedRecoveryKey).count()).toBe(0)
    }))

  it('takes the new key typed back, not the old one', () =>
    within('', async ({ page }) => {
      await renewKit(page)
      const field = page.getByLabel('Recovery key', { exact: true })
      await field.fill(shownRecoveryKey)
      await page.getByRole('button', { name: 'Check the key' }).click()
      await page.getByText('This recovery key belongs to another vault').waitFor()
      await field.fill(renewedRecoveryKey)
      await page.getByRole('button', { name: 'Check the key' }).click()
      await page.getByText('The key is right').waitFor()
      await page.getByRole('button', { name: 'Back to the settings' }).click()
      await page.getByText('Locking by itself').waitFor()
      expect(await page.content()).not.toContain(renewedRecoveryKey)
    }))

  it('keeps asking for the key that was not typed back', () =>
    within('', async ({ page }) => {
      await renewKit(page)
      await page.getByRole('button', { name: 'Go on without checking' }).click()
      await page.getByText('has not been typed back yet').waitFor()
    }))

  it('is printed alone', () =>
    within('', async ({ page }) => {
      await renewKit(page)
      await page.emulateMedia({ media: 'print' })
      expect(await page.getByText(renewedRecoveryKey).isVisible()).toBe(true)
      expect(await page.getByRole('navigation').first().isVisible()).toBe(false)
      expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(false)
    }))
})

describe('a press before the passphrase is rated', () => {
  const slow = 'ratingMs=1500'

  it('is kept until the rating is there, and then makes the vault', () =>
    within(`scenario=first-run&${slow}`, async ({ page }) => {
      await foundUpTo(4)(page)
      await page.getByLabel('New passphrase').fill(goodPassphrase)
      await page.getByLabel('Once more, to be sure').fill(goodPassphrase)
      await page.getByRole('button', { name: 'Make the vault' }).click()
      expect(await callsOf(page, 'vault.found')).toBe(0)
      await page.getByText(shownRecoveryKey).waitFor()
      expect(await callsOf(page, 'vault.found')).toBe(1)
    }))

  it('makes nothing when the rating says that the passphrase is too weak', () =>
    within(`scenario=first-run&${slow}`, async ({ page }) => {
      await foundUpTo(4)(page)
      await page.getByLabel('New passphrase').fill('summer')
      await page.getByLabel('Once more, to be sure').fill('summer')
      await page.getByRole('button', { name: 'Make the vault' }).click()
      await page.getByText('Choose a passphrase that is good enough').waitFor()
      expect(await callsOf(page, 'vault.found')).toBe(0)
    }))

  it('changes the passphrase in the settings', () =>
    within(slow, async ({ page }) => {
      await goTo(page, 'Settings')
      await page.getByLabel('Present passphrase').fill(`${goodPassphrase} old`)
      await page.getByLabel('New passphrase').fill(goodPassphrase)
      await page.getByLabel('Once more, to be sure').fill(goodPassphrase)
      await page.keyboard.press('Enter')
      await page.getByText('The passphrase has been changed').waitFor()
    }))
})
