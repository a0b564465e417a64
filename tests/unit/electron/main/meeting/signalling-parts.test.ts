import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCallers } from '../../../../../electron/main/meeting/callers'
import { signallingLimits } from '../../../../../electron/main/meeting/limits'
import { createRooms } from '../../../../../electron/main/meeting/rooms'
import { createFrameParser } from '../../../../../electron/main/meeting/signalling-frame'
import { createTokenBucket } from '../../../../../shared/util/token-bucket'

const clock = () => {
  let now = 0
  return {
    nowMs: () => now,
    pass: (ms: number) => {
      now += ms
    },
  }
}

describe('a token bucket', () => {
  it('never gives more than the burst and what came in since', () => {
    const step = fc.record({ afterMs: fc.nat(2_000), amount: fc.integer({ min: 1, max: 12 }) })
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const { nowMs, pass } = clock()
        const bucket = createTokenBucket({ burst: 10, perSecond: 5 }, nowMs)
        let taken = 0
        for (const { afterMs, amount } of steps) {
          pass(afterMs)
          if (bucket.take(amount)) taken += amount
          expect(taken).toBeLessThanOrEqual(10 + (nowMs() / 1_000) * 5 + 1e-9)
        }
        pass(2_000)
        expect(bucket.isFull()).toBe(true)
        expect([bucket.take(10), bucket.isFull(), bucket.take(1)]).toEqual([true, false, false])
      }),
    )
  })
})

describe('rooms', () => {
  it('hold who entered and did not leave, as a plain list of pairs would', () => {
    const topic = fc.constantFrom('a', 'b', 'c', 'd')
    const guest = fc.constantFrom(1, 2, 3)
    const act = fc.record({ what: fc.constantFrom('enter', 'leave', 'leaveAll'), topic, guest })
    fc.assert(
      fc.property(fc.array(act), (acts) => {
        const rooms = createRooms<number>(2)
        let pairs: [string, number][] = []
        for (const { what, topic, guest } of acts) {
          const isIn = pairs.some(([t, g]) => t === topic && g === guest)
          const isFull = pairs.filter(([, g]) => g === guest).length >= 2
          if (what === 'enter') {
            expect(rooms.enter(topic, guest)).toBe(isIn || !isFull)
            if (!isIn && !isFull) pairs.push([topic, guest])
          } else if (what === 'leave') {
            rooms.leave(topic, guest)
            pairs = pairs.filter(([t, g]) => t !== topic || g !== guest)
          } else {
            rooms.leaveAll(guest)
            pairs = pairs.filter(([, g]) => g !== guest)
          }
          const inRoom = pairs.filter(([t]) => t === topic).map(([, g]) => g)
          const others = inRoom.includes(guest) ? inRoom.filter((g) => g !== guest) : []
          expect(rooms.othersIn(topic, guest)).toEqual(others)
          expect(rooms.count()).toBe(new Set(pairs.map(([t]) => t)).size)
        }
      }),
    )
  })
})

describe('callers', () => {
  const limits = {
    ...signallingLimits,
    connectionsPerAddress: 2,
    connectionBurst: 3,
    connectionsPerSecond: 1,
    addresses: 3,
  }

  it('have so many connections each, and may make another when one ended', () => {
    const callers = createCallers(limits, clock().nowMs)
    expect([callers.admit('a'), callers.admit('a'), callers.admit('a')]).toEqual([
      true,
      true,
      false,
    ])
    expect(callers.admit('b')).toBe(true)
    callers.end('a')
    expect(callers.admit('a')).toBe(true)
  })

  it('come at their pace, which is remembered when all their connections have ended', () => {
    const { nowMs, pass } = clock()
    const callers = createCallers(limits, nowMs)
    const callAndEnd = () => {
      const isIn = callers.admit('a')
      if (isIn) callers.end('a')
      return isIn
    }
    expect([1, 2, 3, 4].map(callAndEnd)).toEqual([true, true, true, false])
    pass(1_000)
    expect([1, 2].map(callAndEnd)).toEqual([true, false])
  })

  it('of too many addresses are forgotten, those with nothing open first', () => {
    const callers = createCallers(limits, clock().nowMs)
    for (let i = 0; i < 3; i++) if (callers.admit('a')) callers.end('a')
    expect(callers.admit('a')).toBe(false)
    expect(callers.admit('b') && callers.admit('b')).toBe(true)
    expect(callers.admit('c') && callers.admit('d')).toBe(true)
    expect([callers.admit('a'), callers.admit('b')]).toEqual([true, false])
  })
})

describe('frames', () => {
  it('are read whatever order their fields have', () => {
    const parse = createFrameParser(signallingLimits)
    const topic = 'ab'.repeat(16)
    expect(parse(`{"data":"eA==","topic":"${topic}","type":"publish"}`)).toEqual({
      type: 'publish',
      topic,
      data: 'eA==',
    })
    expect(parse('{"type":"pong"}')).toBeNull()
  })
})
