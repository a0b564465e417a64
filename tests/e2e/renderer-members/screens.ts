import type { Page } from 'playwright-core'
import { goodPassphrase } from '../renderer/screens'
import type { Screen } from '../support/describe-screens'

export const invitationCode = 'K7QM-4XZT-9BWD-HR2C-6PNE-YJ3A-V8GF-5SLU-T0'

export const openCommittee = async (page: Page): Promise<void> => {
  await page.getByRole('navigation').getByRole('link', { name: 'Committee' }).click()
  await page.getByRole('tab', { name: /^People/ }).waitFor()
}

export const openTab = (name: 'Joining' | 'Leaving') => async (page: Page) => {
  await openCommittee(page)
  await page.getByRole('tab', { name }).click()
}

/** Opens what stands folded up about a member. */
export const openMember = (name: string) => async (page: Page) => {
  await openCommittee(page)
  await page.getByRole('button', { name }).first().click()
}

const goNext = async (page: Page) => {
  await page.getByRole('button', { name: 'Next' }).click()
}

const readCode = async (page: Page, code: string) => {
  await page.getByRole('button', { name: 'Join a committee' }).click()
  await page.getByLabel('Code', { exact: true }).fill(code)
  await page.getByRole('button', { name: 'Read the code' }).click()
}

/** Joins with a code, up to one of the wizard's steps, counted from 1. */
export const joinUpTo =
  (step: number, code = invitationCode) =>
  async (page: Page) => {
    await readCode(page, code)
    await page.getByText(/It works until/).waitFor()
    if (step === 1) return
    await goNext(page)
    if (step === 2) return
    await page.getByLabel('Your name').fill('Hana Sørby')
    const employer = page.getByLabel('Your employer')
    if ((await employer.count()) > 0) {
      await page.getByRole('combobox', { name: 'Other names and handles' }).fill('@hanasorby')
      await page.keyboard.press('Enter')
      await employer.fill('Independent')
    }
    await goNext(page)
    if (step === 3) return
    await page.getByRole('checkbox').check()
    await goNext(page)
    if (step === 4) return
    await page.getByLabel('New passphrase').fill(goodPassphrase)
    await page.getByLabel('Once more, to be sure').fill(goodPassphrase)
    await page.getByText('This one will do.').waitFor()
    await page.getByRole('button', { name: 'Make the vault and the request' }).click()
    await page.getByText('Recovery key', { exact: true }).first().waitFor()
    if (step === 5) return
    await page.getByRole('button', { name: 'Go on without checking' }).click()
    await page.getByRole('heading', { name: 'Waiting to be let in' }).waitFor()
  }

export const dropFile = (button: string, text: string) => async (page: Page) => {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button }).click(),
  ])
  await chooser.setFiles({
    name: 'file.conclave',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(text),
  })
}

const firstRun = 'scenario=first-run'

export const joinScreens: readonly Screen[] = [
  {
    name: 'join-code-mistyped',
    query: firstRun,
    go: (page) => readCode(page, 'K7QM-4XZT-9BWD'),
    shows: /There is a slip in this code/,
  },
  { name: 'join-1', query: firstRun, go: joinUpTo(1), shows: /An invitation to join/ },
  {
    name: 'join-1-second',
    query: firstRun,
    go: joinUpTo(1, `${invitationCode}:second`),
    shows: /A code for your second laptop/,
  },
  { name: 'join-2', query: firstRun, go: joinUpTo(2), shows: /You and this laptop/ },
  {
    name: 'join-2-missing',
    query: firstRun,
    go: async (page) => {
      await joinUpTo(2)(page)
      await goNext(page)
    },
    shows: /fields that are still empty/,
  },
  {
    name: 'join-2-replacement',
    query: firstRun,
    go: joinUpTo(2, `${invitationCode}:replacement`),
    shows: /The committee knows you already/,
  },
  { name: 'join-3', query: firstRun, go: joinUpTo(3), shows: /I, Hana Sørby/ },
  { name: 'join-4', query: firstRun, go: joinUpTo(4), shows: /A passphrase/ },
  { name: 'join-5', query: firstRun, go: joinUpTo(5), shows: /Your recovery kit/ },
  { name: 'let-in-unconfirmed', query: firstRun, go: joinUpTo(6), shows: /not been typed back/ },
  { name: 'let-in', query: 'scenario=waiting', shows: /Read these words aloud/ },
  {
    name: 'let-in-wrong-file',
    query: 'scenario=waiting',
    go: dropFile('Choose the file', 'holiday pictures'),
    shows: /not a file that Conclave can take in/,
  },
]

export const memberScreens: readonly Screen[] = [
  { name: 'members', query: '', go: openCommittee, shows: /Do you want to stay/ },
  {
    name: 'members-alone',
    query: 'scenario=alone',
    go: openCommittee,
    shows: /Founded the committee/,
  },
  {
    name: 'members-failed',
    query: 'fail=member.list:internal/defect',
    go: async (page) => {
      await page.getByRole('navigation').getByRole('link', { name: 'Committee' }).click()
    },
    shows: /Something in Conclave went wrong/,
  },
  { name: 'member-other', query: '', go: openMember('Cleo Adair'), shows: /One more member must/ },
  { name: 'member-gone', query: '', go: openMember('Finn Abara'), shows: /Left on/ },
  ...(
    [
      ['Change my details', 'edit', /help Conclave to notice/],
      ['Set the term', 'term', /nobody loses access/],
      ['Add a second laptop', 'second', /your other laptop ask/],
      ['Resign…', 'resign', /This is what happens/],
    ] as const
  ).map(([button, name, shows]) => ({
    name: `member-self-${name}`,
    query: '',
    go: async (page: Page) => {
      await openCommittee(page)
      await page.getByRole('button', { name: button }).last().click()
    },
    shows,
  })),
  {
    name: 'resign-last',
    query: 'scenario=alone',
    go: async (page) => {
      await openCommittee(page)
      await page.getByRole('button', { name: 'Resign…' }).last().click()
    },
    shows: /You are the last member/,
  },
  {
    name: 'revoke',
    query: '',
    go: async (page) => {
      await openMember('Cleo Adair')(page)
      await page.getByRole('button', { name: 'Shut out laptop 2 of Cleo Adair' }).click()
    },
    shows: /Ben Okafor asked for this before you/,
  },
  {
    name: 'replacement-code',
    query: '',
    go: async (page) => {
      await openMember('Cleo Adair')(page)
      await page.getByRole('button', { name: 'Replace a lost laptop' }).click()
      await page.getByRole('button', { name: 'Make the code' }).click()
    },
    shows: /new laptop of Cleo Adair/,
  },
  {
    name: 'propose',
    query: '',
    go: async (page) => {
      await openMember('Cleo Adair')(page)
      await page.getByRole('button', { name: 'Propose a removal…' }).click()
    },
    shows: /Everyone but Cleo Adair/,
  },
  {
    name: 'invite',
    query: '',
    go: async (page) => {
      await openCommittee(page)
      await page.getByRole('button', { name: 'Invite somebody' }).click()
      await page.getByLabel('Whom is it for?').fill('Ines Tallow')
      await page.getByRole('button', { name: 'Make the code' }).click()
    },
    shows: /for Ines Tallow alone/,
  },
  { name: 'joining', query: '', go: openTab('Joining'), shows: /Only you see this/ },
  {
    name: 'joining-empty',
    query: 'scenario=alone',
    go: openTab('Joining'),
    shows: /Nobody is waiting/,
  },
  {
    name: 'compare',
    query: '',
    go: async (page) => {
      await openTab('Joining')(page)
      await page.getByRole('button', { name: 'Compare the words' }).first().click()
    },
    shows: /Compare words with Gus Lindqvist/,
  },
  {
    name: 'compare-differ',
    query: '',
    go: async (page) => {
      await openTab('Joining')(page)
      await page.getByRole('button', { name: 'Compare the words' }).first().click()
      await page.getByRole('button', { name: 'The words differ' }).click()
    },
    shows: /Do not sign/,
  },
  { name: 'leaving', query: '', go: openTab('Leaving'), shows: /The letter to them waits/ },
  {
    name: 'removal-voting',
    query: '',
    go: async (page) => {
      await openTab('Leaving')(page)
      await page.getByRole('link', { name: 'Dana Reyes-Whitfield' }).click()
    },
    shows: /of all 5 members must say yes/,
  },
  {
    name: 'removal-carried',
    query: '',
    go: async (page) => {
      await openTab('Leaving')(page)
      await page.getByRole('link', { name: 'Eli Nakamura' }).click()
    },
    shows: /owns open cases/,
  },
  { name: 'frozen', query: 'scenario=frozen', go: openCommittee, shows: /This laptop is frozen/ },
  {
    name: 'frozen-page',
    query: 'scenario=frozen',
    go: (page) => page.getByRole('button', { name: 'What now?' }).click(),
    shows: /The way back/,
  },
  { name: 'left', query: 'scenario=left', shows: /You are no longer on this committee/ },
]
