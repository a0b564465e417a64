import { describe, expect, it } from 'vitest'
import { exchangeLimits } from '../../../../../electron/vault/meeting/exchange-ports'
import { createJunkMeter } from '../../../../../electron/vault/meeting/junk-meter'
import { createPeerInbox } from '../../../../../electron/vault/meeting/peer-inbox'
import { encodePeerMessage, type PeerMessage } from '../../../../../shared/formats/meeting-message'
import { MeetingClock } from '../../../../support/meeting/meeting-clock'

const bye = encodePeerMessage({ kind: 'bye', reason: 'leaving' })

const setupInbox = (onMessage: (message: PeerMessage) => Promise<void> | void = () => {}) => {
  const clock = new MeetingClock()
  const happened: string[] = []
  const note = (what: string) => () => void happened.push(what)
  const meter = createJunkMeter(clock.now)
  const inbox = createPeerInbox({
    ports: {
      ...clock,
      now: clock.now,
      startTimer: clock.startTimer,
      emit: () => {},
      reportDefect: () => {},
    },
    meter,
    onMessage: (message) => {
      happened.push(message.kind)
      return onMessage(message)
    },
    mayBeNewer: () => false,
    onMalformed: note('malformed'),
    onFlooded: () => {
      happened.push('flooded')
      inbox.stop()
    },
    onDrained: note('drained'),
    onDefect: (thrown) => void happened.push(`defect: ${thrown}`),
  })
  return { clock, inbox, meter, happened }
}

describe('what waits of one peer', () => {
  it('is worked through one after the other, in order', async () => {
    const release: (() => void)[] = []
    const { clock, inbox, happened } = setupInbox(() => new Promise((done) => release.push(done)))
    inbox.take(encodePeerMessage({ kind: 'hello', protocol: 1, oldest: 1 }))
    inbox.take(bye)
    await clock.rest()
    expect(happened).toEqual(['hello'])
    release.shift()?.()
    await clock.rest()
    expect(happened).toEqual(['hello', 'bye'])
  })

  it('is still worked through when the link is over, and then it is over', async () => {
    const { clock, inbox, happened } = setupInbox()
    inbox.take(bye)
    inbox.take(new Uint8Array(3))
    inbox.drain()
    inbox.take(bye)
    await clock.rest()
    expect(happened).toEqual(['bye', 'malformed', 'drained'])
  })

  it.each([
    ['messages', () => new Uint8Array(1), exchangeLimits.waitingMessages],
    ['bytes', () => new Uint8Array(1_048_576), exchangeLimits.waitingBytes / 1_048_576],
  ])('is a flood beyond so many %s, and nothing of it is looked at', async (_, frame, count) => {
    const { clock, inbox, happened } = setupInbox()
    for (let sent = 0; sent < count; sent++) inbox.take(frame())
    expect(happened).toEqual([])
    inbox.take(frame())
    expect(happened).toEqual(['flooded'])
    await clock.rest()
    expect(happened).toEqual(['flooded'])
  })

  it('waits as long as the meter says, and no longer than the channel lives', async () => {
    const { clock, inbox, meter, happened } = setupInbox()
    meter.refused(2_097_152, [{ code: 'space/erased', count: 1 }], 0)
    inbox.take(bye)
    inbox.take(bye)
    inbox.take(bye)
    await clock.pass(1_000)
    expect(happened).toEqual(['bye'])
    await clock.pass(meter.pauseMs())
    expect(happened.length).toBe(3)
  })

  it('tells of a defect instead of throwing it at the link', async () => {
    const { clock, inbox, happened } = setupInbox(() => {
      throw new Error('a mistake')
    })
    inbox.take(bye)
    await clock.rest()
    expect(happened).toEqual(['bye', 'defect: Error: a mistake'])
  })
})
