import type { HandoffContent, HandoffSection } from '../../electron/vault/handoff/handoff-file'
import { openHandoff } from '../../electron/vault/handoff/open-handoff'
import words from './words.json'

// The script of a hand-off package: all that it does is open the data beside it, and show them.

const find = <E extends Element>(selector: string): E => {
  const found = document.querySelector<E>(selector)
  if (found === null) throw new Error(`the page has no ${selector}`)
  return found
}

const main = find<HTMLElement>('main')
const form = find<HTMLFormElement>('form')
const field = find<HTMLInputElement>('#passphrase')
const button = find<HTMLButtonElement>('button')
const message = find<HTMLElement>('#message')

const make = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  text: string,
  ...children: readonly Node[]
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(name)
  if (text !== '') element.textContent = text
  element.append(...children)
  return element
}

const makeRow = ([label, value]: readonly [string, string]): HTMLElement => {
  const head = make('th', label)
  head.scope = 'row'
  return make('tr', '', head, make('td', value))
}

const makeTable = (rows: NonNullable<HandoffSection['rows']>): HTMLElement =>
  make('table', '', make('tbody', '', ...rows.map(makeRow)))

const makeSection = ({ heading, paragraphs = [], rows = [] }: HandoffSection): HTMLElement =>
  make(
    'section',
    '',
    make('h2', heading),
    ...paragraphs.map((paragraph) => make('p', paragraph)),
    ...(rows.length > 0 ? [makeTable(rows)] : []),
  )

const show = ({ title, sections }: HandoffContent): void => {
  const heading = make('h1', title)
  heading.tabIndex = -1
  const print = make('button', words.print)
  print.type = 'button'
  print.addEventListener('click', () => window.print())
  const close = make('p', words.close)
  close.className = 'quiet'
  main.replaceChildren(heading, close, print, ...sections.map(makeSection))
  document.title = title
  heading.focus()
}

const tell = (text: string, isProblem: boolean): void => {
  message.toggleAttribute('data-problem', isProblem)
  message.textContent = text
}

/** The derivation stops the page for a moment: what is said before must be painted first. */
const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))

const readSealed = (): Uint8Array =>
  Uint8Array.from(atob(find('#sealed').textContent.trim()), (symbol) => symbol.charCodeAt(0))

const refuse = (text: string): void => {
  tell(text, true)
  field.setAttribute('aria-invalid', 'true')
  field.select()
  field.focus()
}

const tryToOpen = async (): Promise<void> => {
  tell(words.opening, false)
  await painted()
  const opened = await openHandoff(readSealed(), field.value)
  if (opened === 'wrong-passphrase') refuse(words.wrongPassphrase)
  else if (opened === 'damaged') tell(words.damaged, true)
  else show(opened)
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  button.disabled = true
  tryToOpen()
    .catch(() => tell(words.noMemory, true))
    .finally(() => {
      button.disabled = false
    })
})
