import { beforeAll, describe, expect, it } from 'vitest'
import type { DiskErrorCode } from '../../../../../electron/platform/disk'
import { createMemoryDisk } from '../../../../support/disk/memory-disk'
import { expectPromiseKept } from '../../../../support/disk/promise-oracle'
import { createLifeLog, playLife } from '../../../../support/disk/scripted-life'
import { createDeps, createMemoryWitness, loadBench } from '../../../../support/disk/storage-bench'

beforeAll(loadBench)

const countOperations = async (): Promise<number> => {
  const disk = createMemoryDisk()
  await playLife(createDeps(disk), createLifeLog())
  return disk.operationCount()
}

/** Plays a life in which operations fail from one on, and checks what is left with a healthy disk. */
const playWithFault = async (
  code: DiskErrorCode,
  at: number,
  lasts: 'once' | 'persistent',
): Promise<void> => {
  const disk = createMemoryDisk({
    fault: (_, index) => (index === at || (index > at && lasts === 'persistent') ? code : null),
  })
  const witness = createMemoryWitness()
  const log = createLifeLog()
  await playLife(createDeps(disk, { witness }), log)
  await expectPromiseKept(disk.image(), log, witness).catch((cause) => {
    throw new Error(`${code} ${lasts} at operation ${at}`, { cause })
  })
}

const codes = {
  ENOSPC: 'disk/full',
  EIO: 'disk/io-error',
  EROFS: 'disk/read-only',
  EACCES: 'disk/permission-denied',
  EMFILE: 'disk/too-many-open-files',
} as const

describe('a disk that fails at each of the N operations of a life (fault test 6, promise 5): 10N', () => {
  for (const [name, code] of Object.entries(codes)) {
    for (const lasts of ['once', 'persistent'] as const) {
      it(`keeps the promise when ${name} comes ${lasts}`, async () => {
        const operations = await countOperations()
        expect(operations).toBeGreaterThan(180)
        for (let at = 0; at < operations; at++) await playWithFault(code, at, lasts)
      })
    }
  }
})

describe('a sync that fails (fault test 8)', () => {
  for (const lasts of ['once', 'persistent'] as const) {
    it(`acknowledges nothing and stays read-only when it fails ${lasts}`, async () => {
      let syncs = 0
      let failFrom = Number.POSITIVE_INFINITY
      const disk = createMemoryDisk({
        fault: (operation) => {
          if (operation !== 'sync') return null
          syncs++
          return syncs === failFrom || (lasts === 'persistent' && syncs > failFrom)
            ? 'disk/io-error'
            : null
        },
      })
      const witness = createMemoryWitness()
      const log = createLifeLog()
      // The 14th sync of a life is one of the first commits.
      failFrom = 14
      await playLife(createDeps(disk, { witness }), log)
      expect(log.isCreated).toBe(true)
      expect(log.edits).toBeLessThan(50)
      expect(log.passphrases).toEqual(['ada', 'ada-2'])
      expect(syncs).toBe(failFrom)
      await expectPromiseKept(disk.image(), log, witness)
    })
  }
})
