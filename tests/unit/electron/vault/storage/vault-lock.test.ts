import { beforeAll, describe, expect, it } from 'vitest'
import {
  acquireVaultLock,
  heartbeatMs,
  isVaultInUse,
  staleAfterMs,
  tornAfterMs,
} from '../../../../../electron/vault/storage/vault-lock'
import { unwrap } from '../../../../../shared/errors/result'
import { createMemoryDisk } from '../../../../support/disk/memory-disk'
import { createDeps, loadBench, startMs } from '../../../../support/disk/storage-bench'

beforeAll(loadBench)

const vaultId = new Uint8Array(16).fill(3)

/** Several processes, on one or two machines, over one folder, with one clock. */
const setupHouse = async () => {
  let now = startMs
  const alive = new Set<number>()
  const disk = createMemoryDisk({ now: () => now })
  unwrap(await disk.makeFolder('/vault'))
  const beats: (() => void)[] = []
  const start = (pid: number, machineId = 'laptop-of-ada') => {
    alive.add(pid)
    const base = createDeps(disk, { pid, machineId, now: () => now })
    const host = { machineId, pid, isProcessAlive: (other: number) => alive.has(other) }
    const every = (_: number, task: () => void) => {
      beats.push(task)
      return () => void beats.splice(beats.indexOf(task), 1)
    }
    return { ...base, host, every }
  }
  return {
    disk,
    start,
    kill: (pid: number) => alive.delete(pid),
    wait: (ms: number) => {
      now += ms
    },
    beat: async () => {
      for (const task of beats) task()
      for (let i = 0; i < 50; i++) await Promise.resolve()
    },
  }
}

describe('the lock of a vault', () => {
  it('keeps a second process out while the first lives and beats', async () => {
    const { start, wait, beat } = await setupHouse()
    const ada = start(1)
    unwrap(await acquireVaultLock(ada, '/vault', vaultId))
    for (let i = 0; i < 40; i++) {
      wait(heartbeatMs)
      await beat()
    }
    expect(await acquireVaultLock(start(2), '/vault', vaultId)).toEqual({
      ok: false,
      error: { code: 'vault/in-use' },
    })
    expect(await isVaultInUse(ada, '/vault', vaultId)).toBe(true)
  })

  it('is free after release, and says so', async () => {
    const { disk, start } = await setupHouse()
    const ada = start(1)
    await unwrap(await acquireVaultLock(ada, '/vault', vaultId)).release()
    expect(await isVaultInUse(ada, '/vault', vaultId)).toBe(false)
    expect(unwrap(await disk.list('/vault'))).toEqual([])
    unwrap(await acquireVaultLock(start(2), '/vault', vaultId))
  })

  it('is taken over at once from a dead process of the same machine', async () => {
    const { start, kill } = await setupHouse()
    unwrap(await acquireVaultLock(start(1), '/vault', vaultId))
    kill(1)
    unwrap(await acquireVaultLock(start(2), '/vault', vaultId))
  })

  it('is taken over from another machine only after a minute without a heartbeat', async () => {
    const { start, wait } = await setupHouse()
    unwrap(await acquireVaultLock(start(1, 'laptop-of-ben'), '/vault', vaultId))
    wait(staleAfterMs)
    expect((await acquireVaultLock(start(2), '/vault', vaultId)).ok).toBe(false)
    wait(1)
    unwrap(await acquireVaultLock(start(2), '/vault', vaultId))
  })

  it('is taken over soon when its content was never finished', async () => {
    const { disk, start, wait } = await setupHouse()
    unwrap(await disk.create('/vault/vault.lock'))
    expect((await acquireVaultLock(start(2), '/vault', vaultId)).ok).toBe(false)
    wait(tornAfterMs + 1)
    unwrap(await acquireVaultLock(start(2), '/vault', vaultId))
  })

  it('goes to one of many that find it left behind at the same time', async () => {
    for (let round = 0; round < 20; round++) {
      const { start, kill } = await setupHouse()
      unwrap(await acquireVaultLock(start(99), '/vault', vaultId))
      kill(99)
      const all = [1, 2, 3, 4, 5].map((pid) => acquireVaultLock(start(pid), '/vault', vaultId))
      const results = await Promise.all(all)
      expect(results.filter((result) => result.ok)).toHaveLength(1)
    }
  })

  it('outlives a take-over that crashed halfway', async () => {
    const { disk, start, kill, wait } = await setupHouse()
    unwrap(await acquireVaultLock(start(1), '/vault', vaultId))
    kill(1)
    unwrap(await disk.create('/vault/vault.lock.taking'))
    expect((await acquireVaultLock(start(2), '/vault', vaultId)).ok).toBe(false)
    wait(tornAfterMs + 1)
    unwrap(await acquireVaultLock(start(2), '/vault', vaultId))
  })

  it('is known to be lost by a process that slept while another took it, and left alone', async () => {
    const { disk, start, wait, beat } = await setupHouse()
    const ada = unwrap(await acquireVaultLock(start(1), '/vault', vaultId))
    expect(await ada.isHeld()).toBe(true)
    wait(staleAfterMs + 1)
    const ben = unwrap(await acquireVaultLock(start(2), '/vault', vaultId))
    expect(await ada.isHeld()).toBe(false)
    await beat()
    await ada.release()
    expect(await ben.isHeld()).toBe(true)
    expect(unwrap(await disk.list('/vault'))).toEqual(['vault.lock'])
  })

  it('is still held by a process that slept when nobody came', async () => {
    const { start, wait } = await setupHouse()
    const ada = unwrap(await acquireVaultLock(start(1), '/vault', vaultId))
    wait(3_600_000)
    expect(await ada.isHeld()).toBe(true)
    expect((await acquireVaultLock(start(2), '/vault', vaultId)).ok).toBe(false)
  })

  it('says nothing about the machine', async () => {
    const { disk, start } = await setupHouse()
    unwrap(await acquireVaultLock(start(1), '/vault', vaultId))
    const bytes = Buffer.from(unwrap(await disk.readFile('/vault/vault.lock', 1_000)))
    expect(bytes.includes('laptop')).toBe(false)
  })
})
