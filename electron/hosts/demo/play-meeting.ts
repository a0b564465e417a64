import type { Locator } from 'playwright-core'
import { answer, openCase, readCodeName } from './case-steps'
import type { Desk } from './member-desk'
import type { CommitteeStage } from './play-committee'
import type { Words } from './words'

export interface MeetingOutcome {
  /** The case that is taken in the meeting, and that Cleo has a conflict with. */
  readonly taken: string
  /** The note as it stands on both laptops at the end. */
  readonly note: string
}

/** Nobody but this machine sees anything of it. */
const ownAddress = '127.0.0.1'
const reported = 'Rowan Teague'
const lines = { ada: 'Call the stage manager before noon.', ben: 'I ask the two volunteers.' }
const apart = { ada: 'The stage manager saw it too.', ben: 'One volunteer has called back.' }

/**
 * Three laptops in a meeting, which sync by themselves: two write one note, the third has a conflict and gets nothing of
 * the case; one goes out of reach, both write on, and it catches up.
 */
export const playMeeting = async (stage: CommitteeStage): Promise<MeetingOutcome> => {
  const { words, ada, ben, cleo, say } = stage
  say('three laptops meet')
  const code = await host(ada, words)
  await joinFound(ben, words)
  await join(cleo, code, words)
  await areHere(ada, [ben, cleo], words)
  await areHere(ben, [ada, cleo], words)
  await areHere(cleo, [ada, ben], words)
  await ada.look('44-meeting')
  await ben.look('41-meeting')
  await cleo.look('30-meeting')

  say('a report comes in; who is cleared gets it at once')
  const taken = await takeReport(ada, words)
  await answer(cleo, reported, 'yes', words, '31-conflict')
  await answer(ben, reported, 'no', words, null)
  await openCase(ben, taken, words)
  await hasNoCase(cleo, taken)
  await cleo.look('32-cases-in-a-meeting')

  for (const { page } of [ada, ben])
    await page.getByText(words('cases:page.onlyCopy')).waitFor({ state: 'hidden' })

  say('two write one note')
  const noteOfAda = await openNote(ada, taken, words)
  const noteOfBen = await openNote(ben, taken, words)
  await write(ada, noteOfAda, lines.ada, words)
  await noteOfBen.getByText(lines.ada).waitFor()
  await write(ben, noteOfBen, `\n${lines.ben}`, words)
  await noteOfAda.getByText(lines.ben).waitFor()
  await select(noteOfAda, lines.ben)
  await select(noteOfBen, lines.ada)
  await showsCursorOf(noteOfAda, ben)
  await showsCursorOf(noteOfBen, ada)
  await ada.look('45-note-together')
  await ben.look('42-note-together')

  say('one goes out of reach; both write on')
  await leave(ben, words)
  await write(ada, noteOfAda, `\n${apart.ada}`, words)
  await write(ben, await openNote(ben, taken, words), `\n${apart.ben}`, words)
  await ada.look('46-note-apart')
  await ben.look('43-note-apart')
  await ada.visit('meeting')
  await areHere(ada, [cleo], words)
  await ada.look('47-meeting-without-one')
  await cleo.visit('meeting')
  await areHere(cleo, [ada], words)
  await cleo.look('33-meeting-without-one')

  say('it returns, and catches up')
  await join(ben, code, words)
  await areHere(ben, [ada, cleo], words)
  const note = await agree(
    [await openNote(ada, taken, words), await openNote(ben, taken, words)],
    [...Object.values(lines), ...Object.values(apart)],
  )
  await ada.look('48-note-caught-up')
  await ben.look('44-note-caught-up')
  await hasNoCase(cleo, taken)
  for (const member of [ben, cleo, ada]) await leave(member, words)
  return { taken, note }
}

/** @returns the code of the meeting */
const host = async (member: Desk, words: Words): Promise<string> => {
  const { page, operator } = member
  await member.visit('meeting')
  await page.getByRole('button', { name: words('meeting:start.button') }).waitFor()
  const choice = page.locator(`input[type=radio][value="${ownAddress}"]`)
  if ((await choice.count()) > 0) await choice.check()
  await member.look('42-meeting-to-start')
  await operator.press('button', words('meeting:start.button'))
  const shown = page.locator('p[translate=no]')
  await shown.waitFor()
  await member.look('43-meeting-alone')
  return (await shown.textContent()) ?? ''
}

/** By one click: the laptop hears of the meeting. */
const joinFound = async (member: Desk, words: Words): Promise<void> => {
  const { page, operator } = member
  await member.visit('meeting')
  await operator.press('button', words('meeting:join.look'))
  const found = words('meeting:join.joinAt', { host: ownAddress })
  await page.getByRole('button', { name: found }).waitFor()
  await member.look('40-meeting-found')
  await operator.press('button', found)
  await page.getByRole('heading', { name: words('meeting:present.title') }).waitFor()
}

/** By the code, as the host tells it. */
const join = async (member: Desk, code: string, words: Words): Promise<void> => {
  await member.visit('meeting')
  await member.operator.fill(words('meeting:join.codeLabel'), code)
  await member.operator.press('button', words('meeting:join.byCode'))
  await member.page.getByRole('heading', { name: words('meeting:present.title') }).waitFor()
}

/** Waits until the page of the meeting shows these others, each up to date, and nobody else. */
const areHere = async (member: Desk, others: readonly Desk[], words: Words): Promise<void> => {
  const upToDate = member.page
    .getByRole('listitem')
    .filter({ hasText: words('meeting:present.state.up-to-date') })
  for (const { memberName } of others) await upToDate.filter({ hasText: memberName }).waitFor()
  const here = member.page.getByRole('listitem').filter({ hasText: words('meeting:lastSeen.here') })
  await here.nth(others.length).waitFor({ state: 'detached' })
}

const leave = async (member: Desk, words: Words): Promise<void> => {
  await member.visit('meeting')
  await member.operator.press('button', words('meeting:inside.leave'))
  await member.page.getByRole('heading', { name: words('meeting:join.title') }).waitFor()
}

/** @returns the name of the case */
const takeReport = async (taker: Desk, words: Words): Promise<string> => {
  const { press, fill } = taker.operator
  await press('button', words('common:takeCall'))
  await fill(
    words('intake:note.label'),
    'Somebody was filmed in the quiet room, and asked that it be stopped. It was not.',
  )
  await press('tab', words('intake:aside.people'))
  await press('button', words('intake:people.add.reported'))
  await fill(words('cases:person.name'), reported)
  await press('button', words('intake:finish.call'))
  return readCodeName(taker)
}

/** The notice is there, the case is not. */
const hasNoCase = async (member: Desk, codeName: string): Promise<void> => {
  await member.visit('cases')
  const shown = member.page.getByRole('main').getByText(codeName)
  if ((await shown.count()) > 0) throw new Error(`${member.name} has the case`)
}

/** @returns the text of the case's note, open to write */
const openNote = async (member: Desk, codeName: string, words: Words): Promise<Locator> => {
  await openCase(member, codeName, words)
  await member.operator.press('tab', words('cases:tab.notes'))
  const text = member.page.locator('.ProseMirror')
  await text.waitFor()
  return text
}

/** Writes at the end, and waits until it is kept. */
const write = async (member: Desk, note: Locator, text: string, words: Words): Promise<void> => {
  const height = (await note.boundingBox())?.height ?? 0
  // Below the last line: the cursor goes to the end.
  await note.click({ position: { x: 100, y: height - 20 } })
  await member.page.keyboard.type(text)
  await member.page.getByText(words('cases:text.state.unsaved')).waitFor({ state: 'hidden' })
  await member.page.getByText(words('cases:text.state.saved'), { exact: true }).waitFor()
}

/** A word of a line: others see whose it is. */
const select = (note: Locator, line: string): Promise<void> =>
  note.getByText(line).dblclick({ position: { x: 80, y: 12 } })

const showsCursorOf = async (note: Locator, { memberName }: Desk): Promise<void> => {
  await note.getByText(memberName).waitFor()
  await note.locator('span[class*=selection]').waitFor()
}

/** Waits until every laptop shows every line. @returns the text, the same on all. */
const agree = async (notes: readonly Locator[], wanted: readonly string[]): Promise<string> => {
  for (const note of notes)
    for (const line of wanted) await note.getByText(line, { exact: true }).waitFor()
  const [first = '', ...others] = await Promise.all(notes.map(readNote))
  if (others.some((other) => other !== first)) throw new Error('the notes are not the same')
  return first
}

/** Its lines, without the cursors of others. */
const readNote = async (note: Locator): Promise<string> => {
  const lines = await note.locator('p').evaluateAll((shown) =>
    shown.map((line) => {
      const copy = line.cloneNode(true) as typeof line
      for (const cursor of copy.querySelectorAll('[aria-hidden=true]')) cursor.remove()
      return copy.textContent
    }),
  )
  return lines.join('\n')
}
