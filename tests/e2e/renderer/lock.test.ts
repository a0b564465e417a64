import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recoveryKey } from '../../support/fake-bridge/made-up'
import { type FakeApp, startFakeApp } from '../../support/fake-bridge/open-page'
import { goodPassphrase } from './screens'

let app: FakeApp

beforeAll(async () => {
  app = await startFakeApp()
})

afterAll(async () => {
  await app.close()
})

const openAt = async (query: string, options: { readonly isLastOfPage?: boolean } = {}) => {
  const opened = await app.open({ query, ...options })
  opened.page.setDefaultTimeout(10_000)
  return opened
}

const goTo = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name }).click()

const passphraseField = (page: Page) => page.getByLabel('Passphrase', { exact: true })

const callsOf = (page: Page) => page.evaluate(() => window.conclaveFake.calls.map(({ row }) => row))

describe('the lock screen', () => {
  it('lets a passphrase be pasted', async () => {
    const { page, close } = await openAt('scenario=locked')
    await page.evaluate((text) => {
      const data = new DataTransfer()
      data.setData('text/plain', text)
      const event = new ClipboardEvent('paste', { clipboardData: data, cancelable: true })
      const wasAllowed = document.activeElement?.dispatchEvent(event)
      if (!wasAllowed) throw new Error('pasting was prevented')
    }, goodPassphrase)
    await page.keyboard.insertText(goodPassphrase)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Cases', level: 1 }).waitFor()
    await close()
  })

  it('unlocks by keyboard alone, from the field that has the focus at once', async () => {
    const { page, close } = await openAt('scenario=one-vault')
    await expect
      .poll(() => passphraseField(page).evaluate((el) => el === document.activeElement))
      .toBe(true)
    await page.keyboard.type('wrong')
    await page.keyboard.press('Enter')
    await page.getByText('This passphrase does not open the vault').waitFor()
    // What was typed is selected: typing replaces it.
    await page.keyboard.type(goodPassphrase)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Cases', level: 1 }).waitFor()
    await close()
  })

  it('shows and hides the passphrase', async () => {
    const { page, close } = await openAt('scenario=one-vault')
    await passphraseField(page).fill('harbor')
    await page.getByRole('button', { name: 'Show or hide what is typed' }).click()
    expect(await passphraseField(page).getAttribute('type')).toBe('text')
    await close()
  })

  it('opens a call for the chosen vault with one key, without a passphrase (R6)', async () => {
    const { page, close } = await openAt('scenario=locked')
    await page.getByRole('button', { name: 'Tidewater Days' }).click()
    await page.keyboard.press('Control+Shift+C')
    await page.waitForFunction(() =>
      window.conclaveFake.calls.some(
        ({ row, input }) =>
          row === 'night.start' && JSON.stringify(input).includes('tidewater-days-vault'),
      ),
    )
    expect(await callsOf(page)).not.toContain('vault.unlock')
    await close()
  })

  it('still takes a call for a vault whose image is damaged', async () => {
    const { page, close } = await openAt('scenario=one-vault')
    await passphraseField(page).fill('fail:vault/image-damaged')
    await page.keyboard.press('Enter')
    await page.getByText('The main file of this vault is damaged').waitFor()
    await page.getByRole('button', { name: 'Take a call now' }).waitFor()
    await close()
  })

  it('never shows an empty list of cases for a vault that does not open', async () => {
    const { page, close } = await openAt('scenario=one-vault')
    await passphraseField(page).fill('fail:vault/journal-damaged')
    await page.keyboard.press('Enter')
    await page.getByText('The journal of this vault is damaged').waitFor()
    expect(await callsOf(page)).not.toContain('case.list')
    await close()
  })

  it('says that the old passphrase stays when the recovery key opened what can only be read', async () => {
    const { page, close } = await openAt('scenario=rescue')
    await page.getByRole('button', { name: 'Use the recovery key' }).click()
    await page.getByLabel('Recovery key').fill(recoveryKey)
    await page.getByLabel('New passphrase').fill(goodPassphrase)
    await page.getByLabel('Once more, to be sure').fill(goodPassphrase)
    await page.getByRole('button', { name: 'Unlock and set the passphrase' }).click()
    await page.getByText('The folder stands on a disk that can only be read').waitFor()
    const warning = page.getByRole('alert', { name: 'The new passphrase was not saved' })
    await warning.getByText('the old passphrase stays').waitFor()
    await warning.getByRole('button', { name: 'I understand' }).click()
    await warning.waitFor({ state: 'detached' })
    await close()
  })

  it('asks whether a folder was moved or restored before anything else', async () => {
    const { page, close } = await openAt('scenario=moved')
    await passphraseField(page).fill(goodPassphrase)
    await page.keyboard.press('Enter')
    await page.getByText('Was this folder moved, or restored?').waitFor()
    await page.getByRole('radio', { name: /restored or copied/ }).click()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('heading', { name: 'Cases', level: 1 }).waitFor()
    await close()
  })
})

describe('locking', () => {
  it.each([
    ['by its button', (page: Page) => page.getByRole('button', { name: 'Lock the vault' }).click()],
    ['by its key', (page: Page) => page.keyboard.press('Control+L')],
    [
      'when the system locks',
      (page: Page) =>
        page.evaluate(() =>
          window.conclaveFake.emitShell({ kind: 'lock-requested', reason: 'system' }),
        ),
    ],
  ])('%s loads the page anew, so that nothing stays in its memory', async (_name, lock) => {
    const { page, close } = await openAt('')
    await goTo(page, 'Committee')
    await page.evaluate(() => Object.assign(window, { keptFromBefore: true }))
    await lock(page)
    await passphraseField(page).waitFor()
    expect(await page.evaluate(() => 'keptFromBefore' in window)).toBe(false)
    expect(await page.content()).not.toContain('Mirwald')
    await close()
  })

  it('leaves the app when the vault locked by itself', async () => {
    const { page, close } = await openAt('')
    await goTo(page, 'Committee')
    await page.evaluate(async () => {
      await window.conclave.vault['vault.lock']({})
    })
    await passphraseField(page).waitFor()
    await close()
  })
})

const minuteMs = 60_000

describe('the idle lock', () => {
  it('warns half a minute before, and locks', async () => {
    const { page, close } = await openAt('idle=2', { isLastOfPage: true })
    await goTo(page, 'Committee')
    await page.clock.install()
    await page.mouse.move(10, 10)
    await page.clock.runFor(1.6 * minuteMs)
    await page.getByText('Still there?').waitFor()
    await page.clock.runFor(32_000)
    await passphraseField(page).waitFor()
    await close()
  })

  it('stays open when something moves during the warning', async () => {
    const { page, close } = await openAt('idle=2', { isLastOfPage: true })
    await goTo(page, 'Committee')
    await page.clock.install()
    await page.mouse.move(10, 10)
    await page.clock.runFor(1.6 * minuteMs)
    await page.getByText('Still there?').waitFor()
    await page.mouse.move(30, 30)
    await page.getByText('Still there?').waitFor({ state: 'detached' })
    await page.clock.runFor(32_000)
    expect(await callsOf(page)).not.toContain('vault.lock')
    await close()
  })

  it('never interrupts an open intake, neither ours nor the host’s', async () => {
    const { page, close } = await openAt('idle=2', { isLastOfPage: true })
    await page.keyboard.press('Control+Shift+C')
    await page.waitForFunction(() =>
      window.conclaveFake.calls.some(
        ({ row, input }) => row === 'shell.setBusy' && JSON.stringify(input) === '{"busy":true}',
      ),
    )
    await page.clock.install()
    await page.mouse.move(10, 10)
    await page.clock.runFor(10 * minuteMs)
    await page.evaluate(() =>
      window.conclaveFake.emitShell({ kind: 'lock-requested', reason: 'idle' }),
    )
    await page.clock.runFor(5_000)
    expect(await page.getByText('Still there?').count()).toBe(0)
    expect(await callsOf(page)).not.toContain('vault.lock')
    await close()
  })
})

describe('the blank screen', () => {
  it.each([
    ['F8', (page: Page) => page.keyboard.press('F8')],
    ['Escape', (page: Page) => page.keyboard.press('Escape')],
    ['a click', (page: Page) => page.mouse.click(400, 300)],
  ])('hides everything, swallows keys, and gives all back at %s', async (_name, comeBack) => {
    const { page, close } = await openAt('')
    await goTo(page, 'Settings')
    const field = page.getByLabel('Present passphrase')
    await field.fill('half a tho')
    const title = await page.title()
    await page.keyboard.press('F8')
    await page.getByText(/brings the screen back/).waitFor()
    expect(await page.title()).toBe('Conclave')
    const isCovered = await page.evaluate(() => {
      const seen = document.elementFromPoint(window.innerWidth / 2, 20)
      return seen !== null && seen.closest('#root') === null
    })
    expect(isCovered).toBe(true)
    await page.keyboard.type('xyz')
    await comeBack(page)
    await page.getByText(/brings the screen back/).waitFor({ state: 'detached' })
    expect(await page.title()).toBe(title)
    expect(await field.inputValue()).toBe('half a tho')
    await page.keyboard.type('ught')
    expect(await field.inputValue()).toBe('half a thought')
    await close()
  })
})
