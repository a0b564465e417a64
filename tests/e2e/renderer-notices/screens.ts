import type { Page } from 'playwright-core'
import { casePlaces } from '../../support/fake-bridge/fake-access'
import { createFakeCases } from '../../support/fake-bridge/fake-cases'
import type { Screen } from '../support/describe-screens'

/** One state of what goes between members, and how to get there. */
/** The names of the fake's cases do not depend on the time. */
const names = createFakeCases(60, 0).map(({ view }) => view.codeName)

export const codeNameAt = (index: number): string => names[index] ?? ''

export const visit =
  (name: string) =>
  async (page: Page): Promise<void> => {
    await page
      .getByRole('navigation', { name: 'Pages' })
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
  }

export const openNotice =
  (names: string, show: 'Open' | 'All' = 'Open') =>
  async (page: Page): Promise<void> => {
    await visit('Notices')(page)
    if (show === 'All') await page.getByText('All', { exact: true }).click()
    await page.getByRole('link', { name: names, exact: true }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Notice', exact: true }).waitFor()
  }

/** Through the search: the list draws only what is in sight. */
export const openCase =
  (place: keyof typeof casePlaces) =>
  async (page: Page): Promise<void> => {
    await page.getByLabel('Search the cases').fill(codeNameAt(casePlaces[place]))
    await page
      .getByRole('listitem')
      .filter({ hasText: codeNameAt(casePlaces[place]) })
      .first()
      .getByRole('button')
      .click()
  }

export const openAccess = (place: keyof typeof casePlaces) => async (page: Page) => {
  await openCase(place)(page)
  await page.getByRole('tab', { name: 'Access and erasing' }).click()
  await page.getByRole('heading', { name: 'Who can open this' }).waitFor()
}

export const openPeople = (place: keyof typeof casePlaces) => async (page: Page) => {
  await openCase(place)(page)
  await page.getByRole('tab', { name: 'People', exact: true }).click()
}

/** Gives the page a file as if it had been chosen in the system's dialog. */
export const receive = async (page: Page, text: string): Promise<void> => {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'sealed.conclave',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(text),
    })
}

const takeIn = (text: string) => async (page: Page) => {
  await visit('Send and receive')(page)
  await receive(page, text)
  await page.getByRole('button', { name: 'Take it in' }).click()
  await page.getByRole('heading', { name: 'Taken in' }).waitFor()
}

const openNewReport = async (page: Page) => {
  await page.getByRole('link', { name: 'New report' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'How did the report reach you?' }).waitFor()
}

/** A call in which the reported person has the first name of a member. */
export const callAboutMember = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'Take a call' }).click()
  await page.getByLabel('What you hear').fill('Said at the front desk.')
  await page.getByLabel('Who is reported').fill(name)
  await page.getByRole('button', { name: 'Enter as a reported person' }).click()
  await page.getByRole('button', { name: 'Call ended' }).click()
  await page.getByRole('dialog').waitFor()
}

export const dialogOf = (page: Page) => page.getByRole('dialog')

const leave = (place: keyof typeof casePlaces) => async (page: Page) => {
  await openAccess(place)(page)
  await page.getByRole('button', { name: 'Step back from this case…' }).click()
  await dialogOf(page).waitFor()
}

export const screens: readonly Screen[] = [
  { name: 'waiting', query: '', go: visit('For you'), shows: /Do you have a conflict/ },
  {
    name: 'waiting-calm',
    query: 'calm=1&scenario=alone',
    go: visit('For you'),
    shows: /Nothing waits for you/,
  },
  {
    name: 'waiting-failed',
    query: 'fail=waiting.list:internal/defect',
    go: visit('For you'),
    shows: /Try again/,
  },
  { name: 'notices', query: '', go: visit('Notices'), shows: /Your answer is needed/ },
  {
    name: 'notices-empty',
    query: 'scenario=alone',
    go: visit('Notices'),
    shows: /No notice is open/,
  },
  {
    name: 'notices-failed',
    query: 'fail=notice.list:internal/defect',
    go: visit('Notices'),
    shows: /Try again/,
  },
  {
    name: 'notice-asked',
    query: '',
    go: openNotice('Rowan Castell'),
    shows: /Nobody asks you why/,
  },
  {
    name: 'notice-with-ties',
    query: '',
    go: openNotice('Marta Quell'),
    shows: /Only you see this/,
  },
  {
    name: 'notice-amended',
    query: '',
    go: openNotice('Priya Sundaram, Teo Vass'),
    shows: /please answer again/,
  },
  {
    name: 'notice-amended-conflict',
    query: '',
    go: async (page) => {
      await openNotice('Priya Sundaram, Teo Vass')(page)
      await page.getByRole('button', { name: 'I have a conflict' }).click()
      await dialogOf(page).waitFor()
    },
    shows: /erased from this laptop at once/,
  },
  {
    name: 'notice-cleared',
    query: '',
    go: async (page) => {
      await visit('For you')(page)
      await page.getByRole('link', { name: /^Look at the notice/ }).click()
    },
    shows: /A second member has to agree/,
  },
  {
    name: 'notice-leave-out',
    query: '',
    go: async (page) => {
      await openNotice('Noa Berrick')(page)
      await page.getByRole('button', { name: 'Leave someone out…' }).click()
      await dialogOf(page).waitFor()
    },
    shows: /Who is to be left out/,
  },
  {
    name: 'notice-conflict',
    query: '',
    go: openNotice('Sam Oduya'),
    shows: /You see nothing of this case/,
  },
  {
    name: 'notice-handed-over',
    query: '',
    go: openNotice('Vera Holm', 'All'),
    shows: /with the mediator from outside/,
  },
  { name: 'case-ties', query: '', go: openCase('hasTies'), shows: /We show no name/ },
  { name: 'access', query: '', go: openAccess('askedForIdentity'), shows: /Who looks after it/ },
  { name: 'access-only-copy', query: '', go: openAccess('onlyCopy'), shows: /Only you can open/ },
  { name: 'access-grant', query: '', go: openAccess('toGrant'), shows: /Waiting for the key/ },
  { name: 'access-excluded', query: '', go: openAccess('excluded'), shows: /To let them back in/ },
  {
    name: 'access-needs-update',
    query: '',
    go: openAccess('needsUpdate'),
    shows: /needs a newer version/,
  },
  { name: 'access-frozen', query: '', go: openAccess('frozen'), shows: /One laptop is frozen/ },
  {
    name: 'access-failed',
    query: 'fail=case.access:internal/defect',
    go: async (page) => {
      await openCase('toGrant')(page)
      await page.getByRole('tab', { name: 'Access and erasing' }).click()
    },
    shows: /Try again/,
  },
  {
    name: 'access-owners',
    query: '',
    go: async (page) => {
      await openAccess('toGrant')(page)
      await page.getByRole('button', { name: 'Change…' }).click()
      await dialogOf(page).waitFor()
    },
    shows: /Who looks after this case/,
  },
  { name: 'access-leave', query: '', go: leave('toGrant'), shows: /What cannot be recalled/ },
  { name: 'access-leave-last', query: '', go: leave('onlyCopy'), shows: /Nobody else can open/ },
  {
    name: 'access-exclude',
    query: '',
    go: async (page) => {
      await openAccess('toGrant')(page)
      await page.getByRole('button', { name: 'Exclude Ben Okafor' }).click()
      await dialogOf(page).waitFor()
    },
    shows: /No reason is asked/,
  },
  {
    name: 'mediator',
    query: '',
    go: openAccess('allRecused'),
    shows: /Hand the case to the mediator/,
  },
  {
    name: 'mediator-package',
    query: 'kdfMs=0',
    go: async (page) => {
      await openAccess('allRecused')(page)
      await page.getByRole('button', { name: 'Make the package…' }).click()
      await page.getByRole('button', { name: 'Suggest a passphrase' }).click()
      await page.getByRole('button', { name: 'Make the file' }).click()
      await page.getByRole('button', { name: 'Save the file…' }).click()
    },
    shows: /tell it separately, by voice/,
  },
  {
    name: 'identity-may-ask',
    query: '',
    go: openPeople('mayAskIdentity'),
    shows: /Ask who reported/,
  },
  {
    name: 'identity-asked',
    query: '',
    go: openPeople('askedForIdentity'),
    shows: /asks who reported/,
  },
  { name: 'new-report', query: '', go: openNewReport, shows: /Handed over to you/ },
  {
    name: 'conflicted-call-taker',
    query: '',
    go: async (page) => {
      await openNewReport(page)
      await page.getByRole('button', { name: 'I have a conflict of interest' }).click()
      await dialogOf(page).waitFor()
    },
    shows: /Do not ask what happened/,
  },
  {
    name: 'conflicted-in-call',
    query: '',
    go: async (page) => {
      await page.getByRole('button', { name: 'Take a call' }).click()
      await page.getByRole('button', { name: 'Other ways to end' }).click()
      await page.getByRole('menuitem', { name: 'I have a conflict of interest…' }).click()
      await dialogOf(page).waitFor()
    },
    shows: /is erased from this laptop/,
  },
  {
    name: 'finish-member-named',
    query: '',
    go: async (page) => {
      await callAboutMember(page, 'Cleo')
      await dialogOf(page).getByLabel('Yes, the same person').check()
    },
    shows: /Will not be told: Cleo Adair/,
  },
  { name: 'exchange', query: '', go: visit('Send and receive'), shows: /Last heard from/ },
  {
    name: 'exchange-alone',
    query: 'scenario=alone',
    go: visit('Send and receive'),
    shows: /nobody else on the committee/,
  },
  {
    name: 'exchange-failed',
    query: 'fail=bundle.targets:internal/defect',
    go: visit('Send and receive'),
    shows: /Try again/,
  },
  {
    name: 'exchange-made',
    query: 'kdfMs=0',
    go: async (page) => {
      await visit('Send and receive')(page)
      await page.getByRole('button', { name: /^Make \d files$/ }).click()
      await page
        .getByRole('button', { name: /^Save the file for/ })
        .first()
        .click()
      await page.getByText(/^Saved in/).waitFor()
    },
    shows: /A mail to go with it/,
  },
  {
    name: 'exchange-preview',
    query: '',
    go: async (page) => {
      await visit('Send and receive')(page)
      await receive(page, 'bundle:')
      await page.getByRole('button', { name: 'Take it in' }).waitFor()
    },
    shows: /What is in the file/,
  },
  { name: 'exchange-report', query: 'kdfMs=0', go: takeIn('bundle:'), shows: /14 new entries/ },
  {
    name: 'exchange-damaged',
    query: 'kdfMs=0',
    go: takeIn('bundle:damaged'),
    shows: /1 piece of the file is damaged/,
  },
  {
    name: 'exchange-not-a-bundle',
    query: '',
    go: async (page) => {
      await visit('Send and receive')(page)
      await receive(page, 'a holiday picture')
      await page.getByRole('alert').waitFor()
    },
    shows: /Refused entries/,
  },
  {
    name: 'exchange-folder',
    query: '',
    go: async (page) => {
      await visit('Send and receive')(page)
      await page.getByRole('button', { name: 'Choose a folder…' }).click()
    },
    shows: /Taken in by itself/,
  },
  {
    name: 'ties',
    query: '',
    go: async (page) => {
      await visit('Settings')(page)
      await page.getByRole('link', { name: 'Open the list' }).click()
      await page.getByRole('button', { name: 'Add a person' }).click()
    },
    shows: /This list never leaves this laptop/,
  },
  {
    name: 'ties-empty',
    query: 'scenario=alone',
    go: async (page) => {
      await visit('Settings')(page)
      await page.getByRole('link', { name: 'Open the list' }).click()
    },
    shows: /Nobody yet/,
  },
]
