import { seesNothingOf } from './case-steps'
import { sendFile } from './exchange-files'
import type { Desk } from './member-desk'
import type { CommitteeStage } from './play-committee'
import type { Words } from './words'

/** R73-R75: proposed, balloted by everyone but its subject, in force before they are told. */
export const playRemoval = async (stage: CommitteeStage, naming: string): Promise<void> => {
  const { words, ada, ben, cleo, say } = stage
  const { press, fill } = ada.operator
  say('a member is removed')
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
  await ben.look('50-for-you')
  await ben.operator.press('link', new RegExp(`^${words('notices:waiting.action.ballot')}`))
  await vote(ben, words)
  await ben.look('51-voted')
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
  await seesNothingOf(cleo, naming, 40)
}

const vote = async (member: Desk, words: Words): Promise<void> => {
  const group = member.page.getByRole('group', { name: words('members:ballot.mine') })
  const yes = group.getByRole('button', { name: words('members:ballot.choices.yes') })
  await yes.click()
  await member.page.locator('button[aria-pressed=true]').first().waitFor()
}
