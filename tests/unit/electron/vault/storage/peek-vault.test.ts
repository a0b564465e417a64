import { beforeAll, describe, expect, it } from 'vitest'
import { makeBoxKeys } from '../../../../../electron/vault/crypto/keys'
import { writeIntake } from '../../../../../electron/vault/storage/inbox'
import { peekVault } from '../../../../../electron/vault/storage/peek-vault'
import { unwrap } from '../../../../../shared/errors/result'
import {
  alterImage,
  bytesAt,
  createMemoryDisk,
  type DiskImage,
} from '../../../../support/disk/memory-disk'
import { setupVault } from '../../../../support/disk/sample-vault'
import { createDeps, folder, loadBench, startMs } from '../../../../support/disk/storage-bench'

beforeAll(loadBench)

const main = `${folder}/conclave.header`
const backup = `${folder}/conclave.header.bak`

const peek = (image: DiskImage, at = folder) =>
  peekVault(createDeps(createMemoryDisk({ image, now: () => startMs })), at)

describe('a look at a folder without the passphrase', () => {
  it('shows the label, whether it is open elsewhere, and how many sealed intakes wait', async () => {
    const { disk, deps, store } = await setupVault()
    expect((await peekVault(deps, folder)).status).toBe('in-use')
    await store.close()
    unwrap(
      await writeIntake(disk, folder, makeBoxKeys().publicKey, 'c'.repeat(32), new Uint8Array(3)),
    )
    expect(await peek(disk.image())).toEqual({
      vaultId: store.facts().vaultId,
      label: 'Committee of made-up people',
      status: 'ok',
      formatVersion: 1,
      hasBackupHeader: true,
      sealedIntakes: 1,
    })
  })

  it('tells damaged, newer, unfinished and missing apart, and never fails', async () => {
    const { disk, store } = await setupVault()
    await store.close()
    const image = disk.image()
    const junk = new Uint8Array(40)
    const look = async (changes: Record<string, Uint8Array | null>) =>
      (await peek(alterImage(image, changes))).status
    expect(await look({ [main]: junk })).toBe('ok')
    expect(await look({ [main]: junk, [backup]: junk })).toBe('damaged')
    expect(await look({ [main]: null, [backup]: null })).toBe('damaged')
    expect(await look({ [`${folder}/image-1.bin`]: null })).toBe('damaged')
    expect(await look({ [main]: bytesAt(image, main).with(9, 7) })).toBe('newer-format')
    const unfinished = {
      [main]: null,
      [backup]: null,
      [`${folder}/vault.creating`]: new Uint8Array(),
    }
    expect(await look(unfinished)).toBe('incomplete')
    expect((await peek(image, '/elsewhere')).status).toBe('missing')
  })

  it('says that a header which can be read has no second copy', async () => {
    const { disk, store } = await setupVault()
    await store.close()
    expect((await peek(alterImage(disk.image(), { [backup]: null }))).hasBackupHeader).toBe(false)
  })
})
