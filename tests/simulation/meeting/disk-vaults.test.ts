import { afterEach, describe, expect, it } from 'vitest'
import type { ExchangeEvent, ExchangePorts } from '../../../electron/vault/meeting/exchange-ports'
import {
  createMeetingExchange,
  type MeetingExchange,
} from '../../../electron/vault/meeting/meeting-exchange'
import { exchangeVaultOf } from '../../../electron/vault/meeting/vault-of-session'
import { unwrap } from '../../../shared/errors/result'
import { declare, noticesOf, onlyNotice, setupCommittee } from '../../support/disk-committee'
import { askToJoin, type DiskMember } from '../../support/disk-members'
import { listCases, setupHomes, takeReport } from '../../support/disk-vault'
import { createChannelPair, type Sent } from '../../support/meeting/channel-pair'
import { until as untilWithin } from '../../support/until'

const newHome = setupHomes()
const exchanges: MeetingExchange[] = []
afterEach(async () => {
  for (const exchange of exchanges.splice(0)) await exchange.stop()
})

const startTimer: ExchangePorts['startTimer'] = (afterMs, run) => {
  const timer = setTimeout(run, afterMs)
  return () => clearTimeout(timer)
}

type Laptop = Pick<DiskMember, 'unlocked' | 'inTurn'>

/** A laptop at the table, with everything that its program does when something arrives. */
const sitDown = ({ unlocked, inTurn }: Laptop) => {
  const vault = unlocked()
  if (!vault) throw new Error('a vault that is locked')
  const events: ExchangeEvent[] = []
  const defects: unknown[] = []
  const exchange = createMeetingExchange(exchangeVaultOf(vault, inTurn), {
    now: Date.now,
    startTimer,
    emit: (event) => events.push(event),
    reportDefect: (thrown) => defects.push(thrown),
  })
  exchanges.push(exchange)
  return {
    exchange,
    events,
    defects,
    party: { deviceId: vault.ownDeviceId, memberId: vault.device.memberId as string },
  }
}

const link = (a: ReturnType<typeof sitDown>, b: ReturnType<typeof sitDown>): readonly Sent[] => {
  const pair = createChannelPair({ startTimer }, a.party, b.party)
  a.exchange.open(pair.a)
  b.exchange.open(pair.b)
  return pair.sent
}

const until = (what: string, holds: () => Promise<boolean>) => untilWithin(what, 10_000, holds)

describe('vaults on disks in one meeting', () => {
  it('take a report from notice to a shared case, without a bundle', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
    const [ada, ben, cleo] = members
    const seats = members.map(sitDown)
    const [atAda, atBen, atCleo] = seats as [never, never, never]
    link(atAda, atBen)
    const toCleo = [link(atAda, atCleo), link(atBen, atCleo)]
    const { caseId } = await takeReport(ada.handlers, { note: 'canary: behind the stage' })
    for (const one of [ben, cleo])
      await until('the notice', async () => (await noticesOf(one)).length === 1)
    unwrap(await declare(cleo, 'conflict'))
    unwrap(await declare(ben, 'no-conflict'))
    await until('the case', async () => (await listCases(ben.handlers)).total === 1)
    expect((await listCases(ben.handlers)).rows.map((one) => one.caseId)).toEqual([caseId])
    expect(ben.events).toContainEqual({ kind: 'cases-changed' })
    await until('peace', async () =>
      seats.every(({ exchange }) => exchange.progress().every(({ isUpToDate }) => isUpToDate)),
    )
    // R24, R25: what the others know of her answer, and nothing of the case for her.
    expect((await onlyNotice(cleo)).noticeId).toBe((await onlyNotice(ada)).noticeId)
    expect((await listCases(cleo.handlers)).total).toBe(0)
    const id = Buffer.from(caseId, 'hex')
    const cleoId = cleo.unlocked()?.ownDeviceId
    for (const { to, bytes } of toCleo.flat())
      if (to === cleoId) expect(Buffer.from(bytes).includes(id)).toBe(false)
    for (const { defects } of seats) expect(defects).toEqual([])
  })

  it('let a newcomer in, who waits for their inviter', async () => {
    const { clock, members } = await setupCommittee(newHome, ['Ada', 'Ben'])
    const [ada, ben] = members
    const asking = await askToJoin('Dana', newHome(), clock, ada)
    const sign = { requestId: asking.view.requestId, wordsCompared: true as const }
    unwrap(await ada.handlers['request.sign'](sign))
    const [atAda, atBen, atDana] = [ada, ben, asking].map(sitDown) as [never, never, never]
    link(atAda, atBen)
    link(atAda, atDana)
    await until('the request', async () => {
      const signed = await ben.handlers['request.sign'](sign)
      return signed.ok
    })
    await until('Dana is let in', async () => {
      const status = unwrap(await asking.handlers['vault.status']({}))
      return status.phase === 'unlocked' && status.membership === 'current'
    })
  })

  it('end the meeting before they lock, and nothing is wrong afterwards', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben'])
    const [ada, ben] = members
    const atAda = sitDown(ada)
    const atBen = sitDown(ben)
    link(atAda, atBen)
    await takeReport(ada.handlers)
    await until('the notice', async () => (await noticesOf(ben)).length === 1)
    const stopped = atBen.exchange.stop()
    unwrap(await ben.handlers['vault.lock']({}))
    await stopped
    await takeReport(ada.handlers)
    await until('the end', async () => atAda.events.some(({ kind }) => kind === 'ended'))
    expect([...atAda.defects, ...atBen.defects]).toEqual([])
  })
})
