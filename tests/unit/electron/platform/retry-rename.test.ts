import { describe, expect, it } from 'vitest'
import { retryRename } from '../../../../electron/platform/retry-rename'

/** A rename that fails so many times, and the waits between. */
const setup = (failures: number, code: string) => {
  const waits: number[] = []
  let calls = 0
  const rename = async () => {
    if (calls++ < failures) throw Object.assign(new Error(code), { code })
  }
  const run = (isWindows: boolean) =>
    retryRename(rename, isWindows, async (ms) => {
      waits.push(ms)
    })
  return { run, waits, calls: () => calls }
}

describe('a rename that Windows refuses for a moment', () => {
  it('is tried again with longer waits', async () => {
    for (const code of ['EPERM', 'EBUSY', 'EACCES']) {
      const { run, waits } = setup(3, code)
      await run(true)
      expect(waits).toEqual([10, 20, 40])
    }
  })

  it('fails in the end, after about a second', async () => {
    const { run, waits, calls } = setup(99, 'EBUSY')
    await expect(run(true)).rejects.toMatchObject({ code: 'EBUSY' })
    expect(calls()).toBe(8)
    expect(waits.reduce((sum, ms) => sum + ms)).toBe(1_130)
  })

  it('is final elsewhere, and for any other reason', async () => {
    const elsewhere = setup(1, 'EPERM')
    await expect(elsewhere.run(false)).rejects.toMatchObject({ code: 'EPERM' })
    const full = setup(1, 'ENOSPC')
    await expect(full.run(true)).rejects.toMatchObject({ code: 'ENOSPC' })
    expect([elsewhere.calls(), full.calls()]).toEqual([1, 1])
  })
})
