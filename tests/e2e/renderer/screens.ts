import type { Page } from 'playwright-core'
import type { Screen } from '../support/describe-screens'

/** One state of the app that somebody may meet, and how to get there from its first page. */
export const goodPassphrase = 'lantern meadow copper violin'
export const shownRecoveryKey = '4TQ7-9KXM-2HVB-W6RD-8PNC-YE3J-5ZAG-M'
export const renewedRecoveryKey = '8PNC-YE3J-5ZAG-4TQ7-9KXM-2HVB-W6RD-K'

const unlockWith = (passphrase: string) => async (page: Page) => {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
}

const chooseVault = (label: string) => async (page: Page) => {
  await page.getByRole('button', { name: label }).click()
}

const openPage = (name: string) => async (page: Page) => {
  await page.getByRole('navigation').getByRole('link', { name }).click()
}

const openPlaybookSection = (name: string) => async (page: Page) => {
  await openPage('Playbook')(page)
  await page.getByRole('tab', { name }).click()
}

const startFounding = async (page: Page) => {
  await page.getByRole('button', { name: 'Found a committee' }).click()
}

const goNext = async (page: Page) => {
  await page.getByRole('button', { name: 'Next' }).click()
}

/** Founds a committee up to one of the wizard's steps, counted from 1. */
export const foundUpTo = (step: number) => async (page: Page) => {
  await startFounding(page)
  if (step === 1) return
  await page.getByLabel('Name of the committee').fill('Tidewater Days conduct team')
  await page.getByLabel('Your name').fill('Ada Mirwald')
  await page.getByLabel('Your employer').fill('Independent')
  await goNext(page)
  if (step === 2) return
  await page.getByText('Acknowledge a report').waitFor()
  await goNext(page)
  if (step === 3) return
  await page.getByRole('checkbox').check()
  await goNext(page)
  if (step === 4) return
  await page.getByLabel('New passphrase').fill(goodPassphrase)
  await page.getByLabel('Once more, to be sure').fill(goodPassphrase)
  await page.getByText('This one will do.').waitFor()
  await page.getByRole('button', { name: 'Make the vault' }).click()
  await page.getByText('Recovery key', { exact: true }).first().waitFor()
}

/** Makes a new recovery kit in the settings. */
export const renewKit = async (page: Page): Promise<void> => {
  await openPage('Settings')(page)
  await page.getByLabel('Passphrase of this vault').fill(goodPassphrase)
  await page.getByRole('button', { name: 'Make a new recovery kit' }).click()
  await page.getByText(renewedRecoveryKey).waitFor()
}

const editPlaybook = async (page: Page) => {
  await openPage('Playbook')(page)
  await page.getByRole('button', { name: 'Edit a copy' }).click()
  const editor = page.getByLabel('Playbook', { exact: true })
  const json = JSON.parse(await editor.inputValue())
  json.deadlines.acknowledgeHours = 'soon'
  json.employerCap = 'few'
  await editor.fill(JSON.stringify(json, null, 2))
  await page.getByRole('button', { name: 'Check', exact: true }).click()
}

const adoptable = async (page: Page) => {
  await openPage('Playbook')(page)
  await page.getByRole('button', { name: 'Edit a copy' }).click()
  await page.getByRole('button', { name: 'Check', exact: true }).click()
}

export const vaultScreens: readonly Screen[] = [
  { name: 'welcome', query: 'scenario=first-run', shows: /Welcome to Conclave/ },
  { name: 'lock', query: 'scenario=locked', shows: /Vaults on this laptop/ },
  { name: 'lock-one', query: 'scenario=one-vault', shows: /Northwind conduct/ },
  {
    name: 'lock-cloud',
    query: 'scenario=locked',
    go: chooseVault('Tidewater Days'),
    shows: /2 calls are waiting inside/,
  },
  {
    name: 'lock-wrong-passphrase',
    query: 'scenario=locked',
    go: unlockWith('wrong'),
    shows: /does not open the vault/,
  },
  {
    name: 'lock-unlocking',
    query: 'scenario=locked&kdfMs=60000',
    go: unlockWith(goodPassphrase),
    shows: /about a second, on purpose/,
  },
  {
    name: 'lock-recover',
    query: 'scenario=locked',
    go: (page) => page.getByRole('button', { name: 'Use the recovery key' }).click(),
    shows: /set a new passphrase in the same step/,
  },
  {
    name: 'lock-add-folder',
    query: 'scenario=locked',
    go: (page) => page.getByRole('button', { name: 'Add a folder' }).click(),
    shows: /Add a folder that was moved or restored/,
  },
  {
    name: 'moved',
    query: 'scenario=moved',
    go: unlockWith(goodPassphrase),
    shows: /Was this folder moved, or restored/,
  },
  {
    name: 'found-1',
    query: 'scenario=first-run',
    go: foundUpTo(1),
    shows: /The committee and you/,
  },
  {
    name: 'found-1-missing',
    query: 'scenario=first-run',
    go: async (page) => {
      await foundUpTo(1)(page)
      await goNext(page)
    },
    shows: /fields that are still empty/,
  },
  {
    name: 'found-2',
    query: 'scenario=first-run',
    go: foundUpTo(2),
    shows: /How the committee works/,
  },
  {
    name: 'found-2-edit',
    query: 'scenario=first-run',
    go: async (page) => {
      await foundUpTo(2)(page)
      await page.getByRole('button', { name: 'Change a copy first' }).click()
      await page.getByLabel('Playbook', { exact: true }).fill('{ "id": "ours" }')
      await page.getByRole('button', { name: 'Check', exact: true }).click()
    },
    shows: /\d+ findings/,
  },
  { name: 'found-3', query: 'scenario=first-run', go: foundUpTo(3), shows: /I, Ada Mirwald/ },
  { name: 'found-4', query: 'scenario=first-run', go: foundUpTo(4), shows: /A passphrase/ },
  {
    name: 'found-4-weak',
    query: 'scenario=first-run',
    go: async (page) => {
      await foundUpTo(4)(page)
      await page.getByLabel('New passphrase').fill('summer')
      await page.getByLabel('Once more, to be sure').fill('winter')
      await page.getByText('Add another word').waitFor()
    },
    shows: /not the same/,
  },
  { name: 'found-5', query: 'scenario=first-run', go: foundUpTo(5), shows: /Your recovery kit/ },
  {
    name: 'found-5-right',
    query: 'scenario=first-run',
    go: async (page) => {
      await foundUpTo(5)(page)
      await page.getByLabel('Recovery key', { exact: true }).fill(shownRecoveryKey)
      await page.getByRole('button', { name: 'Check the key' }).click()
    },
    shows: /The key is right/,
  },
]

/** What goes wrong with a folder, each with a page of its own. */
export const badThingScreens: readonly Screen[] = [
  ...(
    [
      ['Vault 1', /wrapped keys is damaged/],
      ['Vault 2', /written by a newer Conclave/],
      ['Vault 3', /open somewhere else/],
      ['Vault 4', /not complete/],
      ['Vault 5', /not where it was/],
    ] as const
  ).map(([label, shows]) => ({
    name: `bad-listing-${label.at(-1)}`,
    query: 'scenario=broken-vaults',
    go: chooseVault(label),
    shows,
  })),
  ...(
    [
      ['vault/image-damaged', /main file of this vault is damaged/],
      ['vault/image-missing', /does not open an empty vault/],
      ['vault/journal-damaged', /journal of this vault is damaged/],
      ['vault/header-damaged', /wrapped keys is damaged/],
      ['vault/newer-format', /newer Conclave/],
      ['vault/in-use', /open somewhere else/],
      ['vault/incomplete', /not complete/],
      ['vault/unreadable', /cannot be read/],
    ] as const
  ).map(([code, shows]) => ({
    name: `bad-${code.replace('vault/', '')}`,
    query: 'scenario=one-vault',
    go: unlockWith(`fail:${code}`),
    shows,
  })),
]

export const insideScreens: readonly Screen[] = [
  {
    name: 'warnings',
    query: 'scenario=warnings',
    go: openPage('Committee'),
    shows: /has not been typed back yet/,
  },
  {
    name: 'recovery-dialog',
    query: 'scenario=warnings',
    go: async (page) => {
      await openPage('Committee')(page)
      await page.getByRole('button', { name: 'Type the key back' }).click()
    },
    shows: /Type the recovery key/,
  },
  {
    name: 'read-only',
    query: 'scenario=read-only',
    go: openPage('Settings'),
    shows: /nothing can be changed/,
  },
  {
    name: 'committee',
    query: '',
    go: openPage('Committee'),
    shows: /Fingerprint|Read these words/,
  },
  { name: 'playbook', query: '', go: openPage('Playbook'), shows: /What this playbook decides/ },
  ...[
    'What is reported',
    'Taking a report',
    'Immediate danger',
    'Plan and decision',
    'Consequences',
    'Talking and letters',
    'Other bodies',
    'The committee',
    'Agreement',
  ].map((section) => ({
    name: `playbook-${section.toLowerCase().replaceAll(' ', '-')}`,
    query: '',
    go: openPlaybookSection(section),
    shows: /./,
  })),
  { name: 'playbook-findings', query: '', go: editPlaybook, shows: /2 findings/ },
  { name: 'playbook-adoptable', query: '', go: adoptable, shows: /No findings/ },
  { name: 'settings', query: '', go: openPage('Settings'), shows: /Locking by itself/ },
  {
    name: 'settings-new-kit',
    query: '',
    go: (page) => renewKit(page),
    shows: /old key has stopped working/,
  },
  { name: 'help', query: '', go: openPage('Help'), shows: /Short answers/ },
  {
    name: 'help-overlay',
    query: '',
    go: async (page) => {
      await openPage('Committee')(page)
      await page.keyboard.press('F1')
    },
    shows: /Keeping things private/,
  },
  {
    name: 'blank',
    query: '',
    go: async (page) => {
      await openPage('Committee')(page)
      await page.keyboard.press('F8')
    },
    shows: /brings the screen back/,
  },
]
