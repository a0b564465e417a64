import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeApp, startFakeApp } from '../../support/fake-bridge/open-page'
import { goodPassphrase, shownRecoveryKey } from '../renderer/screens'
import { dropFile, invitationCode, joinUpTo } from './screens'

let app: FakeApp

beforeAll(async () => {
  app = await startFakeApp('development')
})

afterAll(async () => {
  await app.close()
})

const open = async (scenario: string) => {
  const opened = await app.open({ query: `scenario=${scenario}` })
  opened.page.setDefaultTimeout(10_000)
  return opened
}

const inputsOf = (page: Page, row: string) =>
  page.evaluate(
    (wanted) =>
      window.conclaveFake.calls.filter((call) => call.row === wanted).map(({ input }) => input),
    row,
  )

describe('joining a committee', () => {
  it('asks for everything about a newcomer and sends it once (R9, R71)', async () => {
    const { page, close } = await open('first-run')
    await joinUpTo(5)(page)
    expect(await inputsOf(page, 'join.start')).toEqual([
      {
        code: invitationCode,
        memberName: 'Hana Sørby',
        aliases: ['@hanasorby'],
        employer: 'Independent',
        label: 'Committee vault',
        acceptedAgreement: true,
        passphrase: goodPassphrase,
      },
    ])
    await close()
  })

  it('tells a slip in the code from a code that has run out, before anything is made', async () => {
    const { page, close } = await open('first-run')
    await page.getByRole('button', { name: 'Join a committee' }).click()
    const code = page.getByLabel('Code', { exact: true })
    await code.fill(invitationCode.replace('4', '5'))
    await page.getByRole('button', { name: 'Read the code' }).click()
    await page.getByText('There is a slip in this code').waitFor()
    await code.fill('expired')
    await page.getByRole('button', { name: 'Read the code' }).click()
    await page.getByText('This invitation has run out').waitFor()
    expect(await inputsOf(page, 'join.start')).toEqual([])
    await close()
  })

  it('reads a code again after it was changed', async () => {
    const { page, close } = await open('first-run')
    await joinUpTo(1)(page)
    await page.getByLabel('Code', { exact: true }).fill(`${invitationCode}:second`)
    await page.getByRole('button', { name: 'Read the code' }).click()
    await page.getByText('A code for your second laptop').waitFor()
    await close()
  })

  it('does not go on before confidentiality is promised (R9)', async () => {
    const { page, close } = await open('first-run')
    await joinUpTo(3)(page)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByText('Everyone who opens a vault promises this first.').waitFor()
    await close()
  })

  it('asks a member with another laptop for no employer and no other names', async () => {
    const { page, close } = await open('first-run')
    await joinUpTo(5, `${invitationCode}:replacement`)(page)
    const [input] = await inputsOf(page, 'join.start')
    expect(input).toMatchObject({ aliases: [], employer: '' })
    await close()
  })

  it('shows the recovery key once, takes it typed back, and then waits', async () => {
    const { page, close } = await open('first-run')
    await joinUpTo(5)(page)
    await page.getByLabel('Recovery key', { exact: true }).fill(shownRecoveryKey)
    await page.getByRole('button', { name: 'Check the key' }).click()
    await page.getByRole('button', { name: 'Go on to the request' }).click()
    await page.getByRole('heading', { name: 'Waiting to be let in' }).waitFor()
    expect(await page.content()).not.toContain(shownRecoveryKey)
    expect(await page.getByText('has not been typed back yet').count()).toBe(0)
    await close()
  })

  it('never writes the code into the address or the title of the window', async () => {
    const { page, close } = await open('first-run')
    await joinUpTo(2)(page)
    const seen = `${page.url()} ${await page.title()}`
    for (const group of invitationCode.split('-')) expect(seen).not.toContain(group)
    await close()
  })
})

describe('a laptop that waits to be let in', () => {
  it('comes back to its page after a lock', async () => {
    const { page, close } = await open('waiting')
    await page.getByRole('button', { name: 'Lock the vault' }).click()
    await page.getByLabel('Passphrase', { exact: true }).fill(goodPassphrase)
    await page.getByRole('button', { name: 'Unlock', exact: true }).click()
    await page.getByRole('heading', { name: 'Waiting to be let in' }).waitFor()
    await close()
  })

  it('saves the request as often as asked, and says where', async () => {
    const { page, close } = await open('waiting')
    await page.getByRole('button', { name: 'Save the request' }).click()
    await page.getByText('/media/ada/stick/conclave-request.conclave').waitFor()
    await page.getByRole('button', { name: 'Save the request' }).click()
    await expect.poll(async () => (await inputsOf(page, 'shell.saveFile')).length).toBe(2)
    await close()
  })

  it('is let in by the first bundle', async () => {
    const { page, close } = await open('waiting')
    await dropFile('Choose the file', 'bundle:first')(page)
    await page.getByRole('heading', { name: 'Cases', level: 1 }).waitFor()
    await close()
  })

  it('locks by itself when nobody is there', async () => {
    const opened = await app.open({ query: 'scenario=waiting&idle=0.51' })
    await opened.page.getByText('Still there?').waitFor({ timeout: 10_000 })
    await opened.close()
  })
})
