import { describe, expect, it } from 'vitest'
import {
  createPlaces,
  doorRoom,
  mainRoom,
  placeLimits,
} from '../../../../../electron/sync/rooms/places'

const setup = (size = mainRoom) => {
  let now = 0
  const places = createPlaces({ size, nowMs: () => now, random: () => 0 })
  return {
    places,
    pass: (ms: number) => {
      now += ms
    },
    /** @returns whether it got a place, and begins. */
    begin: (peer: string, isOurs = true): boolean => {
      const { isAdmitted, makesWay } = places.ask(peer, isOurs)
      if (makesWay !== null) places.end(makesWay)
      if (isAdmitted) places.begin(peer, isOurs)
      return isAdmitted
    },
  }
}
const names = (count: number, prefix = 'ghost'): readonly string[] =>
  Array.from({ length: count }, (_each, index) => `${prefix} ${index}`)

describe('the places of a room', () => {
  it('are one for each peer: no second connection beside one that is there', () => {
    const { places, begin } = setup()
    expect([begin('a'), begin('a')]).toEqual([true, false])
    places.connect('a')
    expect(begin('a')).toBe(false)
  })

  it('are few for those that have not connected, fewer at a door', () => {
    for (const size of [mainRoom, doorRoom]) {
      const { begin } = setup(size)
      expect(names(60).filter((each) => begin(each))).toHaveLength(size.pending)
    }
  })

  it('are made by those that had their time, so that who comes late is not kept out', () => {
    const { places, begin, pass } = setup()
    expect(names(mainRoom.pending).every((each) => begin(each))).toBe(true)
    for (const each of names(mainRoom.pending - 1)) places.answer(each)
    pass(placeLimits.unansweredMs + 1)
    const unanswered = `ghost ${mainRoom.pending - 1}`
    expect(places.ask('honest', true)).toEqual({ isAdmitted: true, makesWay: unanswered })
    expect(begin('honest')).toBe(true)
    expect(begin('another')).toBe(false)
    pass(placeLimits.unlinkedMs - placeLimits.unansweredMs)
    expect(begin('another')).toBe(true)
  })

  it('are not made by links, whoever waits', () => {
    const { places, begin, pass } = setup()
    begin('linked')
    places.connect('linked')
    expect(names(mainRoom.pending).every((each) => begin(each))).toBe(true)
    pass(10_000)
    for (const each of names(20, 'more')) expect(places.ask(each, true).makesWay).not.toBe('linked')
  })

  it('are half for those that failed before: the rest is for others', () => {
    const { places, begin, pass } = setup()
    for (const each of names(mainRoom.pending)) {
      begin(each)
      places.end(each)
    }
    pass(5_000)
    expect(names(mainRoom.pending).filter((each) => begin(each))).toHaveLength(mainRoom.pending / 2)
    expect(begin('honest')).toBe(true)
  })

  it('are not given again at once to a peer that fails again and again, and longer each time', () => {
    const { places, begin, pass } = setup()
    const fail = () => {
      expect(begin('a')).toBe(true)
      places.end('a')
    }
    fail()
    fail()
    fail()
    expect(begin('a')).toBe(false)
    pass(4_000)
    fail()
    pass(4_000)
    expect(begin('a')).toBe(false)
    pass(60_000)
    expect(begin('a')).toBe(true)
  })

  it('are given again at once after a link that was of use, and after one that was lost soon', () => {
    const { places, begin, pass } = setup()
    for (const lastedMs of [placeLimits.usefulMs + 1, 100]) {
      expect(begin('a')).toBe(true)
      places.connect('a')
      pass(lastedMs)
      places.end('a')
    }
    expect(begin('a')).toBe(true)
    places.connect('a')
    places.end('a')
    expect(begin('a')).toBe(false)
  })

  it('are begun no faster than Chromium frees them, and what others begin does not count for what we begin', () => {
    const { places, begin, pass } = setup()
    const { burst, perSecond } = mainRoom.begun
    const beginAll = (count: number, prefix: string, isOurs: boolean): number =>
      names(count, prefix).filter((each) => {
        const isBegun = begin(each, isOurs)
        places.end(each)
        return isBegun
      }).length
    expect(beginAll(200, 'a', false)).toBe(burst)
    expect(beginAll(200, 'b', false)).toBe(0)
    expect(beginAll(200, 'c', true)).toBe(burst)
    pass(2_000)
    expect(beginAll(200, 'd', false)).toBe(2 * perSecond)
  })

  it('end at 64 links', () => {
    const { places, begin, pass } = setup()
    for (const each of names(80)) {
      pass(1_000)
      if (begin(each)) places.connect(each)
    }
    expect(places.ask('one more', true).isAdmitted).toBe(false)
    places.end('ghost 0')
    expect(places.ask('one more', true).isAdmitted).toBe(true)
  })

  it('are waited for 5 s, longer after a failure, and never above 21 s', () => {
    const { places, begin } = setup()
    expect(places.patienceMs('a')).toBe(placeLimits.patienceMs)
    begin('a')
    places.end('a')
    expect(places.patienceMs('a')).toBe(2 * placeLimits.patienceMs)
    for (let each = 0; each < 9; each++) {
      places.begin('a', true)
      places.end('a')
    }
    expect(places.patienceMs('a')).toBe(placeLimits.longestPatienceMs)
  })
})
