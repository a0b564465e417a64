import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKeyboardOperator } from '../../../electron/hosts/demo/operator'
import { type MemberApp, openMemberApp } from '../support/member-app'

const passphrase = 'four lanterns drift past the harbor wall'
const narrative = 'The cloakroom again: he waited at the door until she gave in.'
const reported = 'Rowan Castell'

let ada: MemberApp
let ben: MemberApp
let cleo: MemberApp
let codeName = ''

beforeAll(async () => {
  ada = await openMemberApp('ada')
  ben = await openMemberApp('ben')
  cleo = await openMemberApp('cleo')
})

afterAll(async () => {
  for (const member of [ada, ben, cleo]) await member?.close()
})

const wordsOf = async (member: MemberApp, label: string): Promise<readonly string[]> => {
  const list = member.page.getByRole('list', { name: label })
  await list.waitFor()
  const texts = await list.locator('li').allTextContents()
  return texts.map((text) => text.replace(/^\s*\d+\s*/, '').trim())
}

/** Makes the files for whom the page proposes, and saves the one for this member. */
const makeFile = async (from: MemberApp, to: string): Promise<Uint8Array> => {
  const { page } = from
  await from.visit('Send and receive')
  await page.getByRole('button', { name: /^Make \d+ files?$/ }).click()
  const made = page.getByRole('listitem').filter({ hasText: `For ${to}` })
  await made.getByRole('button', { name: `Save the file for ${to}` }).click()
  await made.getByText(/^Saved in/).waitFor()
  const fileName = /sealed-[0-9a-f]+\.conclave/.exec((await made.textContent()) ?? '')?.[0]
  return from.readSaved(fileName ?? '')
}

const takeIn = async (member: MemberApp, file: Uint8Array, what?: string): Promise<void> => {
  const { page } = member
  await member.visit('Send and receive')
  await member.choose(file)
  await page.getByRole('button', { name: 'Take it in' }).click()
  await page.getByRole('heading', { name: 'Taken in' }).waitFor()
  if (what !== undefined) await member.look(what)
  await page.getByRole('button', { name: 'Done', exact: true }).click()
}

const answerByKeyboard = async (member: MemberApp, answer: string): Promise<void> => {
  const { press } = createKeyboardOperator(member.page)
  await press('link', /^For you/)
  await press('link', /^Read and answer/)
  await press('button', answer)
}

/** Lets in by the rows what the screens of joining showed once already. */
const joinByRows = async (newcomer: MemberApp, name: string): Promise<void> => {
  const { code } = await ada.ask('invitation.issue', { forName: name })
  const { request } = await newcomer.ask('join.start', {
    code,
    memberName: name,
    aliases: [],
    employer: 'Lantern Works',
    label: 'Committee vault',
    acceptedAgreement: true,
    passphrase,
  })
  const { requestId } = await ada.ask('request.read', { bytes: request.bytes })
  await ada.ask('request.sign', { requestId, wordsCompared: true })
  await sendByRows(ada, ben)
  await ben.ask('request.sign', { requestId, wordsCompared: true })
  await sendByRows(ben, ada)
  await sendByRows(ada, newcomer)
}

const sendByRows = async (from: MemberApp, to: MemberApp): Promise<void> => {
  const { members } = await from.ask('member.list', {})
  const memberIds = members
    .filter(({ name }) => name.toLowerCase() === to.name)
    .map(({ memberId }) => memberId)
  const [file] = await from.ask('bundle.make', { memberIds })
  if (file === undefined) throw new Error('no file was made')
  await to.ask('bundle.import', { bytes: file.bytes })
}

describe('a committee of three laptops that exchange files', () => {
  it('lets a second member in by code, request and compared words', async () => {
    const founded = await ada.ask('vault.found', {
      committeeName: 'Harbor Days committee',
      memberName: 'Ada',
      employer: 'Tidewater Labs',
      label: 'Committee vault',
      playbook: { id: 'elastic' },
      acceptedAgreement: '1',
      passphrase,
    })
    await ada.ask('vault.confirmRecoveryKey', { recoveryKey: founded.recoveryKey })
    await ada.visit('Committee')
    await ada.page.getByRole('button', { name: 'Invite somebody' }).click()
    await ada.page.getByLabel('Whom is it for?').fill('Ben')
    await ada.page.getByRole('button', { name: 'Make the code' }).click()
    const shown = ada.page.getByRole('dialog').locator('p[translate=no]')
    const code = (await shown.textContent()) ?? ''
    await ada.look('code')
    await ada.page.getByRole('button', { name: 'Done', exact: true }).click()

    const { page } = ben
    await page.getByRole('button', { name: 'Join a committee' }).click()
    await page.getByLabel('Code', { exact: true }).fill(code)
    await page.getByRole('button', { name: 'Read the code' }).click()
    const inviter = 'Fingerprint words of the laptop that made the code'
    expect(await wordsOf(ben, inviter)).toEqual(founded.fingerprintWords)
    await ben.look('code-read')
    await page.getByRole('button', { name: 'Next', exact: true }).click()
    await page.getByLabel('Your name').fill('Ben')
    await page.getByLabel('Your employer').fill('Fernhill Press')
    await ben.look('about-you')
    await page.getByRole('button', { name: 'Next', exact: true }).click()
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Next', exact: true }).click()
    await page.getByLabel('New passphrase').fill(passphrase)
    await page.getByLabel('Once more, to be sure').fill(passphrase)
    await page.getByRole('button', { name: 'Make the vault and the request' }).click()
    await page.getByRole('heading', { name: 'Your recovery kit' }).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Go on without checking' }).click()
    await page.getByRole('button', { name: 'Save the request' }).click()
    await page.getByText(/^Saved: .*outgoing/).waitFor()
    await ben.look('waiting-to-be-let-in')
    const { request } = await ben.ask('join.request', {})
    const file = await ben.readSaved(request.fileName)

    await ada.page.getByRole('tab', { name: /^Joining/ }).click()
    await ada.choose(file)
    await ada.page.getByRole('heading', { name: 'Ben' }).waitFor()
    await ada.look('joining')
    await ada.page.getByRole('button', { name: 'Compare the words' }).click()
    const first = await wordsOf(ada, 'First half of the words')
    const second = await wordsOf(ada, 'Second half of the words')
    expect([...first, ...second]).toEqual(await wordsOf(ben, 'Fingerprint words of this laptop'))
    await ada.look('compare')
    await ada.page.getByLabel('The first half is the same, word by word').check()
    await ada.page.getByLabel('The second half is the same, word by word').check()
    await ada.page.getByRole('button', { name: 'Sign them in' }).click()
    await ada.page.getByText('You have signed Ben in.').waitFor()

    await ben.choose(await makeFile(ada, 'Ben'))
    await ada.look('send')
    await page.getByRole('navigation', { name: 'Pages' }).waitFor()
    await ben.visit('Committee')
    await page.getByRole('button', { name: /^Ada/ }).waitFor()
    await ben.look('committee')
  })

  it('announces a report to the others, and gives the case to nobody yet', async () => {
    await joinByRows(cleo, 'Cleo')
    const { page } = ada
    await page.getByRole('button', { name: 'Take a call' }).click()
    await page.getByLabel('What you hear').fill(narrative)
    await page.getByLabel('Who is reported').fill(reported)
    await page.getByRole('button', { name: 'Enter as a reported person' }).click()
    await page.getByRole('button', { name: 'Call ended' }).click()
    const title = page.getByRole('heading', { level: 1 }).filter({ hasText: /\d{4}$/ })
    codeName = ((await title.textContent()) ?? '').trim()
    await page.getByRole('tab', { name: 'Access and erasing' }).click()
    await page.getByText('Asked, no answer yet').waitFor()
    expect(await page.getByText(/Only you can open this/).count()).toBe(1)
    await ada.look('access-only-copy')
    await ada.visit('For you')
    await page.getByText(`Only this laptop can open ${codeName}`).waitFor()
    await ada.look('for-you')

    await takeIn(ben, await makeFile(ada, 'Ben'), 'taken-in')
    await takeIn(cleo, await makeFile(ada, 'Cleo'))
    for (const member of [ben, cleo]) {
      await member.visit('Cases')
      await member.page.getByRole('heading', { name: 'Cases' }).waitFor()
      expect(await member.page.getByText(codeName).count()).toBe(0)
      await member.visit('Notices')
      await member.page.getByRole('link', { name: reported }).waitFor()
    }
    await ben.look('notices')
  })

  it('asks each about a conflict, and takes the answer by keyboard alone (R24, R25)', async () => {
    await ben.visit('For you')
    await ben.page.getByRole('link', { name: /^Read and answer/ }).waitFor()
    await ben.look('for-you')
    await ben.visit('Cases')
    await answerByKeyboard(ben, 'No conflict')
    await ben.page.getByText('You answered that you have no conflict.').waitFor()
    await ben.look('notice-answered')
    await cleo.visit('For you')
    await cleo.page.getByRole('link', { name: /^Read and answer/ }).click()
    await cleo.page.getByText('Do you have a conflict of interest?').waitFor()
    await cleo.look('notice-asked')
    await cleo.visit('Cases')
    await answerByKeyboard(cleo, 'I have a conflict')
    await cleo.page.getByText('You answered that you have a conflict.').waitFor()
    await cleo.look('notice-conflict')
  })

  it('gives the case to who has no conflict as soon as the answers arrive', async () => {
    await takeIn(ada, await makeFile(ben, 'Ada'))
    await takeIn(ada, await makeFile(cleo, 'Ada'))
    await takeIn(ben, await makeFile(ada, 'Ben'), 'case-received')
    await takeIn(cleo, await makeFile(ada, 'Cleo'))

    await ben.visit('Cases')
    await ben.page.getByText(codeName).first().waitFor()
    await ben.look('cases')
    await ben.page.getByRole('grid').getByText(codeName).click()
    await ben.page.getByRole('tab', { name: 'Report' }).click()
    await ben.page.getByText(narrative).waitFor()
    await ben.look('report')
    await ben.page.getByRole('tab', { name: 'History' }).click()
    await ben.page.getByText(/opened the case from/).waitFor()
    await ben.look('history')
    expect(await ben.page.getByText(/newer version understands/).count()).toBe(0)
  })

  it('shows nothing but the notice to who has a conflict', async () => {
    const { page } = cleo
    await cleo.visit('Cases')
    await page.getByRole('heading', { name: 'Cases' }).waitFor()
    expect(await page.getByText(codeName).count()).toBe(0)
    await page.getByLabel('Search the cases').fill('cloakroom')
    await page.getByText(/Nothing found/).waitFor()
    await cleo.visit('Notices')
    await page.getByRole('link', { name: reported }).click()
    await page.getByText('You answered that you have a conflict.').waitFor()
    expect(await page.getByText(codeName).count()).toBe(0)
    expect(await page.getByRole('link', { name: /^Open/ }).count()).toBe(0)
  })

  it('takes the case from who steps back, in one action by keyboard alone (R28)', async () => {
    const { press } = createKeyboardOperator(ben.page)
    await press('tab', 'Access and erasing')
    await ben.page.getByText('Who can open this').waitFor()
    await ben.look('access')
    await press('button', 'Step back from this case…')
    await ben.page.getByText('What cannot be recalled').waitFor()
    await ben.look('step-back')
    await press('button', 'Step back and erase it here')
    await ben.page.getByRole('heading', { name: 'Cases' }).waitFor()
    await ben.page.getByText(`You stepped back from ${codeName}`).waitFor()
    expect(await ben.page.getByRole('grid').getByText(codeName).count()).toBe(0)
    await ben.look('cases-after')
    await ben.visit('Notices')
    await ben.page.getByRole('link', { name: reported }).click()
    await ben.page.getByText(/^You stepped back from this case/).waitFor()
    await ben.look('notice-after')
    expect(await ben.page.getByText(codeName).count()).toBe(0)

    await takeIn(ada, await makeFile(ben, 'Ada'))
    await ada.visit('Cases')
    await ada.page.getByRole('grid').getByText(codeName).click()
    await ada.page.getByRole('tab', { name: 'Access and erasing' }).click()
    await ada.page.getByText('Stepped back').waitFor()
    await ada.look('access')
  })

  it('leaves no error on any console and no mistake of the program', async () => {
    for (const { name, watch, app } of [ada, ben, cleo]) {
      expect({ name, errors: watch.errors, violations: await watch.violations() }).toEqual({
        name,
        errors: [],
        violations: [],
      })
      expect(app.defects).toEqual([])
    }
  })
})
