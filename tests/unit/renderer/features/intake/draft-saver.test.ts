import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createDraftSaver,
  type SaveState,
} from '../../../../../renderer/features/intake/draft-saver'

const setup = (save: (value: string) => Promise<boolean> = async () => true) => {
  const saved: string[] = []
  const states: SaveState[] = []
  const saver = createDraftSaver<string>({
    save: async (value) => {
      const isSaved = await save(value)
      if (isSaved) saved.push(value)
      return isSaved
    },
    onState: (state) => states.push(state),
  })
  return { saver, saved, states }
}

describe('a draft that saves itself', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('saves after a pause in typing, the newest value only', async () => {
    const { saver, saved, states } = setup()
    saver.change('a')
    saver.change('ab')
    await vi.advanceTimersByTimeAsync(399)
    expect(saved).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(saved).toEqual(['ab'])
    expect(states.at(-1)).toBe('saved')
  })

  it('saves within a second while typing never pauses', async () => {
    const { saver, saved } = setup()
    for (let key = 1; key <= 10; key++) {
      saver.change('x'.repeat(key))
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(saved).toHaveLength(1)
  })

  it('has one save under way at a time, and saves what was typed meanwhile afterwards', async () => {
    let underWay = 0
    let most = 0
    const { saver, saved } = setup(async () => {
      underWay++
      most = Math.max(most, underWay)
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      underWay--
      return true
    })
    saver.change('first')
    await vi.advanceTimersByTimeAsync(500)
    saver.change('second')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(most).toBe(1)
    expect(saved).toEqual(['first', 'second'])
  })

  it('says that a save failed, and tries again until it works, with the newest value', async () => {
    let attempts = 0
    const { saver, saved, states } = setup(async () => {
      attempts++
      if (attempts === 1) throw new Error('the disk is full')
      return attempts > 2
    })
    saver.change('a')
    await vi.advanceTimersByTimeAsync(400)
    expect(states.at(-1)).toBe('failed')
    saver.change('ab')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(saved).toEqual(['ab'])
    expect(states.at(-1)).toBe('saved')
  })

  it('saves at once when asked, and says whether that worked', async () => {
    const { saver, saved } = setup()
    expect(await saver.flush()).toBe(true)
    saver.change('now')
    expect(await saver.flush()).toBe(true)
    expect(saved).toEqual(['now'])
    const bad = setup(async () => false)
    bad.saver.change('now')
    expect(await bad.saver.flush()).toBe(false)
    await bad.saver.stop()
  })

  it('saves what was typed during a save when it is asked to save all', async () => {
    const { saver, saved } = setup(async () => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      return true
    })
    saver.change('first')
    const first = saver.flush()
    saver.change('second')
    const second = saver.flush()
    await vi.advanceTimersByTimeAsync(300)
    await Promise.all([first, second])
    expect(saved).toEqual(['first', 'second'])
  })

  it('saves nothing more once it was stopped', async () => {
    const { saver, saved } = setup()
    saver.change('too late')
    await saver.stop()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(saved).toEqual([])
  })
})
