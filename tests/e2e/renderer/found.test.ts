import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeApp, startFakeApp } from '../../support/fake-bridge/open-page'
import { foundUpTo, goodPassphrase, shownRecoveryKey } from './screens'

let app: FakeApp

beforeAll(async () => {
  app = await startFakeApp()
})

afterAll(async () => {
  await app.close()
})

const openFirstRun = async () => {
  const opened = await app.open({ query: 'scenario=first-run' })
  opened.page.setDefaultTimeout(10_000)
  return opened
}

const inputOf = (page: Page, row: string) =>
  page.evaluate(
    (wanted) => window.conclaveFake.calls.findLast((call) => call.row === wanted)?.input,
    row,
  )

const focusedName = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null
    const labelled = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null
    return labelled ?? element?.textContent ?? ''
  })

/** Presses Tab until the named thing has the focus. */
const tabTo = async (page: Page, name: RegExp): Promise<void> => {
  const limit = 40
  for (let pressed = 0; pressed < limit; pressed++) {
    if (name.test(await focusedName(page))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way to ${name} by keyboard`)
}

describe('founding a committee', () => {
  it('goes all the way by keyboard alone', async () => {
    const { page, close } = await openFirstRun()
    await tabTo(page, /^Found a committee/)
    await page.keyboard.press('Enter')
    await tabTo(page, /^Name of the committee/)
    await page.keyboard.type('Tidewater Days conduct team')
    await tabTo(page, /^Your name/)
    await page.keyboard.type('Ada Mirwald')
    await tabTo(page, /^Your employer/)
    await page.keyboard.type('Independent')
    await page.keyboard.press('Enter')
    await page.getByText('How the committee works').waitFor()
    await page.getByText('Acknowledge a report').waitFor()
    await tabTo(page, /^Next/)
    await page.keyboard.press('Enter')
    await page.getByText('Confidentiality').first().waitFor()
    await tabTo(page, /have read this agreement/)
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await tabTo(page, /^New passphrase/)
    await page.keyboard.type(goodPassphrase)
    await tabTo(page, /^Once more/)
    await page.keyboard.type(goodPassphrase)
    await page.getByText('This one will do.').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(shownRecoveryKey).waitFor()
    await close()
  })

  it('sends what was chosen, and the agreement by its version (R9)', async () => {
    const { page, close } = await openFirstRun()
    await foundUpTo(5)(page)
    expect(await inputOf(page, 'vault.found')).toEqual({
      committeeName: 'Tidewater Days conduct team',
      memberName: 'Ada Mirwald',
      employer: 'Independent',
      label: 'Committee vault',
      playbook: { id: 'kubernetes' },
      acceptedAgreement: '1',
      passphrase: goodPassphrase,
    })
    await close()
  })

  it('does not go on before the agreement is accepted (R9)', async () => {
    const { page, close } = await openFirstRun()
    await foundUpTo(3)(page)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByText('Everyone on the committee accepts this agreement first.').waitFor()
    await close()
  })

  it('asks for the agreement again when the playbook changes (R9)', async () => {
    const { page, close } = await openFirstRun()
    await foundUpTo(4)(page)
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('radio', { name: /Events/ }).click()
    await page.getByRole('button', { name: 'Next' }).click()
    expect(await page.getByRole('checkbox').isChecked()).toBe(false)
    await close()
  })

  it('refuses an edited playbook with findings, and founds with one that has none', async () => {
    const { page, close } = await openFirstRun()
    await foundUpTo(2)(page)
    await page.getByRole('button', { name: 'Change a copy first' }).click()
    const editor = page.getByLabel('Playbook', { exact: true })
    const sound = await editor.inputValue()
    await editor.fill(sound.replace('"minimumOnRota": 2', '"minimumOnRota": "two"'))
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    await page.getByText('minimumOnRota').first().waitFor()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByText(/must be checked and without findings/).waitFor()
    await editor.fill(sound.replace('"minimumOnRota": 2', '"minimumOnRota": 3'))
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    await page.getByText('No findings.').waitFor()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByText('What I promise when I join').waitFor()
    await close()
  })

  it('checks the recovery key that is typed back, and tells a slip from another key', async () => {
    const { page, close } = await openFirstRun()
    await foundUpTo(5)(page)
    const field = page.getByLabel('Recovery key', { exact: true })
    const check = page.getByRole('button', { name: 'Check the key' })
    await field.fill(shownRecoveryKey.slice(0, -3))
    await check.click()
    await page.getByText('There is a slip in this recovery key').waitFor()
    await field.fill(shownRecoveryKey.replace('4', '5'))
    await check.click()
    await page.getByText('This recovery key belongs to another vault').waitFor()
    await field.fill(shownRecoveryKey.toLowerCase().replaceAll('-', ' '))
    await check.click()
    await page.getByText('The key is right').waitFor()
    await page.getByRole('button', { name: 'Open the vault' }).click()
    await page.getByRole('heading', { name: 'Cases', level: 1 }).waitFor()
    expect(await page.getByText('has not been typed back yet').count()).toBe(0)
    await close()
  })

  it('lets a person go on without checking, and says so on every page from then on', async () => {
    const { page, close } = await openFirstRun()
    await foundUpTo(5)(page)
    await page.getByRole('button', { name: 'Go on without checking' }).click()
    await page.getByText('has not been typed back yet').waitFor()
    await close()
  })

  it('clears the copied key from the clipboard after half a minute', async () => {
    const { page, close } = await openFirstRun()
    await foundUpTo(5)(page)
    await page.getByRole('button', { name: /Copy the key/ }).click()
    expect(await inputOf(page, 'shell.copy')).toEqual({
      text: shownRecoveryKey,
      clearAfterMs: 30_000,
    })
    await close()
  })

  it('keeps the key on screen when the system locks before it was written down', async () => {
    const { page, close } = await openFirstRun()
    await foundUpTo(5)(page)
    await page.evaluate(async () => {
      window.conclaveFake.emitShell({ kind: 'lock-requested', reason: 'system' })
      await window.conclave.vault['vault.lock']({})
    })
    await page.getByRole('button', { name: 'Go on without checking' }).waitFor()
    expect(await page.getByText(shownRecoveryKey).isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Go on without checking' }).click()
    await page.getByLabel('Passphrase', { exact: true }).or(page.getByText('Welcome')).waitFor()
    expect(await page.content()).not.toContain(shownRecoveryKey)
    await close()
  })

  it('prints the kit and nothing else', async () => {
    const { page, close } = await openFirstRun()
    await foundUpTo(5)(page)
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByText(shownRecoveryKey).isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: 'Print this page' }).isVisible()).toBe(false)
    expect(await page.getByLabel('Recovery key', { exact: true }).isVisible()).toBe(false)
    await close()
  })

  it('says in plain words why the vault could not be made, and keeps what was typed', async () => {
    const { page, close } = await openFirstRun()
    await foundUpTo(4)(page)
    await page.getByLabel('New passphrase').fill('fail:storage/write-failed')
    await page.getByLabel('Once more, to be sure').fill('fail:storage/write-failed')
    await page.getByText('This one will do.').waitFor()
    await page.getByRole('button', { name: 'Make the vault' }).click()
    await page.getByText('The disk refused to write').waitFor()
    await page.getByRole('button', { name: 'Back' }).click()
    expect(await page.getByRole('checkbox').isChecked()).toBe(true)
    await close()
  })
})
