import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, discardApp, makeHome, openApp } from './support/app'
import { findAxeViolations } from './support/axe'
import { activate, readFocus, tabTo, typeInto } from './support/keyboard'

let app: App

beforeAll(async () => {
  app = await openApp(await makeHome())
  await app.page.getByRole('heading').first().waitFor()
})

afterAll(() => discardApp(app))

describe('the first page that anyone sees', () => {
  it.each(['light', 'dark'] as const)(
    'has nothing that axe finds, in the %s theme',
    async (colorScheme) => {
      await app.page.emulateMedia({ colorScheme })
      expect(await findAxeViolations(app.page)).toEqual([])
    },
  )

  it('would be found out by axe if it had', async () => {
    await app.page.evaluate(() => {
      const unnamed = document.createElement('button')
      unnamed.id = 'unnamed'
      document.body.append(unnamed)
    })
    expect(await findAxeViolations(app.page)).toContainEqual(
      expect.stringMatching(/^button-name: .*#unnamed/),
    )
    await app.page.evaluate(() => document.getElementById('unnamed')?.remove())
  })

  it('leads to a committee by keyboard alone', async () => {
    await activate(app.page, /found a committee/i)
    await app.page.getByRole('textbox').first().waitFor()
    await tabTo(app.page, /./, { role: 'textbox' })
    const { name } = await readFocus(app.page)
    await typeInto(app.page, name, 'Harbour')
    expect(await readFocus(app.page)).toEqual({ role: 'textbox', name, value: 'Harbour' })
  })

  it('says where the keyboard does lead when it does not lead where it should', async () => {
    await expect(tabTo(app.page, 'no such place')).rejects.toThrow(
      /does not reach no such place; it reaches: /,
    )
  })
})
