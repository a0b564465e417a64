import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeApp, startFakeApp } from '../../support/fake-bridge/open-page'
import { dropFile, invitationCode, openCommittee, openMember, openTab } from './screens'

let app: FakeApp

beforeAll(async () => {
  app = await startFakeApp()
})

afterAll(async () => {
  await app.close()
})

const open = async (query = '') => {
  const opened = await app.open({ query })
  opened.page.setDefaultTimeout(10_000)
  return opened
}

const inputsOf = (page: Page, row: string) =>
  page.evaluate(
    (wanted) =>
      window.conclaveFake.calls.filter((call) => call.row === wanted).map(({ input }) => input),
    row,
  )

const compareWith = async (page: Page, name: string) => {
  await openTab('Joining')(page)
  await page
    .getByRole('region', { name })
    .getByRole('button', { name: 'Compare the words' })
    .click()
}

describe('signing somebody in', () => {
  it('takes both halves of the words before it can be pressed', async () => {
    const { page, close } = await open()
    await compareWith(page, 'Gus Lindqvist')
    const sign = page.getByRole('button', { name: 'Sign them in' })
    expect(await sign.isDisabled()).toBe(true)
    await page.getByRole('checkbox', { name: /first half/ }).check()
    expect(await sign.isDisabled()).toBe(true)
    await page.getByRole('checkbox', { name: /second half/ }).check()
    await sign.click()
    await page.getByText('You have signed Gus Lindqvist in.').waitFor()
    expect(await inputsOf(page, 'request.sign')).toMatchObject([{ wordsCompared: true }])
    await close()
  })

  it('warns as soon as one employer has more members than the playbook allows (R71)', async () => {
    const { page, close } = await open()
    await compareWith(page, 'Gus Lindqvist')
    for (const half of [/first half/, /second half/]) {
      await page.getByRole('checkbox', { name: half }).check()
    }
    await page.getByRole('button', { name: 'Sign them in' }).click()
    await page.getByRole('tab', { name: 'People (6)' }).click()
    await page.getByText(/3 members work for Tidewrack Labs/).waitFor()
    await close()
  })

  it('is out of reach where the playbook refuses the employer (R71)', async () => {
    const { page, close } = await open()
    await openTab('Joining')(page)
    const card = page.getByRole('region', { name: 'Jo Marchetti' })
    await card.getByText(/does not allow this/).waitFor()
    expect(await card.getByRole('button', { name: 'Compare the words' }).isDisabled()).toBe(true)
    await close()
  })

  it('offers only to stop once the words differ', async () => {
    const { page, close } = await open()
    await compareWith(page, 'Gus Lindqvist')
    await page.getByRole('button', { name: 'The words differ' }).click()
    await page.getByText('Do not sign').waitFor()
    expect(await page.getByRole('button', { name: 'Sign them in' }).count()).toBe(0)
    await page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click()
    await page.getByRole('region', { name: 'Gus Lindqvist' }).waitFor({ state: 'detached' })
    await close()
  })

  it('is declined for a laptop too, by whoever may, also after signing', async () => {
    const { page, close } = await open()
    await openTab('Joining')(page)
    const card = page.getByRole('region', { name: 'Cleo Adair' })
    await card.getByRole('button', { name: 'Decline' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Decline this laptop for Cleo Adair?').waitFor()
    await dialog.getByRole('button', { name: 'Decline' }).click()
    await card.waitFor({ state: 'detached' })
    await close()
  })

  it('reads a request file, and says what is wrong with another file', async () => {
    const { page, close } = await open()
    await openTab('Joining')(page)
    await dropFile('Read a request', 'holiday pictures')(page)
    await page.getByText('This is not a request to join').waitFor()
    await dropFile('Read a request', 'request:Ines Tallow')(page)
    await page.getByRole('region', { name: 'Ines Tallow' }).waitFor()
    await close()
  })
})

describe('somebody who left', () => {
  it('is told by a file of their own (R74)', async () => {
    const { page, close } = await open()
    await openCommittee(page)
    await page.getByRole('button', { name: /Finn Abara/ }).click()
    await page.getByRole('button', { name: 'Make a file that tells them' }).click()
    await page.getByRole('button', { name: 'Save the file for Finn Abara…' }).click()
    await page.getByText('Saved in').waitFor()
    expect(await inputsOf(page, 'bundle.make')).toHaveLength(1)
    await close()
  })
})

describe('an invitation', () => {
  it('shows its code once: it is gone with the dialog, and stands in no title', async () => {
    const { page, close } = await open()
    await openCommittee(page)
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await page.getByLabel('Whom is it for?').fill('Ines Tallow')
    await page.getByRole('button', { name: 'Make the code' }).click()
    const group = invitationCode.split('-')[0] ?? ''
    await page.getByText(group, { exact: true }).waitFor()
    expect(await page.getByRole('img', { name: /QR code/ }).isVisible()).toBe(true)
    expect(`${page.url()} ${await page.title()}`).not.toContain(group)
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByText(group, { exact: true }).waitFor({ state: 'detached' })
    expect(await page.content()).not.toContain(group)
    await close()
  })

  it('can be withdrawn while it is open', async () => {
    const { page, close } = await open()
    await openTab('Joining')(page)
    await page.getByRole('button', { name: 'Withdraw the invitation for Hana Sørby' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
    await page.getByText('Withdrawn').waitFor()
    await close()
  })
})

describe('laptops', () => {
  it('of another member need a second request to be shut out', async () => {
    const { page, close } = await open()
    await openMember('Cleo Adair')(page)
    await page.getByRole('button', { name: 'Shut out laptop 1 of Cleo Adair' }).click()
    await page.getByRole('button', { name: 'Ask to shut it out' }).click()
    await page.getByText('Ada Mirwald asked to shut this laptop out.').waitFor()
    await close()
  })

  it('that are frozen are shut out for that reason', async () => {
    const { page, close } = await open()
    await openMember('Eli Nakamura')(page)
    await page.getByRole('button', { name: 'Shut out laptop 1 of Eli Nakamura' }).click()
    await page.getByRole('button', { name: 'Ask to shut it out' }).click()
    await expect
      .poll(() => inputsOf(page, 'device.revoke'))
      .toEqual([{ deviceId: 'e1', reason: 'fork' }])
    await close()
  })

  it('of this screen cannot be shut out from it', async () => {
    const { page, close } = await open()
    await openCommittee(page)
    expect(
      await page.getByRole('button', { name: 'Shut out laptop 1 of Ada Mirwald' }).count(),
    ).toBe(0)
    await page.getByRole('button', { name: 'Shut out laptop 2 of Ada Mirwald' }).waitFor()
    await close()
  })
})

describe('staying or going (R72)', () => {
  it('asks once and thanks for the answer', async () => {
    const { page, close } = await open()
    await openCommittee(page)
    await page.getByRole('button', { name: 'I want to stay' }).click()
    await page.getByText('You are on the committee as before.').waitFor()
    await page.getByText('Do you want to stay?').waitFor({ state: 'detached' })
    await close()
  })

  it('says what resigning does before it can be pressed, and then that it is done', async () => {
    const { page, close } = await open()
    await openCommittee(page)
    await page.getByRole('button', { name: 'I want to resign…' }).click()
    const resign = page.getByRole('button', { name: 'Resign', exact: true })
    expect(await resign.isDisabled()).toBe(true)
    await page.getByRole('checkbox', { name: /cannot be taken back/ }).check()
    await resign.click()
    await page.getByRole('heading', { name: 'You are no longer on this committee' }).waitFor()
    expect(await page.getByRole('navigation').getByRole('link').allInnerTexts()).toEqual([
      'Settings',
      'Help',
    ])
    await close()
  })

  it('leads to the open cases where they need another owner first', async () => {
    const { page, close } = await open('fail=member.resign:member/owns-cases')
    await openCommittee(page)
    await page.getByRole('button', { name: 'I want to resign…' }).click()
    await page.getByRole('checkbox', { name: /cannot be taken back/ }).check()
    await page.getByRole('button', { name: 'Resign', exact: true }).click()
    await page.getByText('Open cases need another owner first').waitFor()
    await page.getByRole('link', { name: 'Go to the cases' }).click()
    await page.getByRole('heading', { name: 'Cases', level: 1 }).waitFor()
    await close()
  })
})

describe('a removal (R73-R75)', () => {
  const openRemoval = async (page: Page, name: string) => {
    await openTab('Leaving')(page)
    await page.getByRole('link', { name }).click()
    await page.getByRole('heading', { name: `Removal of ${name}` }).waitFor()
  }

  it('is proposed with grounds and opens its own page', async () => {
    const { page, close } = await open()
    await openMember('Cleo Adair')(page)
    await page.getByRole('button', { name: 'Propose a removal…' }).click()
    const propose = page.getByRole('button', { name: 'Propose it' })
    expect(await propose.isDisabled()).toBe(true)
    await page.getByLabel('Why?').fill('Told a friend about a case.')
    await propose.click()
    await page.getByRole('heading', { name: 'Removal of Cleo Adair' }).waitFor()
    await page.getByText('Told a friend about a case.').waitFor()
    await close()
  })

  it('counts yes against all members, and takes a vote that can be changed', async () => {
    const { page, close } = await open()
    await openRemoval(page, 'Dana Reyes-Whitfield')
    await page.getByText('0 said yes. 3 of all 5 members must say yes').waitFor()
    await page.getByRole('button', { name: 'Yes', exact: true }).click()
    await page.getByText('1 said yes.').waitFor()
    await page.getByRole('button', { name: 'No', exact: true }).click()
    await page.getByText('0 said yes.').waitFor()
    await close()
  })

  it('cannot be put in force while its subject owns open cases', async () => {
    const { page, close } = await open()
    await openRemoval(page, 'Eli Nakamura')
    await page.getByText('Eli Nakamura owns open cases').waitFor()
    expect(await page.getByRole('button', { name: 'Put it in force' }).isDisabled()).toBe(true)
    await close()
  })

  it('says when the letter must wait, and records who did what of the checklist', async () => {
    const { page, close } = await open()
    await openTab('Leaving')(page)
    await page.getByText('The letter to them waits').waitFor()
    await page.getByText('2 of 5 done').waitFor()
    await page.getByRole('checkbox', { name: 'Registration data of events' }).click()
    await page.getByText('3 of 5 done').waitFor()
    await close()
  })
})

describe('a frozen laptop', () => {
  it('can enter nothing, and shows the way back', async () => {
    const { page, close } = await open('scenario=frozen')
    await openCommittee(page)
    expect(await page.getByRole('button', { name: 'Invite somebody' }).isDisabled()).toBe(true)
    expect(await page.getByRole('button', { name: 'Take a call' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'What now?' }).click()
    await page.getByText('The way back').waitFor()
    await close()
  })
})
