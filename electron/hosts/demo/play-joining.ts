import { joinRequestFileName } from '../../../shared/formats/join-request'
import { sendFile, sendFirstFile } from './exchange-files'
import type { Desk } from './member-desk'
import { demoPassphrase } from './play-demo'
import type { Words } from './words'

/** A code, shown once. */
const invite = async (inviter: Desk, newcomer: Desk, words: Words): Promise<string> => {
  const { page, operator } = inviter
  await inviter.visit('committee')
  await operator.press('button', words('members:invite.button'))
  await operator.fill(words('members:invite.forName'), newcomer.memberName)
  await operator.press('button', words('members:invite.make'))
  const shown = page.getByRole('dialog').locator('p[translate=no]')
  const code = (await shown.textContent()) ?? ''
  await inviter.look(`31-code-for-${newcomer.name}`)
  await operator.press('button', words('members:code.done'))
  return code
}

/** The newcomer's vault and request. */
const ask = async (
  newcomer: Desk,
  employer: string,
  code: string,
  words: Words,
): Promise<Uint8Array> => {
  const { page, operator, look } = newcomer
  const { press, fill } = operator
  await look('01-welcome')
  await press('button', words('members:join.title'))
  await fill(words('members:join.code.label'), code)
  await press('button', words('members:join.code.read'))
  await page.getByText(words('members:join.code.is.join.title')).waitFor()
  await look('02-code-read')
  await press('button', words('common:next'))
  await fill(words('vault:found.committee.memberName'), newcomer.memberName)
  await fill(words('vault:found.committee.employer'), employer)
  await look('03-about-you')
  await press('button', words('common:next'))
  await press('checkbox', words('members:join.promise.accept', { name: newcomer.memberName }))
  await press('button', words('common:next'))
  await fill(words('common:passphrase.new'), demoPassphrase)
  await fill(words('common:passphrase.again'), demoPassphrase)
  await page.getByText(words('common:passphrase.acceptable')).waitFor()
  await press('button', words('members:join.finish'))
  await page
    .getByRole('heading', { name: words('vault:found.recovery.title') })
    .waitFor({ timeout: 60_000 })
  await press('button', words('vault:found.recovery.later'))
  await press('button', words('members:letIn.send.button'))
  const saved = page.getByText(words('members:letIn.send.saved', { folder: '' }).trim())
  await saved.waitFor()
  await look('04-waiting-to-be-let-in')
  return newcomer.readSaved(joinRequestFileName)
}

/** Compares the words that the newcomer reads out, and signs. */
const signIn = async (signer: Desk, newcomer: Desk, words: Words): Promise<void> => {
  const { page, operator, look } = signer
  const { press } = operator
  await page.getByRole('heading', { name: newcomer.memberName }).waitFor()
  await look(`32-request-of-${newcomer.name}`)
  await press('button', words('members:request.compare'))
  await press('checkbox', words('members:compare.firstSame'))
  await press('checkbox', words('members:compare.secondSame'))
  await look(`33-words-of-${newcomer.name}`)
  await press('button', words('members:compare.sign'))
  await page
    .getByText(words('members:compare.signed', { name: newcomer.memberName }))
    .first()
    .waitFor()
}

/** From the invitation to the first file; who is there already signs too. */
export const playJoining = async (
  words: Words,
  inviter: Desk,
  newcomer: Desk,
  employer: string,
  alsoSigns: Desk | null,
): Promise<void> => {
  const request = await ask(newcomer, employer, await invite(inviter, newcomer, words), words)
  await inviter.operator.press('tab', words('members:tabs.joining'))
  await inviter.choose(request)
  await signIn(inviter, newcomer, words)
  if (alsoSigns) {
    await sendFile(inviter, alsoSigns, words)
    await alsoSigns.visit('committee')
    await alsoSigns.operator.press('tab', new RegExp(`^${words('members:tabs.joining')}`))
    await signIn(alsoSigns, newcomer, words)
    await sendFile(alsoSigns, inviter, words)
  }
  await sendFirstFile(inviter, newcomer, words)
  await newcomer.visit('committee')
  await newcomer.page.getByRole('button', { name: new RegExp(`^${inviter.memberName}`) }).waitFor()
  await newcomer.look('05-committee')
}
