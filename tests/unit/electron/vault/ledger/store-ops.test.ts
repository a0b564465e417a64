import { beforeEach, describe, expect, it } from 'vitest'
import { refusedLimits } from '../../../../../electron/vault/ledger/apply-op'
import { ledgerStoreSchema, type StoreOp } from '../../../../../electron/vault/ledger/store-ops'
import { unwrap } from '../../../../../shared/errors/result'
import { createMemoryStore } from '../../../../support/memory-store'

const space = 'aa'.repeat(16)
const device = 'dd'.repeat(32)
const id = (n: number): string => n.toString(16).padStart(64, '0')

const entry = (n: number, cites: readonly number[], status = 'verified'): StoreOp => ({
  op: 'put-entry',
  space,
  device,
  seq: n,
  entryId: id(n),
  cites: cites.map(id),
  status: status as 'verified',
  isLockbox: false,
  bytes: new Uint8Array([n]),
})

describe('the tables of a vault', () => {
  let memory: Awaited<ReturnType<typeof createMemoryStore<StoreOp>>>
  const apply = async (...ops: StoreOp[]) => unwrap(await memory.store.commit(ops))
  const column = (sql: string): unknown[] =>
    (memory.store.db.exec(sql)[0]?.values ?? []).map(([value]) => value)
  const heads = () => column(`SELECT id FROM head WHERE space = '${space}' ORDER BY id`)

  beforeEach(async () => {
    memory = await createMemoryStore(ledgerStoreSchema)
    await apply({ op: 'put-space', space, kind: 'case', wider: null })
  })

  it('[promise 6] hold the same heads in whatever order entries come', async () => {
    await apply(entry(3, [2]), entry(1, [0]), entry(0, []), entry(2, [1]))
    expect(heads()).toEqual([id(3)])
    expect(column('SELECT id FROM cited')).toEqual([])
  })

  it('count verified entries alone as heads, and as citing', async () => {
    await apply(entry(0, []), entry(1, [0], 'pending'), entry(2, [1], 'gap'))
    expect(heads()).toEqual([id(0)])
    const verify = { op: 'judge-entry', status: 'verified', signed: null } as const
    await apply({ ...verify, entryId: id(1), cites: [id(0)] })
    expect(heads()).toEqual([id(1)])
  })

  it('never take back that an entry is verified', async () => {
    await apply(entry(0, []), entry(0, [], 'pending'))
    await apply({ op: 'judge-entry', status: 'gap', entryId: id(0), cites: [], signed: null })
    await apply({ op: 'drop-entry', entryId: id(0) })
    expect(column('SELECT status FROM entry')).toEqual([0])
  })

  it('hold several entries of one number', async () => {
    const fork = { ...(entry(7, []) as Extract<StoreOp, { op: 'put-entry' }>), seq: 0 }
    await apply(entry(0, []), fork)
    expect(column('SELECT count(*) FROM entry WHERE seq = 0')).toEqual([2])
  })

  it('keep so many refused entries and no more, the newest, each once', async () => {
    const refused = (n: number, sizeBytes = 1): StoreOp => ({
      op: 'put-refused',
      digest: id(n),
      space,
      code: 'entry/malformed',
      fromDevice: device,
      atMs: n,
      bytes: new Uint8Array(sizeBytes),
    })
    await apply(refused(1), refused(1))
    expect(column('SELECT count(*) FROM refused')).toEqual([1])
    for (let n = 2; n <= refusedLimits.count + 10; n++) await apply(refused(n))
    expect(column('SELECT count(*) FROM refused')).toEqual([refusedLimits.count])
    expect(column('SELECT min(at_ms) FROM refused')).toEqual([11])
    await apply(refused(9_000, refusedLimits.sizeBytes - 2))
    expect(column('SELECT count(*) FROM refused')).toEqual([3])
  })

  it('keep a space that was erased from coming back, and let one that was left', async () => {
    const left = 'bb'.repeat(16)
    await apply({ op: 'put-space', space: left, kind: 'case', wider: null })
    await apply({ op: 'leave-space', space: left, device }, { op: 'erase-space', space })
    await apply({ op: 'put-space', space, kind: 'case', wider: null })
    await apply({ op: 'put-space', space: left, kind: 'case', wider: null })
    expect(column('SELECT erased + has_left FROM space ORDER BY id')).toEqual([1, 0])
  })

  it('remember where a log ended that was left, and keep its bytes until they arrived', async () => {
    const other = { ...(entry(5, []) as Extract<StoreOp, { op: 'put-entry' }>), device: id(5) }
    await apply(entry(0, []), entry(1, [0]), other)
    await apply({ op: 'put-epoch-key', space, number: 0, keyId: id(8), key: new Uint8Array(32) })
    await apply({ op: 'put-part', partId: id(9), space, envelope: new Uint8Array(3) })
    await apply({ op: 'leave-space', space, device })
    expect(column('SELECT id FROM entry ORDER BY id')).toEqual([id(0), id(1)])
    expect(column('SELECT seq FROM log_end')).toEqual([1])
    for (const table of ['part', 'epoch_key', 'head', 'cited', 'dirty_space'])
      expect(column(`SELECT 1 FROM ${table}`)).toEqual([])
    await apply({ op: 'drop-left', space })
    expect(column('SELECT id FROM entry')).toEqual([])
    expect(column('SELECT seq FROM log_end')).toEqual([1])
  })
})
