import { sendFile } from './exchange-files'
import type { Desk } from './member-desk'
import { playJoining } from './play-joining'
import type { Words } from './words'

export interface CommitteeStage {
  readonly words: Words
  /** Founded, with reports taken, unlocked. */
  readonly ada: Desk
  readonly ben: Desk
  readonly cleo: Desk
  /** The case that Ben reads and leaves, and whom it reports. */
  readonly firstCase: { readonly codeName: string; readonly reported: string }
  readonly say: (what: string) => void
}

export interface CommitteeOutcome {
  readonly members: readonly string[]
  /** The case that names a member. */
  readonly naming: string
  /** Conflicts declared, members who stepped back, members removed. */
  readonly conflicts: number
  readonly steppedBack: number
  readonly removed: number
}

/** Three laptops: who is cleared, who has a conflict, who is reported, who steps back, who is removed. */
export const playCommittee = async (stage: CommitteeStage): Promise<CommitteeOutcome> => {
  const { words, ada, ben, cleo, firstCase, say } = stage
  say('two members join')
  await playJoining(words, ada, ben, 'Fernhill Press', null)
  await playJoining(words, ada, cleo, 'Lantern Works', ben)

  say('a report names a member')
  const naming = await takeReportOf(ada, cleo, words)
  await sendFile(ada, ben, words, { made: '40-files', taken: '11-taken-in' })
  await sendFile(ada, cleo, words, { taken: '11-taken-in' })
  await seesNothingOf(cleo, naming, 20)

  say('each answers whether they have a conflict')
  await ben.visit('notices')
  await ben.look('12-notices')
  await ben.visit('waiting')
  await ben.look('13-for-you')
  await answer(ben, firstCase.reported, 'no', words, '14-no-conflict')
  await answer(ben, cleo.memberName, 'no', words, null)
  await answer(ben, null, 'yes', words, '15-conflict')
  await answer(cleo, firstCase.reported, 'no', words, '14-no-conflict')
  for (const member of [ben, cleo]) await sendFile(member, ada, words)
  for (const member of [ben, cleo])
    await sendFile(ada, member, words, { taken: '16-case-received' })

  say('a reader steps back in the middle of a case')
  await openCase(cleo, firstCase.codeName, words)
  await cleo.look('17-case')
  await stepBack(ben, firstCase.codeName, words)
  await sendFile(ben, ada, words)
  await openCase(ada, firstCase.codeName, words)
  await ada.operator.press('tab', words('cases:tab.access'))
  await ada.page.getByText(words('cases:access.title')).waitFor()
  await ada.look('41-access-after-a-recusal')

  say('a member is removed')
  await remove(stage)
  await seesNothingOf(cleo, naming, 30)
  return {
    members: [ada, ben, cleo].map(({ memberName }) => memberName),
    naming,
    conflicts: 1,
    steppedBack: 1,
    removed: 1,
  }
}

/** @returns the name of the case */
const takeReportOf = async (taker: Desk, reported: Desk, words: Words): Promise<string> => {
  const { page, look } = taker
  const { press, fill } = taker.operator
  await press('button', words('common:takeCall'))
  await fill(
    words('intake:note.label'),
    'Someone from the organisers kept shouting at a volunteer by the stage, and would not stop.',
  )
  await press('tab', words('intake:aside.people'))
  await press('button', words('intake:people.add.reported'))
  await fill(words('cases:person.name'), reported.memberName)
  await press('button', words('intake:finish.call'))
  await page.getByRole('dialog', { name: words('intake:told.title') }).waitFor()
  await press('radio', words('intake:told.yes'))
  await look('34-a-member-is-named')
  await press('button', words('intake:told.confirm'))
  const title = page.getByRole('heading', { level: 1 }).filter({ hasText: /\d{4}$/ })
  await title.first().waitFor({ timeout: 60_000 })
  return ((await title.first().textContent()) ?? '').trim()
}

/** The pages on which a case could show itself. */
const seesNothingOf = async (member: Desk, codeName: string, from: number): Promise<void> => {
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

const answer = async (
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

const openCase = async (member: Desk, codeName: string, words: Words): Promise<void> => {
  await member.visit('cases')
  await member.page.getByRole('row').filter({ hasText: codeName }).click()
  await member.page.getByRole('tab', { name: words('cases:tab.access') }).waitFor()
}

/** R28. */
const stepBack = async (member: Desk, codeName: string, words: Words): Promise<void> => {
  const { press } = member.operator
  await openCase(member, codeName, words)
  await member.look('17-case')
  await press('tab', words('cases:tab.access'))
  await member.page.getByText(words('cases:access.title')).waitFor()
  await member.look('18-access')
  await press('button', words('cases:leave.button'))
  await member.page.getByText(words('cases:leave.notRecalledTitle')).waitFor()
  await member.look('19-step-back')
  await press('button', words('cases:leave.confirm'))
  await member.page.getByRole('heading', { name: words('cases:list.title') }).waitFor()
  await member.look('21-cases-after')
}

/** R73-R75: proposed, balloted by everyone but its subject, in force before they are told. */
const remove = async ({ words, ada, ben, cleo }: CommitteeStage): Promise<void> => {
  const { press, fill } = ada.operator
  await ada.visit('committee')
  await press('tab', words('members:tabs.people', { count: 3 }))
  await press('button', new RegExp(`^${cleo.memberName}`))
  await ada.look('50-member')
  await press('button', words('members:acts.propose'))
  await fill(words('members:propose.grounds'), 'Has shouted at volunteers at two events.')
  await ada.look('51-propose')
  await press('button', words('members:propose.button'))
  await vote(ada, words)
  await sendFile(ada, ben, words)
  await ben.visit('waiting')
  await ben.look('22-for-you')
  await ben.operator.press('link', new RegExp(`^${words('notices:waiting.action.ballot')}`))
  await vote(ben, words)
  await ben.look('23-voted')
  await sendFile(ben, ada, words)
  await ada.visit('waiting')
  await ada.look('52-for-you')
  await ada.visit('committee')
  await press('tab', words('members:tabs.leaving'))
  await press('link', cleo.memberName)
  await ada.page.getByText(words('members:removal.states.carried')).first().waitFor()
  await ada.look('53-carried')
  await press('button', words('members:enter.button'))
  await ada.page
    .getByRole('dialog')
    .getByRole('button', { name: words('members:enter.button') })
    .click()
  await ada.page.getByText(words('members:removal.states.entered')).first().waitFor()
  await ada.look('54-in-force')
  await press('link', words('members:enter.toChecklist'))
  await ada.page.getByText(words('members:leaving.checklists')).waitFor()
  await ada.look('55-checklist')
}

const vote = async (member: Desk, words: Words): Promise<void> => {
  const group = member.page.getByRole('group', { name: words('members:ballot.mine') })
  const yes = group.getByRole('button', { name: words('members:ballot.choices.yes') })
  await yes.click()
  await member.page.locator('button[aria-pressed=true]').first().waitFor()
}
