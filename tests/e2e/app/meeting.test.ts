import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RequestId } from '../../../shared/contracts/committee-views'
import { until as untilWithin } from '../../support/until'
import { type MemberApp, openMemberApp } from '../support/member-app'

const passphrase = 'four lanterns drift past the harbor wall'
const narrative = 'CANARY-NARRATIVE he waited by the cloakroom until she gave in'
const reported = 'Rowan CANARY-REPORTED'
const committeeName = 'Harbor Days committee'
const loopback = '127.0.0.1'

let ada: MemberApp
let ben: MemberApp
let cleo: MemberApp

beforeAll(async () => {
  ada = await openMemberApp('ada')
  ben = await openMemberApp('ben')
  cleo = await openMemberApp('cleo')
})

afterAll(async () => {
  for (const member of [ada, ben, cleo]) await member?.close()
})

const everyone = (): readonly MemberApp[] => [ada, ben, cleo]

const until = (what: string, holds: () => Promise<boolean>) => untilWithin(what, 40_000, holds)

const meetingOf = async (member: MemberApp) => (await member.ask('meeting.view', {})).meeting

const namesHere = async (member: MemberApp): Promise<readonly string[]> =>
  ((await meetingOf(member))?.present ?? [])
    .filter(({ state }) => state === 'up-to-date')
    .map(({ name }) => name)
    .sort()

const sees = (member: MemberApp, ...names: readonly string[]) =>
  until(
    `${member.name} sees ${names}`,
    async () => (await namesHere(member)).join() === names.join(),
  )

const codeOf = async (member: MemberApp): Promise<string> => {
  const place = (await meetingOf(member))?.place
  if (place?.kind !== 'hosted-here') throw new Error(`${member.name} does not host`)
  return place.code
}

/** Joins with an invitation, by the door of the meeting. @returns the request, as it came to Ada. */
const knock = async (newcomer: MemberApp, name: string): Promise<RequestId> => {
  const { code } = await ada.ask('invitation.issue', { forName: name })
  await newcomer.ask('join.start', {
    code,
    memberName: name,
    aliases: [],
    employer: `${name} & Company`,
    label: 'Committee vault',
    acceptedAgreement: true,
    passphrase,
  })
  await newcomer.ask('meeting.join', { by: 'code', code: await codeOf(ada) })
  return requestOf(ada, name)
}

const requestOf = async (member: MemberApp, name: string): Promise<RequestId> => {
  const find = async () =>
    (await member.ask('request.list', {})).find((request) => request.name === name)
  await until(`the request of ${name}`, async () => (await find()) !== undefined)
  return (await find())?.requestId as RequestId
}

const isMember = async (member: MemberApp): Promise<boolean> => {
  const status = await member.ask('vault.status', {})
  return status.phase === 'unlocked' && status.membership === 'current'
}

const answer = async (member: MemberApp, given: 'no-conflict' | 'conflict'): Promise<void> => {
  await until(`${member.name} has the notice`, async () => {
    const notices = await member.ask('notice.list', { show: 'open' })
    return notices.length === 1
  })
  const [notice] = await member.ask('notice.list', { show: 'open' })
  if (!notice) throw new Error('no notice')
  const { noticeId, version } = notice
  await member.ask('notice.declare', { noticeId, version, answer: given })
}

const casesOf = (member: MemberApp) =>
  member.ask('case.list', {
    filter: { status: [], channel: [], severity: [], overdueOnly: false },
    sort: 'updated',
    descending: true,
    offset: 0,
    limit: 50,
  })

describe('a meeting of three laptops', () => {
  it('lets two newcomers in by the door, each by their inviter', async () => {
    await ada.ask('vault.found', {
      committeeName,
      memberName: 'Ada',
      employer: 'Tidewater Labs',
      label: 'Committee vault',
      playbook: { id: 'elastic' },
      acceptedAgreement: '1',
      passphrase,
    })
    await ada.ask('meeting.start', { host: loopback })
    const ofBen = await knock(ben, 'Ben')
    await ada.ask('request.sign', { requestId: ofBen, wordsCompared: true })
    await until('Ben is let in', () => isMember(ben))
    await sees(ben, 'Ada')
    const ofCleo = await knock(cleo, 'Cleo')
    await ada.ask('request.sign', { requestId: ofCleo, wordsCompared: true })
    expect(await requestOf(ben, 'Cleo')).toBe(ofCleo)
    await ben.ask('request.sign', { requestId: ofCleo, wordsCompared: true })
    await until('Cleo is let in', () => isMember(cleo))
    await sees(ada, 'Ben', 'Cleo')
    await sees(ben, 'Ada', 'Cleo')
    await sees(cleo, 'Ada', 'Ben')
  })

  it('brings a case to who is cleared, and nothing of it to who has a conflict (promise 3)', async () => {
    const { page } = ada
    await page.getByRole('button', { name: 'Take a call' }).click()
    await page.getByLabel('What you hear').fill(narrative)
    await page.getByLabel('Who is reported').fill(reported)
    await page.getByRole('button', { name: 'Enter as a reported person' }).click()
    await page.getByRole('button', { name: 'Call ended' }).click()
    await until('the case', async () => (await casesOf(ada)).total === 1)
    await answer(cleo, 'conflict')
    await answer(ben, 'no-conflict')
    await until('the case at Ben’s', async () => (await casesOf(ben)).total === 1)
    await sees(ada, 'Ben', 'Cleo')
    await sees(cleo, 'Ada', 'Ben')
    expect((await casesOf(cleo)).total).toBe(0)
    for (const member of everyone()) {
      await member.visit('Meeting')
      await member.page.getByRole('heading', { name: 'Who is here' }).waitFor()
      await member.look('meeting')
    }
  })

  it('says nothing in the clear to any sync window, not even which case (promise 2)', async () => {
    const [row] = (await casesOf(ada)).rows
    if (!row) throw new Error('no case')
    const names = ['Ada', 'Ben', 'Cleo'].flatMap((name) => [`"${name}"`, `${name} & Company`])
    const words = [
      narrative,
      reported,
      committeeName,
      passphrase,
      row.codeName,
      row.caseId,
      ...names,
    ]
    const ids = [Buffer.from(row.caseId, 'hex'), ...words.map((word) => Buffer.from(word))]
    for (const { name, app } of everyone()) {
      expect(app.syncBytes.length, name).toBeGreaterThan(20)
      for (const bytes of app.syncBytes)
        for (const [at, id] of ids.entries())
          expect(Buffer.from(bytes).includes(id), `${name}: ${words[at - 1]}`).toBe(false)
      for (const text of app.syncTexts)
        for (const word of words) expect(text.includes(word), word).toBe(false)
    }
  })

  it('goes on without its host, whom somebody else follows', async () => {
    await ada.ask('meeting.leave', {})
    await sees(ben, 'Cleo')
    await until('the host is missed', async () => (await meetingOf(ben))?.server === 'lost')
    await ben.ask('meeting.start', { host: loopback })
    await ada.ask('meeting.join', { by: 'code', code: await codeOf(ben) })
    await sees(ada, 'Ben')
    await cleo.ask('meeting.join', { by: 'code', code: await codeOf(ben) })
    await sees(ada, 'Ben', 'Cleo')
    await sees(cleo, 'Ada', 'Ben')
  })

  it('comes back by itself when a sync window crashes', async () => {
    const crashed = await cleo.app.syncPage()
    const session = await crashed.context().newCDPSession(crashed)
    session.send('Page.crash').catch(() => undefined)
    await ada.ask('member.changeSelf', { name: 'Ada', aliases: [], employer: 'Tideline Labs' })
    await until('another window', async () => (await cleo.app.syncPage()) !== crashed)
    await until('what Ada entered meanwhile', async () => {
      const { members } = await cleo.ask('member.list', {})
      return members.some(({ employer }) => employer === 'Tideline Labs')
    })
    await sees(cleo, 'Ada', 'Ben')
    await sees(ada, 'Ben', 'Cleo')
  })

  it('is left by locking, and only by who locks', async () => {
    await ben.ask('vault.lock', {})
    await until('Ben is gone', async () => !(await namesHere(ada)).includes('Ben'))
    await sees(ada, 'Cleo')
  })

  it('leaves no mistake of the program', () => {
    for (const { app } of everyone()) expect(app.defects).toEqual([])
  })
})
