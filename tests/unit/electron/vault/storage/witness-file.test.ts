import { beforeAll, describe, expect, it } from 'vitest'
import { createWitnessFile } from '../../../../../electron/vault/storage/witness-file'
import { unwrap } from '../../../../../shared/errors/result'
import { alterImage, createMemoryDisk } from '../../../../support/disk/memory-disk'
import { loadBench } from '../../../../support/disk/storage-bench'

beforeAll(loadBench)

const vaultId = new Uint8Array(16).fill(1)
const record = (sequence: number) => ({
  sequence,
  headHash: new Uint8Array(32).fill(sequence),
  headerRevision: 2,
  intakePublicKey: new Uint8Array(32).fill(4),
})

describe('the witness file', () => {
  it('remembers the last record per vault', async () => {
    const disk = createMemoryDisk()
    unwrap(await disk.makeFolder('/seen'))
    const witness = createWitnessFile(disk, '/seen')
    expect(await witness.get(vaultId)).toBe(null)
    await witness.set(vaultId, record(1))
    await witness.set(vaultId, record(2))
    await witness.set(new Uint8Array(16), record(9))
    expect(await witness.get(vaultId)).toEqual(record(2))
  })

  it('is never torn: it shows the old record or the new, wherever the process stops', async () => {
    const disk = createMemoryDisk()
    unwrap(await disk.makeFolder('/seen'))
    await createWitnessFile(disk, '/seen').set(vaultId, record(1))
    for (let at = 0; at < 6; at++) {
      const broken = createMemoryDisk({
        image: disk.image(),
        fault: (_, index) => (index >= at ? 'disk/io-error' : null),
      })
      await createWitnessFile(broken, '/seen').set(vaultId, record(2))
      const healthy = createWitnessFile(createMemoryDisk({ image: broken.image() }), '/seen')
      expect([record(1), record(2)]).toContainEqual(await healthy.get(vaultId))
    }
  })

  it('counts as absent when it is damaged', async () => {
    const disk = createMemoryDisk()
    unwrap(await disk.makeFolder('/seen'))
    const path = `/seen/${'01'.repeat(16)}`
    for (const bytes of [new Uint8Array(), new Uint8Array(20), new Uint8Array(5_000)]) {
      const damaged = createMemoryDisk({ image: alterImage(disk.image(), { [path]: bytes }) })
      expect(await createWitnessFile(damaged, '/seen').get(vaultId)).toBe(null)
    }
  })
})
