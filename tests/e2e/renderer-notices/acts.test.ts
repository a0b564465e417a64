import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { ben, casePlaces, cleo, dana } from '../../support/fake-bridge/fake-access'
import { setupFakeApp } from '../support/fake-app'
import {
  callAboutMember,
  codeNameAt,
  dialogOf,
  openAccess,
  openCase,
  openNotice,
  openPeople,
  receive,
  visit,
} from './screens'

type Input = Readonly<Record<string, unknown>>

/** The inputs with which a row was called; files as their length. */
const inputsOf = (page: Page, row: string): Promise<readonly Input[]> =>
  page.evaluate(`window.conclaveFake.calls
    .filter((call) => call.row === ${JSON.stringify(row)})
    .map(({ input }) => ({ ...input, bytes: input.bytes?.length, draft: undefined }))`)

const rowsOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate('window.conclaveFake.calls.map(({ row }) => row)')

const within = setupFakeApp()

describe('the page of what waits', () => {
  it('leads from a sentence to the place where it is done', () =>
    within('', async ({ page }) => {
      await visit('For you')(page)
      await page
        .getByRole('link', { name: /^Read and answer/ })
        .first()
        .click()
      await page.getByRole('heading', { name: 'Do you have a conflict of interest?' }).waitFor()
    }))

  it('leads to the reporter of a case when somebody asks who reported (R20)', () =>
    within('', async ({ page }) => {
      await visit('For you')(page)
      await page.getByRole('link', { name: /asks who reported/ }).click()
      await page.getByRole('button', { name: /^Let them open it/ }).waitFor()
    }))

  it('shares a key on the spot, and the row goes', () =>
    within('', async ({ page }) => {
      await visit('For you')(page)
      const share = page.getByRole('button', { name: /^Share the key/ })
      await share.click()
      await share.waitFor({ state: 'detached' })
      expect(await inputsOf(page, 'case.grant')).toMatchObject([{ memberId: dana.memberId }])
    }))
})

describe('the question of a notice', () => {
  it('has two answers and no field for a reason (R24, R25)', () =>
    within('', async ({ page }) => {
      await openNotice('Rowan Castell')(page)
      const main = page.getByRole('main')
      await main.getByRole('button', { name: 'No conflict' }).waitFor()
      expect(await main.getByRole('textbox').count()).toBe(0)
      await main.getByRole('button', { name: 'I have a conflict' }).click()
      await main.getByText('You answered that you have a conflict.').waitFor()
      const [declared = {}] = await inputsOf(page, 'notice.declare')
      expect(Object.keys(declared).filter((key) => declared[key] !== undefined)).toEqual([
        'noticeId',
        'version',
        'answer',
      ])
    }))

  it('shows both answers alike', () =>
    within('', async ({ page }) => {
      await openNotice('Rowan Castell')(page)
      const looks = await page
        .getByRole('main')
        .getByRole('button', { name: /^(No conflict|I have a conflict)$/ })
        .evaluateAll((buttons) =>
          buttons.map((button) => {
            const { color, backgroundColor, borderColor, width, height } = getComputedStyle(button)
            return [
              color,
              backgroundColor,
              borderColor,
              Math.round(Number.parseFloat(width)),
              height,
            ]
          }),
        )
      expect(looks).toHaveLength(2)
      expect(looks[0]).toEqual(looks[1])
    }))

  it('answers with the keyboard alone', () =>
    within('', async ({ page }) => {
      await openNotice('Rowan Castell')(page)
      await page.getByRole('button', { name: 'No conflict' }).focus()
      await page.keyboard.press('Enter')
      await page.getByText('You get the case as soon as a member who has it').waitFor()
    }))

  it('asks before a conflict erases a case that is open here', () =>
    within('', async ({ page }) => {
      await openNotice('Priya Sundaram, Teo Vass')(page)
      await page.getByRole('button', { name: 'I have a conflict' }).click()
      expect(await inputsOf(page, 'notice.declare')).toEqual([])
      await dialogOf(page).getByRole('button', { name: 'I have a conflict' }).click()
      await page.getByText('You stepped back from this case.').waitFor()
      expect(await page.getByRole('link', { name: /^Open / }).count()).toBe(0)
    }))

  it('says why an answer to an older notice was not recorded', () =>
    within('fail=notice.declare:notice/older-version', async ({ page }) => {
      await openNotice('Rowan Castell')(page)
      await page.getByRole('button', { name: 'No conflict' }).click()
      await page.getByRole('alert').getByText('The notice has changed in the meantime').waitFor()
    }))

  it('shows who has a conflict nothing of the case, and nothing to decide', () =>
    within('', async ({ page }) => {
      await openNotice('Sam Oduya')(page)
      await page.getByText('You see nothing of this case').waitFor()
      expect(await page.getByRole('main').getByRole('button').count()).toBe(0)
      expect(await rowsOf(page)).not.toContain('case.get')
    }))
})

describe('leaving someone out', () => {
  it('takes a proposal, an agreement, and telling them after all', () =>
    within('', async ({ page }) => {
      await visit('For you')(page)
      await page.getByRole('link', { name: /^Look at the notice/ }).click()
      await page.getByRole('button', { name: `Agree to leave out ${cleo.name}` }).click()
      await page.getByText('Left out by Ben Okafor; Ada Mirwald agreed.').waitFor()
      await page.getByRole('button', { name: 'Leave someone out…' }).click()
      await page.getByRole('combobox', { name: 'Who is to be left out' }).click()
      await page.getByRole('option', { name: dana.name }).click()
      await page.getByRole('button', { name: 'Propose to leave out' }).click()
      await page.getByText('Ada Mirwald asks to leave them out.').waitFor()
      await page.getByRole('button', { name: `Tell them after all: ${cleo.name}` }).click()
      await dialogOf(page)
        .getByRole('button', { name: `Tell ${cleo.name}` })
        .click()
      await page.getByText('Left out by Ben Okafor; Ada Mirwald agreed.').waitFor({
        state: 'detached',
      })
      expect(await inputsOf(page, 'notice.share')).toMatchObject([{ memberId: cleo.memberId }])
    }))
})

describe('a case in which somebody may be on the private list', () => {
  it('asks before anything of it is read, and shows no name', () =>
    within('', async ({ page }) => {
      await openCase('hasTies')(page)
      await page.getByRole('heading', { name: 'Before you open this case' }).waitFor()
      const text = (await page.getByRole('main').textContent()) ?? ''
      expect(text).not.toContain('Jonas Feld')
      expect(text).not.toContain(codeNameAt(casePlaces.hasTies))
      expect(await rowsOf(page)).not.toContain('case.get')
      await page.getByRole('button', { name: 'Open anyway' }).click()
      await page.getByRole('heading', { name: codeNameAt(casePlaces.hasTies) }).waitFor()
    }))

  it('offers to step back without opening it', () =>
    within('', async ({ page }) => {
      await openCase('hasTies')(page)
      await page.getByRole('button', { name: 'Recuse yourself…' }).click()
      await dialogOf(page).getByRole('button', { name: 'Step back and erase it here' }).click()
      await page.getByText('You stepped back from this case. It is erased').waitFor()
      const rows = await rowsOf(page)
      expect(rows).toContain('case.leave')
      expect(rows).not.toContain('case.get')
    }))
})

describe('the access panel', () => {
  it('leaves in one action, with a new owner and without a reason (R28)', () =>
    within('', async ({ page }) => {
      await openAccess('toGrant')(page)
      await page.getByRole('button', { name: 'Step back from this case…' }).click()
      const dialog = dialogOf(page)
      await dialog.getByText('What cannot be recalled').waitFor()
      await dialog.getByLabel('I would rather not judge this case').check()
      await dialog.getByRole('button', { name: 'Step back and erase it here' }).click()
      await page.getByRole('grid').waitFor()
      expect(await inputsOf(page, 'case.leave')).toMatchObject([
        { as: 'declined', newOwner: ben.memberId },
      ])
    }))

  it('says why the last reader cannot leave', () =>
    within('', async ({ page }) => {
      await openAccess('onlyCopy')(page)
      await page.getByRole('button', { name: 'Step back from this case…' }).click()
      await dialogOf(page).getByRole('button', { name: 'Step back and erase it here' }).click()
      await dialogOf(page)
        .getByRole('alert')
        .getByText('Nobody else can open this case', { exact: true })
        .waitFor()
    }))

  it('excludes a member after a question, and lets the others vote on it', () =>
    within('', async ({ page }) => {
      await openAccess('toGrant')(page)
      await page.getByRole('button', { name: `Exclude ${ben.name}` }).click()
      await dialogOf(page)
        .getByRole('button', { name: `Exclude ${ben.name}` })
        .click()
      await page.getByText('A new key comes before the next entry').waitFor()
      await page.getByRole('button', { name: `Let back in: ${ben.name}` }).click()
      await page.getByText('To let them back in: 1 for, 0 against, 2 needed.').waitFor()
    }))

  it('sets the owners', () =>
    within('', async ({ page }) => {
      await openAccess('askedForIdentity')(page)
      await page.getByRole('button', { name: 'Change…' }).click()
      await page.getByRole('combobox', { name: 'First owner' }).click()
      await page.getByRole('option', { name: dana.name }).click()
      await dialogOf(page).getByRole('button', { name: 'Save' }).click()
      await dialogOf(page).waitFor({ state: 'detached' })
      expect(await inputsOf(page, 'case.setOwners')).toMatchObject([
        { primary: dana.memberId, secondary: ben.memberId },
      ])
    }))

  it('enters nothing where a newer version wrote', () =>
    within('', async ({ page }) => {
      await openAccess('needsUpdate')(page)
      await page.getByText('needs a newer version of Conclave').waitFor()
      expect(await page.getByRole('button', { name: /^Exclude/ }).count()).toBe(0)
      expect(await page.getByRole('button', { name: 'Change…' }).count()).toBe(0)
    }))
})

describe('the reporter’s identity', () => {
  it('is asked for by who holds no key, and not opened', () =>
    within('', async ({ page }) => {
      await openPeople('mayAskIdentity')(page)
      expect(await page.getByRole('button', { name: 'Open identity' }).count()).toBe(0)
      await page.getByRole('button', { name: 'Ask who reported' }).click()
      await page.getByText('You asked. A member who holds the key can answer').waitFor()
    }))

  it('is given to an asker after a question', () =>
    within('', async ({ page }) => {
      await openPeople('askedForIdentity')(page)
      await page.getByRole('button', { name: `Let them open it: ${dana.name}` }).click()
      await dialogOf(page).getByRole('button', { name: 'Give the key' }).click()
      await page.getByText(/asks who reported/).waitFor({ state: 'detached' })
      expect(await inputsOf(page, 'case.shareIdentity')).toMatchObject([
        { memberId: dana.memberId },
      ])
    }))
})

describe('a case that goes to the mediator (R29)', () => {
  it('makes the package with the passphrase on screen, and forgets it with the dialog', () =>
    within('kdfMs=0', async ({ page }) => {
      await openAccess('allRecused')(page)
      await page.getByRole('button', { name: 'Make the package…' }).click()
      await page.getByRole('button', { name: 'Suggest a passphrase' }).click()
      const passphrase = await dialogOf(page).getByLabel('Passphrase of the package').textContent()
      await page.getByRole('button', { name: 'Make the file' }).click()
      await page.getByRole('button', { name: 'Save the file…' }).click()
      await page.getByText('Saved in /media/ada/stick/').waitFor()
      expect(await inputsOf(page, 'case.makeHandoff')).toMatchObject([{ passphrase }])
      await dialogOf(page).getByRole('button', { name: 'Close' }).last().click()
      await page.getByRole('button', { name: 'Make the package…' }).click()
      await page.getByRole('button', { name: 'Suggest a passphrase' }).waitFor()
      expect(await page.getByText(passphrase ?? '').count()).toBe(0)
    }))

  it('erases the last copy only after the receipt is confirmed by the case’s name', () =>
    within('kdfMs=0', async ({ page }) => {
      await openAccess('allRecused')(page)
      await page.getByRole('button', { name: 'Make the package…' }).click()
      await page.getByRole('button', { name: 'Suggest a passphrase' }).click()
      await page.getByRole('button', { name: 'Make the file' }).click()
      await page.getByRole('button', { name: 'Save the file…' }).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'The mediator has opened it…' }).click()
      const confirm = dialogOf(page).getByRole('button', { name: /erase the last copy/ })
      expect(await confirm.isDisabled()).toBe(true)
      await dialogOf(page).getByRole('textbox').fill(codeNameAt(casePlaces.allRecused))
      await confirm.click()
      await page.getByText('Recorded. The mediator has the case').waitFor()
    }))
})

describe('a call-taker with a conflict (R26)', () => {
  it('hands over contact details alone, and what was typed goes', () =>
    within('', async ({ page }) => {
      await page.getByRole('button', { name: 'Take a call' }).click()
      await page.getByLabel('What you hear').fill('She said that')
      await page.getByLabel('Caller’s name').fill('Imke')
      await page.getByRole('button', { name: 'Other ways to end' }).click()
      await page.getByRole('menuitem', { name: 'I have a conflict of interest…' }).click()
      const dialog = dialogOf(page)
      expect(await dialog.getByLabel('Name to use').inputValue()).toBe('Imke')
      await dialog.getByLabel('How to reach them').fill('+32 470 00 01 42')
      await dialog.getByRole('combobox', { name: 'Who takes over' }).click()
      await page.getByRole('option', { name: dana.name }).click()
      await dialog.getByRole('button', { name: 'Hand over, and keep nothing' }).click()
      await page.getByText('Handed over to Dana Reyes-Whitfield.').waitFor()
      expect(await inputsOf(page, 'handover.make')).toMatchObject([
        {
          to: dana.memberId,
          channel: 'phone',
          contact: { name: 'Imke', contact: '+32 470 00 01 42', pronouns: '' },
        },
      ])
      const rows = await rowsOf(page)
      expect(rows.lastIndexOf('intake.discard')).toBeGreaterThan(rows.indexOf('handover.make'))
      expect(rows).not.toContain('intake.finish')
    }))

  it('is relieved by the member who takes over, with the contact in the report', () =>
    within('', async ({ page }) => {
      await visit('For you')(page)
      await page.getByRole('link', { name: /^Take over/ }).click()
      await page.getByRole('button', { name: /^Take over and start the report/ }).click()
      await page.getByLabel('What you hear').waitFor()
      expect(await page.getByLabel('Caller’s name').inputValue()).toBe('Imke')
      const rows = await rowsOf(page)
      expect(rows.indexOf('handover.takeOver')).toBeGreaterThan(rows.indexOf('intake.save'))
    }))

  it('keeps the contact in the report when taking over fails', () =>
    within('fail=handover.takeOver:storage/write-failed', async ({ page }) => {
      await visit('For you')(page)
      await page.getByRole('link', { name: /^Take over/ }).click()
      await page.getByRole('button', { name: /^Take over and start the report/ }).click()
      await page.getByRole('alert').first().waitFor()
      await visit('Cases')(page)
      await page.getByRole('button', { name: /^Go on: / }).click()
      expect(await page.getByLabel('Caller’s name').inputValue()).toBe('Imke')
    }))
})

describe('ending a report in which a member is named', () => {
  it('asks whether it is the same person, and says who will not be told', () =>
    within('', async ({ page }) => {
      await callAboutMember(page, 'Cleo')
      const dialog = dialogOf(page)
      const save = dialog.getByRole('button', { name: 'Save the report' })
      expect(await save.isDisabled()).toBe(true)
      await dialog.getByLabel('Yes, the same person').check()
      await dialog.getByLabel(dana.name).check()
      await dialog.getByText('Will not be told: Cleo Adair, Dana Reyes-Whitfield.').waitFor()
      await save.click()
      await page.getByRole('tab', { name: 'Overview' }).waitFor()
      expect((await inputsOf(page, 'intake.finish')).at(-1)).toMatchObject({
        membersNamed: [{ memberId: cleo.memberId, isSame: true }],
        leaveOut: [dana.memberId],
      })
    }))

  it('asks whom the reporter means before the first try, where they named somebody', () =>
    within('', async ({ page }) => {
      await page.getByRole('button', { name: 'Take a call' }).click()
      await page.getByRole('tab', { name: 'More' }).click()
      const field = page.getByRole('combobox', { name: 'Whom on the committee not to tell' })
      await field.fill(cleo.name)
      await field.press('Enter')
      await page.getByRole('button', { name: 'Call ended' }).click()
      const dialog = dialogOf(page)
      await dialog.getByText('Will not be told: Cleo Adair.').waitFor()
      expect(await inputsOf(page, 'intake.finish')).toEqual([])
      await dialog.getByRole('button', { name: 'Save the report' }).click()
      await page.getByRole('tab', { name: 'Overview' }).waitFor()
      expect(await inputsOf(page, 'intake.finish')).toMatchObject([
        { membersNamed: [], leaveOut: [cleo.memberId] },
      ])
    }))

  it('keeps who was ticked when the vault asks about a name after all', () =>
    within('', async ({ page }) => {
      await page.getByRole('button', { name: 'Take a call' }).click()
      await page.getByLabel('Who is reported').fill('Ben')
      await page.getByRole('button', { name: 'Enter as a reported person' }).click()
      await page.getByRole('tab', { name: 'More' }).click()
      const field = page.getByRole('combobox', { name: 'Whom on the committee not to tell' })
      await field.fill('somebody tall')
      await field.press('Enter')
      await page.getByRole('button', { name: 'Call ended' }).click()
      const dialog = dialogOf(page)
      await dialog.getByLabel(dana.name).check()
      await dialog.getByRole('button', { name: 'Save the report' }).click()
      await dialog.getByLabel('No, someone else').check()
      await dialog.getByText('Will not be told: Dana Reyes-Whitfield.').waitFor()
      await dialog.getByRole('button', { name: 'Save the report' }).click()
      await page.getByRole('tab', { name: 'Overview' }).waitFor()
      expect((await inputsOf(page, 'intake.finish')).at(-1)).toMatchObject({
        membersNamed: [{ memberId: ben.memberId, isSame: false }],
        leaveOut: [dana.memberId],
      })
    }))

  it('keeps the report open when the question is put off', () =>
    within('', async ({ page }) => {
      await callAboutMember(page, 'Cleo')
      await dialogOf(page).getByRole('button', { name: 'Go on with the report' }).click()
      await dialogOf(page).waitFor({ state: 'detached' })
      expect(await page.getByLabel('What you hear').inputValue()).toBe('Said at the front desk.')
    }))
})

describe('sending and receiving', () => {
  it('makes a file for each chosen member and saves each one', () =>
    within('kdfMs=0', async ({ page }) => {
      await visit('Send and receive')(page)
      await page.getByRole('checkbox', { name: `Choose ${dana.name}` }).uncheck()
      await page.getByRole('button', { name: 'Make 2 files' }).click()
      await page.getByRole('button', { name: `Save the file for ${cleo.name}` }).click()
      await page.getByText('Saved in /media/ada/stick/').waitFor()
      expect(await inputsOf(page, 'shell.saveFile')).toHaveLength(1)
      const [made] = await inputsOf(page, 'bundle.make')
      expect(made?.memberIds).not.toContain(dana.memberId)
    }))

  it('copies a mail that names nobody and no case', () =>
    within('kdfMs=0', async ({ page }) => {
      await visit('Send and receive')(page)
      await page.getByRole('button', { name: 'Make 3 files' }).click()
      await page.getByRole('button', { name: 'Copy the text' }).click()
      await page.getByText('Copied.').waitFor()
      const [{ text } = { text: '' }] = await inputsOf(page, 'shell.copy')
      expect(text).toMatch(/^A file for you/)
      expect(text).not.toMatch(/conclave|committee|case|report|conduct|Northwind|Mirwald/i)
    }))

  it('takes nothing in before it was looked into', () =>
    within('kdfMs=0', async ({ page }) => {
      await visit('Send and receive')(page)
      await receive(page, 'bundle:')
      await page.getByText('14 new entries').waitFor()
      expect(await rowsOf(page)).not.toContain('bundle.import')
      await page.getByRole('button', { name: 'Take it in' }).click()
      await page.getByRole('heading', { name: 'Taken in' }).waitFor()
      await page.getByRole('link', { name: 'Read the new notices' }).waitFor()
    }))

  it('says what was damaged and what was refused, in plain words', () =>
    within('kdfMs=0', async ({ page }) => {
      await visit('Send and receive')(page)
      await receive(page, 'bundle:damaged')
      await page.getByRole('button', { name: 'Take it in' }).click()
      await page.getByText('1 piece of the file is damaged.').waitFor()
      await page.getByText('1 entry was refused: The signature does not fit.').waitFor()
      await page.getByText('2 entries wait for something').waitFor()
    }))

  it('names a file that is none', () =>
    within('', async ({ page }) => {
      await visit('Send and receive')(page)
      await receive(page, 'a holiday picture')
      await page.getByRole('alert').waitFor()
      expect(await page.getByRole('button', { name: 'Choose a file…' }).isEnabled()).toBe(true)
    }))

  it('watches a folder, and stops', () =>
    within('', async ({ page }) => {
      await visit('Send and receive')(page)
      await page.getByRole('button', { name: 'Choose a folder…' }).click()
      await page.getByText('/media/ada/backup/northwind-conduct').waitFor()
      await page.getByRole('button', { name: 'Watch no folder' }).click()
      await page.getByText('No folder is watched.').waitFor()
    }))
})

describe('the private list of ties', () => {
  it('is saved whole, on this laptop', () =>
    within('', async ({ page }) => {
      await visit('Settings')(page)
      await page.getByRole('link', { name: 'Open the list' }).click()
      await page.getByRole('button', { name: 'Add a person' }).click()
      const save = page.getByRole('button', { name: 'Save the list' })
      expect(await save.isDisabled()).toBe(true)
      await page.keyboard.type('Nele Haas')
      await page.getByRole('button', { name: 'Take out Jonas Feld' }).click()
      await save.click()
      await page.getByText('The list is saved on this laptop.').waitFor()
      expect(await inputsOf(page, 'ties.set')).toMatchObject([
        {
          people: [
            { name: 'Marta Quell', aliases: ['@mquell'] },
            { name: 'Nele Haas', aliases: [] },
          ],
          employers: ['Independent'],
        },
      ])
    }))
})
