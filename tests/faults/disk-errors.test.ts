import { beforeAll, describe, expect, it } from 'vitest'
import type { DiskErrorCode } from '../../electron/platform/disk'
import { createMemoryDisk } from '../support/disk/memory-disk'
import { expectPromiseKept } from '../support/disk/promise-oracle'
import { createLifeLog, type LifeLog, playLife } from '../support/disk/scripted-life'
import { createDeps, createMemoryWitness, loadBench } from '../support/disk/storage-bench'

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

/** Plays a life in which the n-th sync fails. @returns what was known then and at the end. */
const playWithFailedSync = async (nth: number, lasts: 'once' | 'persistent') => {
  let syncs = 0
  let known: LifeLog | null = null
  const log = createLifeLog()
  const disk = createMemoryDisk({
    fault: (operation) => {
      if (operation !== 'sync') return null
      syncs++
      if (syncs !== nth && (lasts === 'once' || syncs < nth)) return null
      known ??= { ...log }
      return 'disk/io-error'
    },
  })
  const witness = createMemoryWitness()
  await playLife(createDeps(disk, { witness }), log)
  await expectPromiseKept(disk.image(), log, witness)
  return { known: known as LifeLog | null, log }
}

describe('a sync that fails (fault test 8)', () => {
  for (const lasts of ['once', 'persistent'] as const) {
    it(`lets nothing be acknowledged from then on, whichever it is, when it fails ${lasts}`, async () => {
      let nth = 1
      for (; ; nth++) {
        const { known, log } = await playWithFailedSync(nth, lasts)
        if (known === null) break
        expect({ nth, edits: log.edits }).toEqual({ nth, edits: known.edits })
        // Both may open: a change was refused whose fate on the disk is not known.
        if (known.passphrases.length === 1 && known.edits < 50)
          expect(log.passphrases).toHaveLength(log.isCreated ? 2 : 1)
      }
      expect(nth).toBeGreaterThan(55)
    })
  }
})
