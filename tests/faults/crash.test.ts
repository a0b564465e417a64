import { beforeAll, describe, expect, it } from 'vitest'
import { createMemoryDisk, type DiskImage } from '../support/disk/memory-disk'
import { expectPromiseKept } from '../support/disk/promise-oracle'
import { createLifeLog, type LifeLog, playLife } from '../support/disk/scripted-life'
import { createDeps, loadBench } from '../support/disk/storage-bench'

interface Moment {
  readonly what: string
  readonly image: DiskImage
  readonly log: LifeLog
}

beforeAll(loadBench)

describe('a crash of the process (fault test 1, promise 5)', () => {
  it('keeps the promise before, halfway through and after each of the N operations of a life: 3N', async () => {
    const moments: Moment[] = []
    const log = createLifeLog()
    const disk = createMemoryDisk({
      record: ({ operation, before, halfway, after }) => {
        const what = `${operation} ${disk.operationCount()}`
        const now = { ...log }
        moments.push({ what: `before ${what}`, image: before, log: now })
        moments.push({ what: `halfway through ${what}`, image: halfway, log: now })
        moments.push({ what: `after ${what}`, image: after, log: now })
      },
    })
    await playLife(createDeps(disk), log)

    expect(log).toEqual({ isCreated: true, edits: 50, passphrases: ['ada-2'], isLocked: true })
    expect(moments.length).toBe(3 * disk.operationCount())
    expect(disk.operationCount()).toBeGreaterThan(180)
    for (const moment of moments) {
      await expectPromiseKept(moment.image, moment.log).catch((cause) => {
        throw new Error(`crash ${moment.what}`, { cause })
      })
    }
  })
})
