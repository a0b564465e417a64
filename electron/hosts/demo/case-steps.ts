import type { Desk } from './member-desk'
import type { Words } from './words'

/** Answers whether they have a conflict; `reported` is on the notice, or `null` for the first that waits. */
export const answer = async (
  member: Desk,
  reported: string | null,
  hasConflict: 'yes' | 'no',
  words: Words,
  picture: string | null,
): Promise<void> => {
  const { page, operator } = member
  if (reported === null) {
    await member.visit('waiting')
    await operator.press('link', new RegExp(`^${words('notices:waiting.action.declare')}`))
  } else {
    await member.visit('notices')
    await operator.press('link', reported)
  }
  await page.getByText(words('notices:question.title')).waitFor()
  if (picture !== null) await member.look(`${picture}-asked`)
  await operator.press('button', words(`notices:question.${hasConflict}`))
  const said = hasConflict === 'yes' ? 'conflict' : 'cleared'
  await page.getByText(words(`notices:answered.${said}`)).waitFor()
  if (picture !== null) await member.look(picture)
}

export const openCase = async (member: Desk, codeName: string, words: Words): Promise<void> => {
  await member.visit('cases')
  await member.page.getByRole('row').filter({ hasText: codeName }).click()
  await member.page.getByRole('tab', { name: words('cases:tab.access') }).waitFor()
}

/** Where a case is entered, once it stands. @returns its name */
export const readCodeName = async ({ page }: Desk): Promise<string> => {
  const title = page
    .getByRole('heading', { level: 1 })
    .filter({ hasText: /\d{4}$/ })
    .first()
  await title.waitFor({ timeout: 60_000 })
  return ((await title.textContent()) ?? '').trim()
}

/** The pages on which a case could show itself. */
export const seesNothingOf = async (
  member: Desk,
  codeName: string,
  from: number,
): Promise<void> => {
  for (const [index, place] of ['notices', 'waiting', 'cases', 'committee'].entries()) {
    await member.visit(place)
    const links = member.page.getByRole('main').getByText(codeName)
    if ((await links.count()) > 0) throw new Error(`${member.name} sees the case on ${place}`)
    const announced = member.page.getByRole('link', { name: member.memberName })
    if (place === 'notices' && (await announced.count()) > 0)
      throw new Error(`${member.name} is told of the report`)
    await member.look(`${from + index}-${place}`)
  }
}
