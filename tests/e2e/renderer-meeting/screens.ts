import type { Page } from 'playwright-core'
import type { Screen } from '../support/describe-screens'

/** The last of several quick moves is told after a pause. */
const sendGapMs = 400

/** What a row was asked with, each time. */
export const inputsOf = (page: Page, row: string): Promise<unknown[]> =>
  page.evaluate(
    (wanted) =>
      window.conclaveFake.calls.filter((call) => call.row === wanted).map(({ input }) => input),
    row,
  )

export const meetingMark = (page: Page) =>
  page.getByRole('banner').getByRole('link', { name: /^Meeting:/ })

export const openMeeting = async (page: Page): Promise<void> => {
  await page.getByRole('navigation').getByRole('link', { name: 'Meeting' }).click()
  await page.getByRole('heading', { name: 'Meeting', level: 1 }).waitFor()
}

const look = async (page: Page): Promise<void> => {
  await openMeeting(page)
  await page.getByRole('button', { name: 'Look for a meeting' }).click()
}

export const openServers = async (page: Page): Promise<void> => {
  await openMeeting(page)
  await page.getByRole('link', { name: 'Servers for meetings' }).click()
  await page.getByRole('heading', { name: 'Servers for meetings' }).waitFor()
}

/** The case that the fake's meeting `syncing` has not told everybody yet. */
export const openUnsyncedCase =
  (tab: string) =>
  async (page: Page): Promise<void> => {
    await openMeeting(page)
    await page.getByRole('link', { name: /^Case / }).click()
    await page.getByRole('tab', { name: tab }).click()
  }

/** Puts Ben's cursor where the own one is: behind the first words of the report. */
export const meetBenInReport = async (page: Page): Promise<void> => {
  await openUnsyncedCase('Report')(page)
  await page.getByRole('textbox', { name: 'Report' }).click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Control+Shift+ArrowRight')
  await page.keyboard.press('Control+Shift+ArrowRight')
  await page.waitForFunction(() =>
    window.conclaveFake.calls.some(({ row }) => row === 'text.showCursor'),
  )
  await page.waitForTimeout(sendGapMs)
  await page.evaluate(() => window.conclaveFake.meeting.putCursor({ name: 'Ben Okafor' }))
  await page.getByText('Also writing here: Ben Okafor').waitFor()
}

/** The host says that nobody is there: as if the laptop had been idle for long. */
export const coverScreen = async (page: Page): Promise<void> => {
  await openMeeting(page)
  await page.evaluate(() =>
    window.conclaveFake.emitShell({ kind: 'lock-requested', reason: 'idle' }),
  )
}

export const screens: readonly Screen[] = [
  { name: 'meeting-none', query: '', go: openMeeting, shows: /On which network/ },
  { name: 'meeting-found', query: '', go: look, shows: /Hosted at 192\.168\.17\.9/ },
  {
    name: 'meeting-nobody',
    query: 'nobody=1&meeting=own-servers',
    go: look,
    shows: /No meeting was found yet/,
  },
  {
    name: 'meeting-code-mistyped',
    query: '',
    go: async (page) => {
      await openMeeting(page)
      await page.getByLabel('Code of the meeting').fill('0R2M-H4QX')
      await page.getByRole('button', { name: 'Join by code' }).click()
    },
    shows: /The meeting code is not complete/,
  },
  {
    name: 'meeting-no-window',
    query: 'meeting=no-window',
    go: openMeeting,
    shows: /do not work at the moment/,
  },
  {
    name: 'meeting-failed',
    query: 'fail=meeting.view:internal/defect',
    go: openMeeting,
    shows: /Something in Conclave went wrong/,
  },
  {
    name: 'meeting-alone',
    query: 'meeting=alone',
    go: openMeeting,
    shows: /Others do not find this meeting/,
  },
  {
    name: 'meeting-syncing',
    query: 'meeting=syncing',
    go: openMeeting,
    shows: /1,840 entries/,
  },
  {
    name: 'meeting-lost',
    query: 'meeting=lost',
    go: openMeeting,
    shows: /Host on from this laptop/,
  },
  {
    name: 'meeting-servers',
    query: 'meeting=own-servers',
    go: async (page) => {
      await openServers(page)
      await page.getByLabel('Signalling servers').fill('https://meet.northwind.example')
      await page.getByRole('button', { name: 'Save for the committee' }).click()
    },
    shows: /begins with wss/,
  },
  {
    name: 'meeting-cover',
    query: 'meeting=in-sync',
    go: coverScreen,
    shows: /The screen is covered/,
  },
  {
    name: 'meeting-case-text',
    query: 'meeting=syncing',
    go: meetBenInReport,
    shows: /Also writing here/,
  },
  {
    name: 'meeting-case-access',
    query: 'meeting=syncing',
    go: openUnsyncedCase('Access'),
    shows: /the newest of it is not yet with/,
  },
  {
    name: 'meeting-newcomer',
    query: 'scenario=waiting',
    shows: /Or meet them/,
  },
]
