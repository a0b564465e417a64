import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createFrameLink,
  drainLimitMs,
  type FrameChannel,
  frameLinkLimits,
} from '../../../../../electron/sync/links/frame-link'
import { cutFrame } from '../../../../../electron/sync/links/frame-pieces'
import { syncLinkLimits } from '../../../../../shared/contracts/sync-link'

/** A channel whose network takes what the test says. */
class FakeChannel extends EventTarget {
  bufferedAmount = 0
  bufferedAmountLowThreshold = 0
  readonly sent: Uint8Array[] = []
  closings = 0
  isFull = false

  send(piece: Uint8Array): void {
    if (this.isFull) throw new Error('OperationError')
    this.sent.push(piece)
    this.bufferedAmount += piece.length
  }

  close(): void {
    this.closings += 1
  }

  /** So many bytes went out. */
  drain(sizeBytes = this.bufferedAmount): void {
    const before = this.bufferedAmount
    this.bufferedAmount -= sizeBytes
    const low = this.bufferedAmountLowThreshold
    if (before > low && this.bufferedAmount <= low) this.say('bufferedamountlow')
  }

  say(type: string): void {
    this.dispatchEvent(new Event(type))
  }

  receive(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }

  receiveFrame(frame: Uint8Array): void {
    for (const piece of cutFrame(frame)) this.receive(piece.buffer)
  }
}

const setup = () => {
  const channel = new FakeChannel()
  const frames: Uint8Array[] = []
  const told = { sent: 0, closed: 0 }
  const link = createFrameLink(channel as unknown as FrameChannel, {
    onFrame: (frame) => frames.push(frame),
    onSent: (sizeBytes) => {
      told.sent += sizeBytes
    },
    onClosed: () => {
      told.closed += 1
    },
  })
  return { channel, frames, told, link }
}

const mebibyte = 1_048_576

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('what a link sends', () => {
  it('waits while 4 MiB are buffered, and goes on when it gets less', () => {
    const { channel, told, link } = setup()
    link.send(new Uint8Array(12 * mebibyte))
    expect(channel.bufferedAmount).toBeLessThanOrEqual(frameLinkLimits.bufferedBytes)
    expect(channel.bufferedAmount).toBeGreaterThan(frameLinkLimits.bufferedBytes - 65_536)
    for (let round = 0; round < 20; round++) channel.drain()
    expect(told.sent).toBe(12 * mebibyte)
    const content = channel.sent.reduce(
      (sum, piece, at) => sum + piece.length - (at === 0 ? 5 : 1),
      0,
    )
    expect(content).toBe(12 * mebibyte)
  })

  it('is told of when it is handed to the network, and not before', () => {
    const { channel, told, link } = setup()
    for (let each = 0; each < 6; each++) link.send(new Uint8Array(mebibyte))
    expect(told.sent).toBeGreaterThan(3.9 * mebibyte)
    expect(told.sent).toBeLessThanOrEqual(4 * mebibyte)
    channel.drain()
    expect(told.sent).toBe(6 * mebibyte)
  })

  it('ends the link when the browser takes no more', () => {
    const { channel, told, link } = setup()
    channel.isFull = true
    link.send(Uint8Array.of(1))
    expect(told.closed).toBe(1)
  })

  it('ends the link when a vault hands over more than it may', () => {
    const { told, link } = setup()
    for (let each = 0; each < 40; each++) link.send(new Uint8Array(mebibyte))
    expect(told.closed).toBe(1)
  })
})

describe('what a link receives', () => {
  it('is the frames that the other side cut', () => {
    const { channel, frames } = setup()
    const sent = [Uint8Array.of(7), new Uint8Array(200_000).fill(3)]
    for (const frame of sent) channel.receiveFrame(frame)
    expect(frames.map((each) => [each.length, each.at(-1)])).toEqual([
      [1, 7],
      [200_000, 3],
    ])
  })

  it.each([
    ['a malformed piece', Uint8Array.of(9, 9).buffer],
    ['a text', 'hello'],
    ['a piece above 64 KiB', new ArrayBuffer(65_537)],
  ])('ends it with %s', (_name, data) => {
    const { channel, frames, told } = setup()
    channel.receive(data)
    channel.receiveFrame(Uint8Array.of(1))
    expect(frames).toEqual([])
    expect(told.closed).toBe(1)
    expect(channel.closings).toBe(1)
  })

  it('ends it beyond 64 MiB that nobody took, and not while they are taken', () => {
    for (const isTaken of [true, false]) {
      const { channel, frames, told, link } = setup()
      const frame = new Uint8Array(8 * mebibyte)
      for (let each = 0; each < 9; each++) {
        channel.receiveFrame(frame)
        if (isTaken) link.taken(frame.length)
      }
      expect(told.closed).toBe(isTaken ? 0 : 1)
      expect(frames).toHaveLength(isTaken ? 9 : syncLinkLimits.untakenBytes / frame.length)
    }
  })

  it('ends it beyond 65,536 frames that nobody took, however small', () => {
    const { channel, frames, told, link } = setup()
    const [small] = cutFrame(Uint8Array.of(1))
    for (let each = 0; each < frameLinkLimits.untakenFrames; each++) channel.receive(small?.buffer)
    expect(told.closed).toBe(0)
    link.taken(1)
    channel.receive(small?.buffer)
    expect(told.closed).toBe(0)
    channel.receive(small?.buffer)
    expect(told.closed).toBe(1)
    expect(frames).toHaveLength(frameLinkLimits.untakenFrames + 1)
  })
})

describe('a link that is closed', () => {
  it('sends what it was handed first, and takes nothing more', () => {
    const { channel, frames, told, link } = setup()
    link.send(new Uint8Array(6 * mebibyte))
    link.close()
    link.send(Uint8Array.of(1))
    channel.receiveFrame(Uint8Array.of(1))
    expect(channel.closings).toBe(0)
    channel.drain()
    expect(told.sent).toBe(6 * mebibyte)
    expect(channel.closings).toBe(1)
    expect(told.closed).toBe(0)
    channel.say('close')
    expect(told.closed).toBe(1)
    expect(frames).toEqual([])
  })

  it('is over after 10 s when the network takes nothing', () => {
    const { told, link } = setup()
    link.send(new Uint8Array(6 * mebibyte))
    link.close()
    vi.advanceTimersByTime(drainLimitMs)
    expect(told.closed).toBe(1)
  })

  it('says so once, whoever ends it and however often', () => {
    const { channel, told, link } = setup()
    channel.say('error')
    channel.say('close')
    link.end()
    link.close()
    vi.advanceTimersByTime(drainLimitMs)
    expect(told.closed).toBe(1)
  })
})
