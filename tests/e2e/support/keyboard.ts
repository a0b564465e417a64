import type { Page } from 'playwright-core'

export interface Focused {
  readonly role: string
  /** The accessible name, as far as labels, `aria-label` and text give it. */
  readonly name: string
  readonly value: string
}

/** What has the keyboard's focus. */
export const readFocus = (page: Page): Promise<Focused> =>
  page.evaluate(() => {
    const element = document.activeElement
    const isSomewhere = element instanceof HTMLElement && element !== document.body
    if (!isSomewhere) return { role: '', name: '', value: '' }
    const roles: Record<string, string> = {
      A: 'link',
      BUTTON: 'button',
      SELECT: 'combobox',
      TEXTAREA: 'textbox',
    }
    const inputRoles: Record<string, string> = {
      checkbox: 'checkbox',
      radio: 'radio',
      search: 'searchbox',
    }
    const ownRole =
      element instanceof HTMLInputElement
        ? (inputRoles[element.type] ?? 'textbox')
        : element.isContentEditable
          ? 'textbox'
          : roles[element.tagName]
    const role = element.getAttribute('role') ?? ownRole ?? ''
    // Only these are named by what stands in them; a region that has the focus is not.
    const isNamedByContent = /^(button|link|tab|option|menuitem|radio|checkbox|switch)/.test(role)
    const labelledBy = (element.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' ')
      .trim()
    const labels = 'labels' in element ? (element.labels as NodeListOf<HTMLElement> | null) : null
    const name =
      labelledBy ||
      element.getAttribute('aria-label') ||
      [...(labels ?? [])].map((label) => label.textContent).join(' ') ||
      element.getAttribute('placeholder') ||
      (isNamedByContent ? element.textContent : '') ||
      ''
    return {
      role,
      name: name.replace(/\s+/g, ' ').trim(),
      value: 'value' in element ? String(element.value) : '',
    }
  })

const matches = (text: string, wanted: string | RegExp): boolean =>
  typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)

/** More stops than any screen has: who comes this far goes in circles. */
const maxStops = 150

/**
 * Presses Tab (or Shift+Tab) until the focus is on what is wanted, as someone without a mouse does.
 * Fails with every stop on the way when it is not reachable.
 */
export const tabTo = async (
  page: Page,
  name: string | RegExp,
  options: { readonly role?: string; readonly backwards?: boolean } = {},
): Promise<void> => {
  const stops: string[] = []
  for (let stop = 0; stop < maxStops; stop++) {
    const focused = await readFocus(page)
    const isRole = options.role === undefined || focused.role === options.role
    if (isRole && matches(focused.name, name)) return
    stops.push(`${focused.role} "${focused.name.slice(0, 40)}"`)
    await page.keyboard.press(options.backwards === true ? 'Shift+Tab' : 'Tab')
  }
  const seen = [...new Set(stops)].join(', ')
  throw new Error(`the keyboard does not reach ${String(name)}; it reaches: ${seen}`)
}

/** Goes to a field and types into it. */
export const typeInto = async (page: Page, name: string | RegExp, text: string): Promise<void> => {
  await tabTo(page, name)
  await page.keyboard.type(text)
}

/** Goes to a button or link and presses it. */
export const activate = async (page: Page, name: string | RegExp, key = 'Enter'): Promise<void> => {
  await tabTo(page, name)
  await page.keyboard.press(key)
}
