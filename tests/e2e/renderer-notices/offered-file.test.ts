import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeApp, startFakeApp } from '../../support/fake-bridge/open-page'
import { findAxeViolations } from '../support/axe'

let app: FakeApp

beforeAll(async () => {
  app = await startFakeApp()
})

afterAll(async () => {
  await app.close()
})

const open = async (query = 'kdfMs=0') => {
  const opened = await app.open({ query })
  opened.page.setDefaultTimeout(10_000)
  return opened
}

const offer = (page: Page, text: string | null) =>
  page.evaluate((given) => window.conclaveFake.offerFile(given), text)

const rowsCalled = (page: Page) =>
  page.evaluate(() => window.conclaveFake.calls.map(({ row }) => row))

describe('a sealed file that is opened outside the app (issue 3: double click)', () => {
  it('is looked into on "Send and receive", as one that is dropped there, and taken in when told to', async () => {
    const { page, close } = await open()
    await offer(page, 'bundle:')
    await page.getByRole('heading', { name: 'Send and receive' }).waitFor()
    await page.getByText('What is in the file').waitFor()
    expect(await rowsCalled(page)).not.toContain('bundle.import')
    await page.getByRole('button', { name: 'Take it in' }).click()
    await page.getByText('14 new entries').waitFor()
    await close()
  })

  it('waits behind the one that is being looked into, and says so elsewhere', async () => {
    const { page, close } = await open()
    await offer(page, 'bundle:')
    await page.getByText('What is in the file').waitFor()
    await offer(page, 'bundle:known')
    await page.getByRole('link', { name: 'Cases' }).click()
    await page.getByText('A file waits to be opened').waitFor()
    await page.getByRole('button', { name: 'Look into it' }).click()
    await page.getByText('Nothing new').waitFor()
    await close()
  })

  it('is not looked into while locked: the lock screen says one neutral line, unlocking opens it', async () => {
    const { page, close } = await open('scenario=one-vault&kdfMs=0')
    await offer(page, 'bundle:')
    await page.getByText('A file will be opened after unlocking.').waitFor()
    expect(await rowsCalled(page)).not.toContain('shell.takeOfferedFile')
    expect(await findAxeViolations(page)).toEqual([])
    await page.getByLabel('Passphrase', { exact: true }).fill('correct horse battery')
    await page.getByRole('button', { name: 'Unlock', exact: true }).click()
    await page.getByText('What is in the file').waitFor()
    await close()
  })

  it('does not lead away from a call that is being taken', async () => {
    const { page, close } = await open()
    await page.getByRole('button', { name: 'Take a call' }).click()
    await page.getByRole('heading', { name: 'A call' }).waitFor()
    await offer(page, 'bundle:')
    await page.getByText('A file waits to be opened').waitFor()
    expect(await rowsCalled(page)).not.toContain('shell.takeOfferedFile')
    await close()
  })

  it('that cannot be read any more is said plainly', async () => {
    const { page, close } = await open()
    await offer(page, null)
    await page.getByText('The file could not be read').waitFor()
    await close()
  })

  it('is the first bundle of somebody who waits to be let in', async () => {
    const { page, close } = await open('scenario=waiting&kdfMs=0')
    await offer(page, 'bundle:')
    await page.getByRole('link', { name: 'Cases' }).waitFor()
    await close()
  })
})
