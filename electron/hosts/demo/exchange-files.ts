import type { Desk } from './member-desk'
import type { Words } from './words'

const bundleFile = /sealed-[0-9a-f]+\.conclave/

/** Makes the file for one member on the page for it, and saves it. */
const makeFile = async (from: Desk, to: Desk, words: Words): Promise<Uint8Array> => {
  const { page } = from
  await from.visit('cases')
  await from.visit('exchange')
  await page
    .getByRole('checkbox', { name: words('exchange:send.choose', { name: to.memberName }) })
    .check()
  const one = words('exchange:send.make_one', { count: 1 })
  const more = words('exchange:send.make_other', { count: '\\d+' })
  await page.getByRole('button', { name: new RegExp(`^(${one}|${more})$`) }).click()
  const made = page
    .getByRole('listitem')
    .filter({ hasText: words('exchange:send.fileFor', { name: to.memberName }) })
  await made
    .getByRole('button', { name: words('exchange:send.saveFor', { name: to.memberName }) })
    .click()
  await made.getByText(words('exchange:send.saved', { folder: '' }).trim()).waitFor()
  const [fileName = ''] = bundleFile.exec((await made.textContent()) ?? '') ?? []
  return from.readSaved(fileName)
}

/** One file for a member, made at one laptop and taken in at the other. */
export const sendFile = async (
  from: Desk,
  to: Desk,
  words: Words,
  look: { readonly made?: string; readonly taken?: string } = {},
): Promise<void> => {
  const file = await makeFile(from, to, words)
  if (look.made) await from.look(look.made)
  await to.visit('exchange')
  await to.choose(file)
  await to.operator.press('button', words('exchange:receive.takeIn'))
  await to.page.getByRole('heading', { name: words('exchange:receive.done') }).waitFor()
  if (look.taken) await to.look(look.taken)
  await to.operator.press('button', words('exchange:receive.close'))
}

/** The first file, to a laptop that waits to be let in. */
export const sendFirstFile = async (from: Desk, to: Desk, words: Words): Promise<void> => {
  await to.choose(await makeFile(from, to, words))
  await to.page.getByRole('navigation', { name: words('common:mainNavigation') }).waitFor()
}
