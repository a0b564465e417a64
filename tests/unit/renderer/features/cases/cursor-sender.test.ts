import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCursorSender } from '../../../../../renderer/features/cases/cursor-sender'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const at = (place: number) => new Uint8Array([place])

const setup = () => {
  const sent: (number | null)[] = []
  const sender = createCursorSender((bytes) => sent.push(bytes === null ? null : (bytes[0] ?? -1)))
  return { sender, sent }
}

describe('telling others where the own cursor is', () => {
  it('sends at most five a second, the newest last', () => {
    const { sender, sent } = setup()
    for (let tenth = 0; tenth < 10; tenth++) {
      sender.show(at(tenth * 2))
      sender.show(at(tenth * 2 + 1))
      vi.advanceTimersByTime(100)
    }
    expect(sent.length).toBeLessThanOrEqual(6)
    vi.advanceTimersByTime(1_000)
    expect(sent.at(-1)).toBe(19)
  })

  it('says once that it is nowhere, and not before it was somewhere', () => {
    const { sender, sent } = setup()
    sender.show(null)
    vi.advanceTimersByTime(1_000)
    expect(sent).toEqual([])
    sender.show(at(3))
    sender.show(null)
    vi.advanceTimersByTime(1_000)
    sender.show(null)
    vi.advanceTimersByTime(1_000)
    expect(sent).toEqual([3, null])
  })

  it('says that it is nowhere at once when the text is left, and nothing afterwards', () => {
    const { sender, sent } = setup()
    sender.show(at(3))
    sender.show(at(4))
    sender.stop()
    expect(sent).toEqual([3, null])
    sender.show(at(5))
    vi.advanceTimersByTime(1_000)
    expect(sent).toEqual([3, null])
  })
})
