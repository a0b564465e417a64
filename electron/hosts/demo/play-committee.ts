import { answer, openCase, readCodeName, seesNothingOf } from './case-steps'
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
  /** Conflicts declared, members who stepped back. */
  readonly conflicts: number
  readonly steppedBack: number
}

/** Three laptops: who is cleared, who has a conflict, who is reported, who steps back. */
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

  return {
    members: [ada, ben, cleo].map(({ memberName }) => memberName),
    naming,
    conflicts: 1,
    steppedBack: 1,
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
  return readCodeName(taker)
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
