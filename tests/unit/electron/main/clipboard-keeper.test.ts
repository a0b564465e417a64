import { describe, expect, it } from 'vitest'
import { createClipboardKeeper } from '../../../../electron/main/clipboard-keeper'
import { createTimers, settle } from './main-rig'

const setup = () => {
  const timers = createTimers()
  const state = { text: '', isReadable: true }
  const clipboard = {
    read: async () => {
      if (!state.isReadable) throw new Error('not focused')
      return state.text
    },
    write: async (text: string) => {
      state.text = text
    },
  }
  return {
    state,
    timers,
    keeper: createClipboardKeeper({ clipboard, startTimer: timers.startTimer }),
  }
}

describe('the clipboard', () => {
  it('is cleared when the time is over, not before', async () => {
    const { state, timers, keeper } = setup()
    await keeper.copy('secret', 10_000)
    await timers.pass(9_999)
    expect(state.text).toBe('secret')
    await timers.pass(1)
    expect(state.text).toBe('')
  })

  it('is left alone when something else stands there by then', async () => {
    const { state, timers, keeper } = setup()
    await keeper.copy('secret', 10_000)
    state.text = 'a shopping list'
    await timers.pass(10_000)
    expect(state.text).toBe('a shopping list')
  })

  it('keeps the later text for its own time', async () => {
    const { state, timers, keeper } = setup()
    await keeper.copy('first', 10_000)
    await timers.pass(9_000)
    await keeper.copy('second', 10_000)
    await timers.pass(9_000)
    expect(state.text).toBe('second')
    await timers.pass(1_000)
    expect(state.text).toBe('')
  })

  it('is cleared at once on demand, and only of what is ours', async () => {
    const { state, keeper } = setup()
    await keeper.copy('secret', 60_000)
    await keeper.clear()
    expect(state.text).toBe('')
    state.text = 'theirs'
    await keeper.clear()
    expect(state.text).toBe('theirs')
  })

  it('is tried again until it can be read', async () => {
    const { state, timers, keeper } = setup()
    await keeper.copy('secret', 1_000)
    state.isReadable = false
    await timers.pass(1_000)
    await timers.pass(2_000)
    expect(state.text).toBe('secret')
    state.isReadable = true
    await timers.pass(2_000)
    await settle()
    expect(state.text).toBe('')
  })
})
