import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { goodPassphrase } from '../renderer/screens'
import { setupFakeApp } from '../support/fake-app'
import { readFocus } from '../support/keyboard'
import { coverScreen, inputsOf, openMeeting } from './screens'

const within = setupFakeApp({ isLastOfPage: true })

const minuteMs = 60_000
const covered = (page: Page) => page.getByRole('dialog', { name: 'The screen is covered' })

/** Two minutes without a movement, which is how long a laptop may be idle here. */
const leaveAlone = async (page: Page) => {
  await openMeeting(page)
  await page.clock.install()
  await page.mouse.move(10, 10)
  await page.clock.runFor(1.6 * minuteMs)
  await page.getByText('Conclave covers the screen in').waitFor()
  await page.clock.runFor(32_000)
  await covered(page).waitFor()
}

const countLocks = async (page: Page) => (await inputsOf(page, 'vault.lock')).length

describe('a laptop that is left alone in a meeting', () => {
  it('covers the screen in the place of locking, and only the passphrase lifts it', () =>
    within('meeting=in-sync&idle=2&kdfMs=0', async ({ page }) => {
      await leaveAlone(page)
      expect(await countLocks(page)).toBe(0)
      expect(await page.title()).toBe('Conclave')
      expect((await readFocus(page)).name).toBe('Passphrase')
      await page.keyboard.type('wrong')
      await page.keyboard.press('Enter')
      await page.clock.runFor(1_000)
      await covered(page).getByText('This passphrase does not open the vault').waitFor()
      await page.keyboard.type(goodPassphrase)
      await page.keyboard.press('Enter')
      await page.clock.runFor(1_000)
      await covered(page).waitFor({ state: 'detached' })
      expect(await page.title()).toBe('Meeting · Conclave')
      await page.getByRole('button', { name: 'Leave the meeting' }).click()
      expect(await countLocks(page)).toBe(0)
    }))

  it('lets nothing below be reached, by keys, by mouse or by loading the page anew', () =>
    within('meeting=in-sync&idle=2', async ({ page }) => {
      await leaveAlone(page)
      const isCovered = await page.evaluate(
        () => document.elementFromPoint(40, 40)?.closest('#root') === null,
      )
      expect(isCovered).toBe(true)
      for (let press = 0; press < 12; press++) {
        await page.keyboard.press('Tab')
        const isAbove = await page.evaluate(() => document.activeElement?.closest('#root') === null)
        expect(isAbove).toBe(true)
      }
      await page.keyboard.press('Control+Shift+C')
      await page.keyboard.press('Escape')
      await page.mouse.click(200, 200)
      expect(await inputsOf(page, 'intake.start')).toEqual([])
      await page.reload()
      await covered(page).waitFor()
    }))

  it('locks when nobody else was in the meeting for as long again', () =>
    within('meeting=in-sync&idle=2', async ({ page }) => {
      await leaveAlone(page)
      await page.clock.runFor(10 * minuteMs)
      expect(await countLocks(page)).toBe(0)
      await page.evaluate(() =>
        window.conclaveFake.meeting.change({
          // Seen in the lobby alone, where anyone with the room's key could show a laptop.
          present: [
            {
              deviceId: 'dd'.repeat(32),
              memberId: '0d'.repeat(16) as never,
              name: 'Dana',
              state: 'linking',
              byDoor: false,
              entriesToSend: 0,
              bytesToSend: 0,
              entriesToReceive: 0,
              bytesToReceive: 0,
              secondsLeft: null,
            },
          ],
        }),
      )
      await covered(page).getByText('Nobody else is in the meeting').waitFor()
      await page.clock.runFor(1.9 * minuteMs)
      expect(await countLocks(page)).toBe(0)
      await page.clock.runFor(0.2 * minuteMs)
      await page.getByRole('button', { name: 'Unlock', exact: true }).waitFor()
    }))

  it('locks when the meeting ends', () =>
    within('meeting=in-sync', async ({ page }) => {
      await coverScreen(page)
      await covered(page).waitFor()
      await page.evaluate(() => {
        void window.conclave.vault['meeting.leave']({})
      })
      await page.getByRole('button', { name: 'Unlock', exact: true }).waitFor()
    }))

  it('locks at once when it is told to, and is not covered after unlocking', () =>
    within('meeting=in-sync', async ({ page }) => {
      await coverScreen(page)
      await covered(page).getByRole('button', { name: 'Lock and leave the meeting' }).click()
      await page.getByRole('button', { name: 'Unlock', exact: true }).waitFor()
      await page.getByLabel('Passphrase', { exact: true }).fill(goodPassphrase)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Cases', level: 1 }).waitFor()
      expect(await covered(page).count()).toBe(0)
    }))
})
