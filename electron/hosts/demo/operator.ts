import type { Locator, Page } from 'playwright-core'

export type Role = 'button' | 'tab' | 'checkbox' | 'radio' | 'link' | 'textbox' | 'searchbox'

/** Works the app as a person does: finds things by what they are called, and uses one kind of input. */
export interface Operator {
  /** Presses a button, opens a tab or link, ticks a box, chooses an option. */
  readonly press: (role: Role, name: string | RegExp) => Promise<void>
  /** Puts text in a field, in place of what is there. */
  readonly fill: (name: string | RegExp, text: string) => Promise<void>
  readonly keys: (combination: string) => Promise<void>
}

const patienceMs = 30_000

const find = (page: Page, role: Role, name: string | RegExp): Locator =>
  page.getByRole(role, { name, exact: typeof name === 'string' }).first()

/** A required field's label ends in a star. */
const labelOf = (name: string | RegExp): RegExp =>
  typeof name === 'string'
    ? new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(\\s*\\*)?$`)
    : name

const fieldOf = (page: Page, name: string | RegExp): Locator =>
  page.getByLabel(labelOf(name)).and(page.locator('input, textarea')).first()

export const createMouseOperator = (page: Page): Operator => ({
  press: (role, name) => find(page, role, name).click({ timeout: patienceMs }),
  fill: (name, text) => fieldOf(page, name).fill(text, { timeout: patienceMs }),
  keys: (combination) => page.keyboard.press(combination),
})

/** More presses of Tab than any screen has places for. */
const maxTabs = 250

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === element.ownerDocument.activeElement)

/**
 * The same with the keyboard alone: walks with Tab, and with arrows inside a group of tabs or radio
 * buttons, until the thing has the focus. What cannot be reached fails.
 */
export const createKeyboardOperator = (page: Page): Operator => {
  const walkTo = async (target: Locator, what: string): Promise<void> => {
    await target.waitFor({ state: 'visible', timeout: patienceMs })
    for (let tabs = 0; tabs < maxTabs; tabs++) {
      if (await hasFocus(target)) return
      if (await arrowTo(target)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`not reached by keyboard: ${what}`)
  }

  /** Inside the target's own group of tabs or radio buttons, one of which has the focus. */
  const arrowTo = async (target: Locator): Promise<boolean> => {
    const place = await target.evaluate((element) => {
      const group = element.closest('[role="tablist"], [role="radiogroup"]')
      const focused = element.ownerDocument.activeElement
      if (!group || !focused || !group.contains(focused)) return null
      const role =
        element.getAttribute('role') === 'tab'
          ? '[role="tab"]'
          : 'input[type="radio"], [role="radio"]'
      return { count: group.querySelectorAll(role).length }
    })
    for (let step = 0; place && step < place.count; step++) {
      await page.keyboard.press('ArrowDown')
      if (await hasFocus(target)) return true
      await page.keyboard.press('ArrowRight')
      if (await hasFocus(target)) return true
    }
    return false
  }

  return {
    press: async (role, name) => {
      const target = find(page, role, name)
      await walkTo(target, `${role} ${name}`)
      if (role === 'radio' && (await target.isChecked().catch(() => false))) return
      if (role === 'tab' && (await target.getAttribute('aria-selected')) === 'true') return
      await page.keyboard.press(role === 'checkbox' || role === 'radio' ? 'Space' : 'Enter')
    },
    fill: async (name, text) => {
      await walkTo(fieldOf(page, name), `field ${name}`)
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.insertText(text)
    },
    keys: (combination) => page.keyboard.press(combination),
  }
}
