import { describe, expect, it } from 'vitest'
import { meetingCode } from '../../support/fake-bridge/fake-meeting'
import { setupFakeApp } from '../support/fake-app'
import { activate, typeInto } from '../support/keyboard'
import { inputsOf, meetBenInReport, meetingMark, openMeeting, openServers } from './screens'

const within = setupFakeApp()

describe('the way into a meeting', () => {
  it('is by looking and one click, with the keyboard alone', () =>
    within('', async ({ page }) => {
      await openMeeting(page)
      await activate(page, 'Look for a meeting')
      await page.getByText('Meeting of Northwind Code of Conduct Committee').waitFor()
      await activate(page, 'Join the meeting at 192.168.17.9')
      await page.getByText('Hosted on this network, at 192.168.17.9.').waitFor()
      await meetingMark(page).waitFor()
      expect(await meetingMark(page).getAttribute('aria-label')).toBe(
        'Meeting: 1 other laptop is here, all up to date',
      )
      expect(await page.title()).toBe('Meeting · Conclave')
    }))

  it('is by a code, as it was told: in small letters, with other spaces', () =>
    within('', async ({ page }) => {
      await openMeeting(page)
      const typed = meetingCode.toLowerCase().replaceAll('-', ' ')
      await typeInto(page, 'Code of the meeting', ` ${typed} `)
      await page.keyboard.press('Enter')
      await page.getByText('Hosted on this network').waitFor()
      expect(await inputsOf(page, 'meeting.join')).toEqual([{ by: 'code', code: typed }])
    }))

  it('says what is wrong with a code, and keeps it', () =>
    within('', async ({ page }) => {
      await openMeeting(page)
      const field = page.getByLabel('Code of the meeting')
      await field.fill('0R2M')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').getByText('The meeting code is not complete').waitFor()
      expect(await field.inputValue()).toBe('0R2M')
    }))

  it('is over own servers only where the committee named some', () =>
    within('meeting=own-servers', async ({ page }) => {
      await openMeeting(page)
      await page.getByRole('button', { name: 'Join over our own servers' }).click()
      await page.getByText('Over the committee’s own servers.').waitFor()
      await page.getByRole('button', { name: 'Leave the meeting' }).click()
      await openServers(page)
      await page.getByLabel('Signalling servers').fill('')
      await page.getByRole('button', { name: 'Save for the committee' }).click()
      await page.getByText('Saved.').waitFor()
      await openMeeting(page)
      await page.getByRole('button', { name: 'Look for a meeting' }).waitFor()
      expect(await page.getByText('Over the internet', { exact: true }).count()).toBe(0)
    }))

  it('is by hosting it, on the network that was chosen, and the code is there to be told', () =>
    within('', async ({ page }) => {
      await openMeeting(page)
      await page.getByRole('radio', { name: 'Cable' }).check()
      await page.getByRole('button', { name: 'Start the meeting' }).click()
      await page.getByText('Your laptop hosts it, at 10.20.0.31.').waitFor()
      expect(await inputsOf(page, 'meeting.start')).toEqual([{ host: '10.20.0.31' }])
      await page.getByRole('img', { name: 'The code of the meeting as a QR code' }).waitFor()
      await page.getByText('Nobody else is here yet').waitFor()
      await page.getByRole('button', { name: /^Copy/ }).click()
      expect(await inputsOf(page, 'shell.copy')).toMatchObject([{ text: meetingCode }])
    }))

  it('is closed on no network, until there is one', () =>
    within('nobody=1', async ({ page }) => {
      await openMeeting(page)
      await page.getByText('This laptop is on no network').waitFor()
      expect(await page.getByRole('button', { name: 'Start the meeting' }).count()).toBe(0)
      const before = (await inputsOf(page, 'meeting.hosts')).length
      await page.getByRole('button', { name: 'Look again' }).click()
      await expect
        .poll(async () => (await inputsOf(page, 'meeting.hosts')).length)
        .toBeGreaterThan(before)
    }))

  it('is not looked for any more once nobody sees what is found', () =>
    within('nobody=1', async ({ page }) => {
      await openMeeting(page)
      await page.getByRole('button', { name: 'Look for a meeting' }).click()
      await page.getByText('No meeting was found yet').waitFor()
      await page.getByRole('navigation').getByRole('link', { name: 'Playbook' }).click()
      await expect.poll(() => inputsOf(page, 'meeting.look')).toEqual([{ on: true }, { on: false }])
    }))

  it('is open to a newcomer who waits to be let in', () =>
    within('scenario=waiting', async ({ page }) => {
      await page.getByRole('button', { name: 'Look for a meeting' }).click()
      await page.getByText('Meeting of your committee').waitFor()
      await page.getByRole('button', { name: /^Join the meeting at/ }).click()
      await page.getByText('You are in the meeting.').waitFor()
    }))
})

describe('in a meeting', () => {
  it('progress is shown as it comes, for each laptop and for all', () =>
    within('meeting=syncing', async ({ page }) => {
      await openMeeting(page)
      const bar = page.getByRole('progressbar', { name: 'Progress with Ben Okafor, laptop 1' })
      expect(await bar.getAttribute('aria-valuenow')).toBe('0')
      await page.evaluate(() => window.conclaveFake.meeting.halve())
      await expect.poll(() => bar.getAttribute('aria-valuenow')).toBe('50')
      const all = page.getByRole('progressbar', { name: 'Progress with everybody who is here' })
      expect(await all.getAttribute('aria-valuenow')).toBe('50')
      const words = page.getByText(/to send: 920 entries .* about 1 minute left/)
      expect(await words.count()).toBe(2)
    }))

  it('what is not synced leads to the case', () =>
    within('meeting=syncing', async ({ page }) => {
      await openMeeting(page)
      await page.getByText('Not yet with Ben Okafor, Dana Reyes-Whitfield').waitFor()
      const link = page.getByRole('link', { name: /^Case / })
      const codeName = ((await link.textContent()) ?? '').replace('Case ', '')
      await link.click()
      await page.getByRole('heading', { name: codeName, level: 1 }).waitFor()
    }))

  it('somebody hosts on when the host is gone, and those who are here stay', () =>
    within('meeting=lost', async ({ page }) => {
      await openMeeting(page)
      await page.getByText('The host of the meeting is gone').waitFor()
      await page.getByRole('button', { name: 'Host on from this laptop' }).click()
      await page.getByText('Your laptop hosts it, at 192.168.17.4.').waitFor()
      await page.getByText('Dana Reyes-Whitfield').first().waitFor()
      expect(await page.getByText('The host of the meeting is gone').count()).toBe(0)
    }))

  it('one button leaves it', () =>
    within('meeting=in-sync', async ({ page }) => {
      await openMeeting(page)
      await activate(page, 'Leave the meeting')
      await page.getByRole('button', { name: 'Look for a meeting' }).waitFor()
      expect(await meetingMark(page).count()).toBe(0)
    }))
})

describe('writing together', () => {
  it('shows the cursor of somebody else with the name, tells the own one, and that it went', () =>
    within('meeting=syncing', async ({ page }) => {
      await meetBenInReport(page)
      const label = page.getByRole('textbox', { name: 'Report' }).getByText('Ben Okafor')
      await label.waitFor()
      const colour = await label.evaluate((element) => getComputedStyle(element).backgroundColor)
      expect(colour).not.toBe('rgba(0, 0, 0, 0)')
      await page.getByRole('tab', { name: 'People' }).click()
      await expect
        .poll(async () => (await inputsOf(page, 'text.showCursor')).at(-1))
        .toMatchObject({ at: null })
    }))

  it('takes a cursor away with its member, and leaves nothing of it in the text', () =>
    within('meeting=syncing', async ({ page }) => {
      await meetBenInReport(page)
      await page.evaluate(() => window.conclaveFake.meeting.putCursor(null))
      await page.getByText('Also writing here').waitFor({ state: 'detached' })
      const editor = page.getByRole('textbox', { name: 'Report' })
      await expect.poll(() => editor.textContent()).not.toContain('Ben Okafor')
      expect(await inputsOf(page, 'text.edit')).toEqual([])
    }))

  it('tells no cursor outside a meeting', () =>
    within('meeting=syncing', async ({ page }) => {
      await meetBenInReport(page)
      await page.evaluate(async () => {
        await window.conclave.vault['meeting.leave']({})
      })
      await meetingMark(page).waitFor({ state: 'detached' })
      const before = await inputsOf(page, 'text.showCursor')
      expect(before.at(-1)).toMatchObject({ at: null })
      await page.getByRole('textbox', { name: 'Report' }).press('ArrowRight')
      await page.getByRole('textbox', { name: 'Report' }).press('ArrowRight')
      await page.waitForTimeout(500)
      expect(await inputsOf(page, 'text.showCursor')).toHaveLength(before.length)
    }))
})

describe('the servers of the committee', () => {
  it('are saved when every address is one, and not before', () =>
    within('', async ({ page }) => {
      await openServers(page)
      await page.getByText('The committee has named none.').waitFor()
      await page.getByLabel('Signalling servers').fill('http://meet.northwind.example')
      await page.getByRole('button', { name: 'Add a server' }).click()
      await page.getByRole('button', { name: 'Save for the committee' }).click()
      await page.getByText('Each line must be an address that begins with wss://').waitFor()
      await page.getByText('Each line must begin with stun:').waitFor()
      expect(await inputsOf(page, 'meeting.setServers')).toEqual([])
      await page.getByLabel('Signalling servers').fill('wss://meet.northwind.example')
      await page.getByLabel('Addresses').fill('turns:relay.northwind.example:5349')
      await page.getByLabel('User name').fill('northwind')
      await page.getByRole('button', { name: 'Save for the committee' }).click()
      await page.getByText('Set by').waitFor()
      expect(await inputsOf(page, 'meeting.setServers')).toEqual([
        {
          signalling: ['wss://meet.northwind.example'],
          iceServers: [{ urls: ['turns:relay.northwind.example:5349'], username: 'northwind' }],
        },
      ])
    }))
})
