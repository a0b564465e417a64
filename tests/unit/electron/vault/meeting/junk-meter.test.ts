import { describe, expect, it } from 'vitest'
import {
  createJunkMeter,
  createJunkMeters,
  forgivenMalformedMs,
  maxMalformed,
  maxMeters,
  maxRefusedBytes,
  refusedBurstBytes,
  refusedBytesPerSecond,
  refusedMinimumBytes,
  vainBurstBytes,
  vainBytesPerSecond,
  vainMinimumBytes,
} from '../../../../../electron/vault/meeting/junk-meter'

const setupMeter = () => {
  const clock = { nowMs: 1_000 }
  return { clock, meter: createJunkMeter(() => clock.nowMs) }
}

const bad = [{ code: 'entry/malformed', count: 1 }]

describe('what a peer sends in vain', () => {
  it('is forgiven while most of a delivery is sound', () => {
    const { meter } = setupMeter()
    for (let count = 0; count < 100; count++) meter.refused(1_000_000, bad, 1)
    expect([meter.pauseMs(), meter.isFull()]).toEqual([0, false])
  })

  it('is slowed down beyond a burst, until it has leaked away', () => {
    const { clock, meter } = setupMeter()
    meter.refused(refusedBurstBytes, bad, 0)
    expect(meter.pauseMs()).toBe(0)
    meter.refused(2 * refusedBytesPerSecond, bad, 0)
    expect(meter.pauseMs()).toBe(2_000)
    clock.nowMs += 1_500
    expect(meter.pauseMs()).toBe(500)
    clock.nowMs += 500
    expect(meter.pauseMs()).toBe(0)
  })

  it('ends the channel beyond a limit, at whatever pace', () => {
    const { clock, meter } = setupMeter()
    let sent = 0
    for (; !meter.isFull() && sent < 100 * maxRefusedBytes; sent += 100_000) {
      meter.refused(100_000, bad, 0)
      clock.nowMs += meter.pauseMs()
    }
    expect(sent).toBeGreaterThan(maxRefusedBytes)
    expect(sent).toBeLessThan(1.2 * maxRefusedBytes)
  })

  it('costs something however small it is', () => {
    const { meter } = setupMeter()
    const enough = Math.floor(maxRefusedBytes / refusedMinimumBytes)
    for (let count = 0; count < enough; count++) meter.refused(1, bad, 0)
    expect(meter.isFull()).toBe(false)
    meter.refused(1, bad, 0)
    expect(meter.isFull()).toBe(true)
  })

  it.each(['space/erased', 'bundle/unknown-space'])(
    'ends no channel when %s is this vault’s own doing, and is slowed down all the same',
    (code) => {
      const { meter } = setupMeter()
      meter.refused(10 * maxRefusedBytes, [{ code, count: 9 }], 0)
      expect(meter.isFull()).toBe(false)
      expect(meter.pauseMs()).toBeGreaterThan(60_000)
    },
  )

  it('ends the channel after a few messages that are none', () => {
    const { meter } = setupMeter()
    for (let count = 1; count < maxMalformed; count++) meter.malformed()
    expect(meter.isFull()).toBe(false)
    meter.malformed()
    expect(meter.isFull()).toBe(true)
  })

  it('is not forgiven by a clock that goes back', () => {
    const { clock, meter } = setupMeter()
    meter.refused(refusedBurstBytes + refusedBytesPerSecond, bad, 0)
    clock.nowMs -= 1_000_000
    expect(meter.pauseMs()).toBe(1_000)
  })

  it('slows down who says much that brings nothing, and ends no channel by that', () => {
    const { clock, meter } = setupMeter()
    meter.vain(vainBurstBytes)
    expect(meter.pauseMs()).toBe(0)
    meter.vain(vainBytesPerSecond)
    expect([meter.pauseMs(), meter.isFull()]).toEqual([1_000, false])
    clock.nowMs += 1_000
    expect(meter.pauseMs()).toBe(0)
    for (let count = 0; count < 2 * (vainBytesPerSecond / vainMinimumBytes); count++) meter.vain(1)
    expect(meter.pauseMs()).toBe(2_000)
  })

  it('is remembered of a device that comes again, and forgiven bit by bit', () => {
    const clock = { nowMs: 0 }
    const meterOf = createJunkMeters(() => clock.nowMs)
    for (let count = 0; count < maxMalformed; count++) meterOf('mallory').malformed()
    meterOf('dana').refused(2 * maxRefusedBytes, bad, 0)
    expect(meterOf('mallory').isFull()).toBe(true)
    expect(meterOf('dana').isFull()).toBe(true)
    expect(meterOf('ben').isFull()).toBe(false)
    clock.nowMs += forgivenMalformedMs
    meterOf('mallory').malformed()
    expect(meterOf('mallory').isFull()).toBe(true)
    clock.nowMs += 2 * forgivenMalformedMs
    meterOf('mallory').malformed()
    expect(meterOf('mallory').isFull()).toBe(false)
  })

  it('is forgotten of who was longest away when there are too many', () => {
    const meterOf = createJunkMeters(() => 0)
    const spoil = (device: string) => meterOf(device).refused(2 * maxRefusedBytes, bad, 0)
    spoil('first')
    spoil('second')
    meterOf('first')
    for (let count = 0; count < maxMeters - 1; count++) meterOf(`device ${count}`)
    expect(meterOf('first').isFull()).toBe(true)
    expect(meterOf('second').isFull()).toBe(false)
  })
})
