import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { IntakeDraft } from '../../../shared/domain/intake'
import { setupFakeApp } from '../support/fake-app'
import { startReport, takeCall } from './screens'

interface Call {
  readonly row: string
  readonly input: Readonly<Record<string, unknown>>
}

const callsOf = async (page: Page, row: string): Promise<readonly Call[]> => {
  const calls = (await page.evaluate('window.conclaveFake.calls')) as readonly Call[]
  return calls.filter((call) => call.row === row)
}

const lastDraft = async (page: Page, row = 'intake.save'): Promise<IntakeDraft> => {
  const call = (await callsOf(page, row)).at(-1)
  if (call === undefined) throw new Error(`nothing called ${row}`)
  return call.input.draft as IntakeDraft
}

const waitUntilSaved = (page: Page): Promise<void> =>
  page
    .locator('[data-testid="save-status"][data-state="saved"]')
    .getByText(/Saved \d/)
    .waitFor()

const within = setupFakeApp()

describe('taking a call (R6)', () => {
  it('is one click from anywhere, and what is typed next stands in the note', () =>
    within('', async ({ page }) => {
      await page.getByRole('button', { name: 'Take a call' }).click()
      await page.getByLabel('What you hear').waitFor()
      await page.keyboard.type('She is safe now')
      expect(await page.getByLabel('What you hear').inputValue()).toBe('She is safe now')
    }))

  it('saves within a second while the typing never pauses, and keeps the idle lock away', () =>
    within('', async ({ page }) => {
      await takeCall(page)
      const startedAtMs = Date.now()
      for (let key = 0; key < 20; key++) {
        await page.keyboard.type('x')
        await page.waitForTimeout(50)
        if ((await callsOf(page, 'intake.save')).length > 0) break
      }
      expect((await callsOf(page, 'intake.save')).length).toBeGreaterThan(0)
      expect(Date.now() - startedAtMs).toBeLessThan(1_900)
      expect((await callsOf(page, 'shell.setBusy')).at(-1)?.input).toEqual({ busy: true })
      await page.getByRole('navigation').getByRole('link', { name: 'Cases' }).click()
      await page.getByText('A call being taken').waitFor()
      expect((await callsOf(page, 'shell.setBusy')).at(-1)?.input).toEqual({ busy: false })
    }))

  it('says that a save failed, keeps trying, and says when it is safe again', () =>
    within('', async ({ page }) => {
      await takeCall(page)
      await page.evaluate(`(() => {
        const { vault } = window.conclave
        let failures = 2
        window.conclave.vault = new Proxy(vault, {
          get: (target, row) =>
            row === 'intake.save' && failures-- > 0
              ? async () => ({ ok: false, error: { code: 'storage/write-failed' } })
              : target[row],
        })
      })()`)
      await page.getByLabel('What you hear').fill('Nobody may lose this')
      await page.getByRole('alert').getByText('Not saved').waitFor()
      await waitUntilSaved(page)
      expect((await lastDraft(page)).note).toBe('Nobody may lose this')
    }))

  it('is found again as it was left, by whoever leaves in the middle of a word', () =>
    within('', async ({ page }) => {
      await takeCall(page)
      await page.keyboard.type('In the middle of a wo')
      await page.getByRole('navigation').getByRole('link', { name: 'Cases' }).click()
      await page.getByRole('button', { name: 'Go on: A call being taken' }).click()
      expect(await page.getByLabel('What you hear').inputValue()).toBe('In the middle of a wo')
    }))

  it('ends with whatever exists, even nothing, and shows the case', () =>
    within('', async ({ page }) => {
      await takeCall(page)
      await page.keyboard.press('Control+Enter')
      await page.getByRole('tab', { name: 'Overview' }).waitFor()
      expect(await callsOf(page, 'intake.finish')).toHaveLength(1)
    }))

  it('keeps whereabouts only among what is erased after the meeting', () =>
    within('', async ({ page }) => {
      await takeCall(page)
      await page.getByLabel('Where the caller is').fill('canary place')
      await waitUntilSaved(page)
      const draft = await lastDraft(page)
      expect(draft.safety.location).toBe('canary place')
      expect(JSON.stringify({ ...draft, safety: null })).not.toContain('canary place')
    }))

  it('ends a call about something else with where it was sent, and saves nothing after that', () =>
    within('', async ({ page }) => {
      await takeCall(page)
      await page.keyboard.type('A lost badge')
      await page.getByRole('button', { name: 'Other ways to end' }).click()
      await page.getByRole('menuitem', { name: 'It was about something else…' }).click()
      await page.getByRole('button', { name: 'End as out of scope' }).click()
      await page.getByRole('heading', { name: 'Cases', level: 1 }).waitFor()
      expect((await callsOf(page, 'intake.outOfScope')).at(-1)?.input).toMatchObject({
        sentTo: 'Registration desk',
      })
      const saves = (await callsOf(page, 'intake.save')).length
      await page.waitForTimeout(1_200)
      expect((await callsOf(page, 'intake.save')).length).toBe(saves)
    }))

  it('has the numbers and the emergency record within reach, and keeps a half-written one (R15, R16)', () =>
    within('', async ({ page }) => {
      await takeCall(page)
      await page.getByRole('button', { name: 'Immediate danger' }).click()
      await page.getByRole('dialog').getByText('Venue security').waitFor()
      await page.getByLabel('What was done', { exact: true }).fill('Called security')
      await page.keyboard.press('Escape')
      await waitUntilSaved(page)
      expect((await lastDraft(page)).emergency).toMatchObject({
        action: 'Called security',
        lawEnforcementAskedByReporter: false,
      })
    }))
})

describe('a hesitant reporter', () => {
  const hesitate = async (page: Page) => {
    await takeCall(page)
    await page.getByLabel('Caller’s name').fill('canary name')
    await page.getByLabel('Call back at').fill('canary contact')
    await page.getByRole('tab', { name: 'Hesitant' }).click()
  }

  it('R13: an anonymous report drops name and contact, after saying what that means', () =>
    within('', async ({ page }) => {
      await hesitate(page)
      await page.getByRole('button', { name: 'Take it anonymously' }).click()
      await page.getByText('there can be no follow-up').waitFor()
      await page.getByRole('button', { name: 'They agree: drop name and contact' }).click()
      await waitUntilSaved(page)
      const draft = await lastDraft(page)
      expect(draft.mode).toBe('anonymous')
      expect(JSON.stringify(draft)).not.toContain('canary')
      expect(draft.ladder).toEqual(['without-name'])
      await page.getByRole('tab', { name: 'What to say' }).click()
      expect(await page.getByLabel('Caller’s name').count()).toBe(0)
      await page.getByText('Caller’s name: not kept').waitFor()
    }))

  it('R13: nothing is dropped by only looking at what it means', () =>
    within('', async ({ page }) => {
      await hesitate(page)
      await page.getByRole('button', { name: 'Take it anonymously' }).click()
      await page.getByRole('button', { name: 'Cancel' }).click()
      await page.getByRole('tab', { name: 'What to say' }).click()
      expect(await page.getByLabel('Caller’s name').inputValue()).toBe('canary name')
    }))

  it('R14: an escrowed report keeps the word it is woken with, and its case is held', () =>
    within('', async ({ page }) => {
      await hesitate(page)
      await page.getByRole('button', { name: 'Hold it back (escrow)' }).click()
      await page.getByRole('button', { name: 'They agree: hold it back' }).click()
      await page.getByRole('tab', { name: 'People' }).click()
      await page.getByLabel('Word to withdraw or wake it').fill('lighthouse')
      await page.getByRole('button', { name: 'Call ended' }).click()
      await page.getByText('Held. Not to be acted on').waitFor()
      expect(await lastDraft(page, 'intake.finish')).toMatchObject({
        mode: 'escrow',
        wakeWord: 'lighthouse',
      })
    }))
})

describe('a call at a locked laptop', () => {
  it('is sealed as it is typed, ends sealed, and never asks for the passphrase', () =>
    within('scenario=one-vault', async ({ page }) => {
      await page.getByRole('button', { name: 'Take a call' }).click()
      await page.getByLabel('What you hear').waitFor()
      await page.keyboard.type('At the lock screen')
      await waitUntilSaved(page)
      expect((await callsOf(page, 'night.save')).at(-1)?.input).toMatchObject({ ended: false })
      await page.getByRole('button', { name: 'Call ended' }).click()
      await page.getByText('The call is sealed').waitFor()
      expect((await callsOf(page, 'night.save')).at(-1)?.input).toMatchObject({ ended: true })
      expect((await lastDraft(page, 'night.save')).note).toBe('At the lock screen')
    }))
})

describe('a guided report (R7, R8)', () => {
  it('is written by keyboard alone, from the channel to the case', () =>
    within('', async ({ page }) => {
      await page.keyboard.press('Control+Shift+N')
      await page.getByRole('button', { name: /^Committee mail/ }).focus()
      await page.keyboard.press('Enter')
      await page.getByLabel('What you hear').waitFor()
      await page.keyboard.type('A report by mail')
      for (const next of [
        'People',
        'Reporter',
        'Tell the reporter',
        'Wishes',
        'Who knows',
        'Danger, takedowns',
        'Review and save',
      ]) {
        await page.getByRole('button', { name: `Next: ${next}` }).focus()
        await page.keyboard.press('Enter')
        await page.getByRole('heading', { name: next, level: 2 }).waitFor()
        // Each step begins at its heading, for whoever reads by ear.
        expect(await page.evaluate('document.activeElement?.textContent')).toBe(next)
        if (next === 'Tell the reporter') {
          await page.keyboard.press('Tab')
          await page.keyboard.press('Space')
        }
      }
      await page.getByText('1 of 5 said').waitFor()
      await page.keyboard.press('Control+Enter')
      await page.getByRole('tab', { name: 'Overview' }).waitFor()
      expect(await lastDraft(page, 'intake.finish')).toMatchObject({
        channel: 'email',
        note: 'A report by mail',
        told: ['review-now'],
      })
    }))

  it('lets any step be the next one, and loses nothing in between', () =>
    within('', async ({ page }) => {
      await startReport(/^Committee mail/)(page)
      const steps = page.getByRole('navigation', { name: 'Steps of the report' })
      await steps.getByText('Wishes', { exact: true }).click()
      await page.getByLabel('How or when not to contact them').fill('Not at work')
      await steps.getByText('The report', { exact: true }).click()
      await steps.getByText('Wishes', { exact: true }).click()
      expect(await page.getByLabel('How or when not to contact them').inputValue()).toBe(
        'Not at work',
      )
    }))
})

describe('card and form on paper', () => {
  it('print black on white without the rest of the window', () =>
    within('', async ({ page }) => {
      await page.getByRole('link', { name: 'New report' }).first().click()
      await page.getByRole('link', { name: 'Card and form on paper' }).click()
      await page.getByRole('button', { name: 'Print' }).click()
      expect(await callsOf(page, 'shell.print')).toHaveLength(1)
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false)
      const colors = await page.evaluate(`(() => {
        const { color, backgroundColor } = getComputedStyle(document.querySelector('article'))
        return [color, backgroundColor]
      })()`)
      expect(colors).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
    }))
})
