import { describe, expect, it, vi } from 'vitest'
import { createSweep } from '../../../../../electron/sync/links/sweep'

describe('the sweep', () => {
  it('takes memory and lets go of it for every 64 connections, and minds no refusal', async () => {
    vi.useFakeTimers()
    let taken = 0
    const onConnection = createSweep((sizeBytes) => {
      taken += sizeBytes
      throw new RangeError('no memory')
    })
    for (let made = 0; made < 63; made++) onConnection()
    await vi.runAllTimersAsync()
    expect(taken).toBe(0)
    for (let made = 0; made < 65; made++) onConnection()
    await vi.runAllTimersAsync()
    expect(taken).toBe(2 * 8 * 33_554_432)
    vi.useRealTimers()
  })
})
