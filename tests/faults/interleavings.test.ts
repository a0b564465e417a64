import { beforeAll, describe, expect, it } from 'vitest'
import { passphraseToBytes } from '../../electron/vault/crypto/kdf'
import { createVaultStore } from '../../electron/vault/storage/create-vault-store'
import { unwrap } from '../../shared/errors/result'
import { createMemoryDisk } from '../support/disk/memory-disk'
import { noteSchema, putNote, readNotes } from '../support/disk/note-schema'
import {
  createDeps,
  createMemoryWitness,
  createSeededRandom,
  folder,
  loadBench,
  openLater,
  passphrase,
} from '../support/disk/storage-bench'

beforeAll(loadBench)

/** Lets other work go first, sometimes. */
const pause = async (turns: number): Promise<void> => {
  for (let i = 0; i < turns; i++) await Promise.resolve()
}

/** One schedule: edits, snapshots, a passphrase change, a purge and a lock, all without waiting for each other. */
const playSchedule = async (seed: number): Promise<void> => {
  const random = createSeededRandom(seed)
  const pick = (below: number): number => (random(1)[0] as number) % below
  const disk = createMemoryDisk({ delay: () => pause(pick(6)) })
  const witness = createMemoryWitness()
  const created = unwrap(
    await createVaultStore(
      createDeps(disk, { witness, random }),
      {
        folder,
        label: 'Ada',
        passphrase: passphraseToBytes('ada'),
        intakePublicKey: new Uint8Array(32).fill(9),
      },
      noteSchema,
    ),
  )
  const { store } = created.opened
  const pending: Promise<unknown>[] = []
  const acknowledged: number[] = []
  let isLocked = false
  let id = 0
  const edit = () => {
    const mine = ++id
    const wasLocked = isLocked
    pending.push(
      store.commit([putNote(mine, `note ${mine}`)]).then((result) => {
        if (result.ok) acknowledged.push(mine)
        // What was called before the lock is served; what came after is refused.
        expect(result.ok).toBe(!wasLocked)
        if (!result.ok) expect(result.error.code).toBe('vault/locked')
      }),
    )
  }
  const steps = 6 + pick(10)
  const lockAt = pick(steps)
  for (let step = 0; step < steps; step++) {
    const kind = pick(14)
    if (step === lockAt) {
      pending.push(store.close({ compact: pick(2) === 0 }))
      isLocked = true
    } else if (kind < 10) edit()
    else if (kind === 10) pending.push(store.compact())
    else if (kind === 11) pending.push(store.purge())
    else if (kind === 12) pending.push(store.changeFacts({ label: `Ada ${step}` }))
    else await pause(pick(60))
    if (pick(3) === 0) await pause(pick(40))
  }
  await Promise.all(pending)
  await store.close()

  expect(acknowledged).toEqual([...acknowledged].sort((a, b) => a - b))
  for (let round = 0; round < 2; round++) {
    const { opened } = await openLater(disk.image(), passphrase('ada'), { witness })
    const again = unwrap(opened)
    expect(again.warnings).toEqual([])
    expect(again.store.mode()).toEqual({ kind: 'read-write' })
    expect(readNotes(again.store.db)).toEqual(acknowledged.map((note) => [note, `note ${note}`]))
    await again.store.close({ compact: round === 0 })
  }
  expect([...disk.image().keys()].filter((path) => /tmp|lock|creating/.test(path))).toEqual([])
}

describe('locking, saving and editing at the same time (fault test 10, promise 5)', () => {
  it('loses nothing acknowledged and saves nothing after the lock, in 1,000 seeded schedules', async () => {
    for (let seed = 1; seed <= 1_000; seed++) {
      await playSchedule(seed).catch((cause) => {
        throw new Error(`schedule ${seed}`, { cause })
      })
    }
  })
})
