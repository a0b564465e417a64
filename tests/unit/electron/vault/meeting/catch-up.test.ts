import { describe, expect, it } from 'vitest'
import type { SpaceSharing } from '../../../../../electron/vault/ledger/ledger-port'
import { createCatchUp } from '../../../../../electron/vault/meeting/catch-up'
import { exchangeTimes } from '../../../../../electron/vault/meeting/exchange-ports'
import { createPeerKnowledge } from '../../../../../electron/vault/meeting/peer-knowledge'
import { placeInLine } from '../../../../../electron/vault/meeting/who-sends-first'
import { MeetingClock } from '../../../../support/meeting/meeting-clock'

const { graceMs, stepMs } = exchangeTimes

const own = '11'.repeat(32)
const author = '33'.repeat(32)
const sharing: SpaceSharing = {
  space: 'ab'.repeat(16),
  readers: [],
  haves: [],
  reaches: [{ device: author, count: 3, last: '44'.repeat(32) }],
}

/** One device before this one in the line for the space, and one behind it. */
const devices = Array.from({ length: 64 }, (_, at) => (at + 64).toString(16).repeat(32))
const another = (place: number): string => {
  const found = devices.find((device) => placeInLine(sharing.space, own, [device]) === place)
  if (found === undefined) throw new Error('none of them stands there')
  return found
}

/** A peer that lacks all of the space; others here have it. Times of sending, since the beginning. */
const setup = (others: readonly string[]) => {
  const clock = new MeetingClock()
  const beganMs = clock.nowMs
  const sentAtMs: number[] = []
  const catchUp = createCatchUp({
    ports: {
      now: clock.now,
      startTimer: clock.startTimer,
      emit: () => {},
      reportDefect: (thrown) => {
        throw thrown
      },
    },
    ownDevice: own,
    knowledge: createPeerKnowledge(),
    sharingOf: () => sharing,
    othersWith: () => others,
    onDue: () => sentAtMs.push(clock.nowMs - beganMs),
  })
  return { catchUp, clock, sentAtMs }
}

describe('what a peer lacks and this device did not enter', () => {
  it('is sent at once at the beginning of a channel, by the first in line', async () => {
    const { catchUp, clock, sentAtMs } = setup([another(0)])
    catchUp.consider(sharing, 'in-line')
    await clock.pass(graceMs)
    expect(sentAtMs).toEqual([0])
  })

  it('is left to the first in line, by who comes behind, until the peer is in need', async () => {
    const { catchUp, clock, sentAtMs } = setup([another(1)])
    catchUp.consider(sharing, 'in-line')
    await clock.pass(graceMs + stepMs)
    expect(sentAtMs).toEqual([graceMs + stepMs])
  })

  it('is left to its author later on, until the peer is in need', async () => {
    const { catchUp, clock, sentAtMs } = setup([])
    catchUp.consider(sharing, 'in-need')
    await clock.pass(graceMs)
    expect(sentAtMs).toEqual([graceMs])
  })

  it('is sent at once to who was just let in, whoever is in line, and also when it was heard of before (R9)', async () => {
    const { catchUp, clock, sentAtMs } = setup([another(1)])
    catchUp.consider(sharing, 'in-need')
    await clock.pass(100)
    catchUp.consider(sharing, 'at-once')
    await clock.pass(graceMs + stepMs)
    expect(sentAtMs).toEqual([100])
  })
})
