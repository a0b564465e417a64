import type { Page } from 'playwright-core'
import type { Screen } from '../support/describe-screens'
import { showFullCase } from './full-case'

/** One state of taking a report or working on a case, and how to get there. */
export const takeCall = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Take a call' }).click()
  await page.getByLabel('What you hear').waitFor()
  // Off the button, whose tooltip would cover the page.
  await page.mouse.move(600, 400)
}

export const startReport = (channel: RegExp) => async (page: Page) => {
  await page.getByRole('link', { name: 'New report' }).first().click()
  await page.getByRole('button', { name: channel }).click()
  await page.getByLabel('What you hear').waitFor()
}

const callTab = (name: RegExp) => async (page: Page) => {
  await takeCall(page)
  await page.getByRole('tab', { name }).click()
}

const fillCall = async (page: Page) => {
  await takeCall(page)
  await page
    .getByLabel('What you hear')
    .fill(
      'Calling from the quay. Somebody has been following her all evening.\nShe has asked him twice to stop. A friend is with her now.',
    )
  await page.getByLabel('Caller’s name').fill('Imke')
  await page.getByLabel('Where the caller is').fill('Pier 3, by the ticket office')
  await page.getByLabel('Who is reported').fill('Rowan Castell')
  await page.getByRole('button', { name: 'Enter as a reported person' }).click()
}

const reportStep = (name: string) => async (page: Page) => {
  await startReport(/^Committee mail/)(page)
  await page
    .getByRole('navigation', { name: 'Steps of the report' })
    .getByText(name, { exact: true })
    .click()
}

export const openFirstCase = async (page: Page): Promise<void> => {
  const row = page.getByRole('grid').locator('[data-index="0"]')
  await row.waitFor()
  await row.click()
  await page.getByRole('tab', { name: 'Overview' }).waitFor()
}

const fullCase = async (page: Page) => {
  await showFullCase(page)
  await openFirstCase(page)
}

/** Erases the first case's report and looks at where it stood. */
export const eraseReport = async (page: Page): Promise<void> => {
  await openFirstCase(page)
  await page.getByRole('tab', { name: 'Access and erasing' }).click()
  await page
    .getByRole('button', { name: /^Erase…/ })
    .first()
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Erase', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('tab', { name: 'Report', exact: true }).click()
}

const caseTab = (name: string) => async (page: Page) => {
  await fullCase(page)
  await page.getByRole('tab', { name, exact: true }).click()
}

export const intakeScreens: readonly Screen[] = [
  { name: 'call', query: '', go: takeCall, shows: /Saves as you type/ },
  { name: 'call-filled', query: '', go: fillCall, shows: /Entered among the people/ },
  { name: 'call-hesitant', query: '', go: callTab(/Hesitant/), shows: /Take it anonymously/ },
  {
    name: 'call-anonymous-ask',
    query: '',
    go: async (page) => {
      await callTab(/Hesitant/)(page)
      await page.getByRole('button', { name: 'Take it anonymously' }).click()
    },
    shows: /there can be no follow-up/,
  },
  {
    name: 'call-anonymous',
    query: '',
    go: async (page) => {
      await callTab(/Hesitant/)(page)
      await page.getByRole('button', { name: 'Take it anonymously' }).click()
      await page.getByRole('button', { name: 'They agree: drop name and contact' }).click()
      await page.getByRole('tab', { name: /People/ }).click()
    },
    shows: /Anonymous report/,
  },
  {
    name: 'call-people',
    query: '',
    go: async (page) => {
      await callTab(/People/)(page)
      await page.getByRole('button', { name: 'Add a reported person' }).click()
    },
    shows: /Part in it/,
  },
  { name: 'call-wishes', query: '', go: callTab(/Wishes/), shows: /Would they like to hear/ },
  {
    name: 'call-more',
    query: '',
    go: async (page) => {
      await callTab(/More/)(page)
      await page.getByRole('button', { name: 'Add a place' }).click()
    },
    shows: /Who has this report already/,
  },
  {
    name: 'call-danger',
    query: '',
    go: async (page) => {
      await takeCall(page)
      await page.getByRole('button', { name: 'Immediate danger' }).click()
      await page.getByRole('dialog').waitFor()
    },
    shows: /You may decide alone/,
  },
  {
    name: 'call-out-of-scope',
    query: '',
    go: async (page) => {
      await takeCall(page)
      await page.getByRole('button', { name: 'Other ways to end' }).click()
      await page.getByRole('menuitem', { name: 'It was about something else…' }).click()
    },
    shows: /End as out of scope/,
  },
  {
    name: 'new-report',
    query: '',
    go: (page) => page.getByRole('link', { name: 'New report' }).first().click(),
    shows: /How did the report reach you/,
  },
  {
    name: 'paper-card',
    query: '',
    go: async (page) => {
      await page.getByRole('link', { name: 'New report' }).first().click()
      await page.getByRole('link', { name: 'Card and form on paper' }).click()
    },
    shows: /Taking a call: Northwind/,
  },
  {
    name: 'paper-form',
    query: '',
    go: async (page) => {
      await page.getByRole('link', { name: 'New report' }).first().click()
      await page.getByRole('link', { name: 'Card and form on paper' }).click()
      await page.getByText('Blank form', { exact: true }).click()
    },
    shows: /Report form: Northwind/,
  },
  { name: 'report-1', query: '', go: startReport(/^Committee mail/), shows: /Take your time/ },
  ...(
    [
      ['People', /A name, a handle or an alias/],
      ['Reporter', /Kept sealed/],
      ['Tell the reporter', /Tick what you have said/],
      ['Wishes', /Would they like to hear/],
      ['Who knows', /Whom on the committee/],
      ['Danger, takedowns', /Content to take down/],
      ['Review and save', /Nothing has to be complete/],
    ] as const
  ).map(([step, shows], at) => ({
    name: `report-${at + 2}`,
    query: '',
    go: reportStep(step),
    shows,
  })),
  {
    name: 'night-call',
    query: 'scenario=one-vault',
    go: async (page) => {
      await page.getByRole('button', { name: 'Take a call' }).click()
      await page.getByLabel('What you hear').waitFor()
    },
    shows: /The vault stays locked/,
  },
  {
    name: 'night-call-ended',
    query: 'scenario=one-vault',
    go: async (page) => {
      await page.getByRole('button', { name: 'Take a call' }).click()
      await page.getByLabel('What you hear').fill('Somebody called')
      await page.getByRole('button', { name: 'Call ended' }).click()
    },
    shows: /The call is sealed/,
  },
]

export const caseScreens: readonly Screen[] = [
  { name: 'cases', query: 'cases=60', go: async () => {}, shows: /Received|Due/ },
  { name: 'cases-empty', query: 'cases=0', go: async () => {}, shows: /No cases yet/ },
  {
    name: 'cases-open-intake',
    query: 'cases=60',
    go: async (page) => {
      await takeCall(page)
      await page.getByRole('navigation').getByRole('link', { name: 'Cases' }).click()
    },
    shows: /A call being taken/,
  },
  {
    name: 'cases-filter',
    query: 'cases=60',
    go: async (page) => {
      await page.getByRole('button', { name: 'Filter' }).click()
      await page.getByRole('dialog').getByLabel('Critical').check()
    },
    shows: /Clear the filter/,
  },
  {
    name: 'cases-no-match',
    query: 'cases=3',
    go: async (page) => {
      await page.getByRole('button', { name: 'Filter' }).click()
      await page.getByRole('dialog').getByLabel('Critical').check()
      await page.getByRole('dialog').getByLabel('Acknowledged').check()
      await page.keyboard.press('Escape')
    },
    shows: /No case matches/,
  },
  {
    name: 'cases-search',
    query: 'cases=60',
    go: async (page) => {
      await page.getByLabel('Search the cases').fill('photograph')
      await page.locator('mark').first().waitFor()
    },
    shows: /in the report/,
  },
  {
    name: 'cases-search-none',
    query: 'cases=60',
    go: (page) => page.getByLabel('Search the cases').fill('zeppelin'),
    shows: /Nothing found/,
  },
  { name: 'case-overview', query: '', go: fullCase, shows: /Seen elsewhere/ },
  {
    name: 'case-read-only',
    query: 'scenario=read-only',
    go: fullCase,
    shows: /nothing can be changed/,
  },
  {
    name: 'cases-failed',
    query: 'fail=case.list:internal/defect',
    go: async () => {},
    shows: /Try again/,
  },
  {
    name: 'case-unknown',
    query: 'fail=case.get:case/unknown',
    go: async (page) => {
      const row = page.getByRole('grid').locator('[data-index="0"]')
      await row.click()
    },
    shows: /There is no such case/,
  },
  { name: 'case-text-erased', query: '', go: eraseReport, shows: /This text was erased/ },
  { name: 'case-report', query: '', go: caseTab('Report'), shows: /What was reported/ },
  { name: 'case-people', query: '', go: caseTab('People'), shows: /Impacted people/ },
  {
    name: 'case-identity-ask',
    query: '',
    go: async (page) => {
      await caseTab('People')(page)
      await page.getByRole('button', { name: 'Open identity' }).click()
    },
    shows: /Record and open/,
  },
  {
    name: 'case-identity',
    query: '',
    go: async (page) => {
      await caseTab('People')(page)
      await page.getByRole('button', { name: 'Open identity' }).click()
      await page.getByRole('button', { name: 'Record and open' }).click()
    },
    shows: /Imke Vandael/,
  },
  {
    name: 'case-correct-person',
    query: '',
    go: async (page) => {
      await caseTab('People')(page)
      await page.getByRole('button', { name: 'Correct Rowan Castell' }).click()
    },
    shows: /Correct what is known/,
  },
  { name: 'case-notes', query: '', go: caseTab('Notes'), shows: /For the committee only/ },
  {
    name: 'case-history',
    query: '',
    go: caseTab('History'),
    shows: /opened the reporter’s identity/,
  },
  {
    name: 'case-access',
    query: '',
    go: caseTab('Access and erasing'),
    shows: /Erase the whole case/,
  },
  {
    name: 'case-erase-ask',
    query: '',
    go: async (page) => {
      await caseTab('Access and erasing')(page)
      await page.getByRole('button', { name: 'Erase this case…' }).click()
    },
    shows: /Type “Cedar Lantern 0417”/,
  },
  {
    name: 'case-wishes',
    query: '',
    go: async (page) => {
      await fullCase(page)
      await page.getByRole('button', { name: 'Change the wishes' }).click()
    },
    shows: /Would they like to hear/,
  },
]
