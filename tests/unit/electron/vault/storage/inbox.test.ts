import { beforeAll, describe, expect, it } from 'vitest'
import { hash256 } from '../../../../../electron/vault/crypto/hash'
import { makeBoxKeys } from '../../../../../electron/vault/crypto/keys'
import {
  listIntakes,
  maxIntakeBytes,
  readIntakeKey,
  readIntakes,
  removeIntake,
  writeIntake,
} from '../../../../../electron/vault/storage/inbox'
import { unwrap } from '../../../../../shared/errors/result'
import { encodeHeader, parseHeader } from '../../../../../shared/formats/header'
import { utf8 } from '../../../../../shared/util/bytes'
import { alterImage, bytesAt, createMemoryDisk } from '../../../../support/disk/memory-disk'
import { setupVault } from '../../../../support/disk/sample-vault'
import { createDeps, folder, loadBench } from '../../../../support/disk/storage-bench'

beforeAll(loadBench)

const name = 'a'.repeat(32)
const path = `${folder}/inbox/${name}.sealed`

const setupInbox = async () => {
  const disk = createMemoryDisk()
  unwrap(await disk.makeFolder(folder))
  return { disk, keys: makeBoxKeys() }
}

describe('an intake taken while the vault is locked', () => {
  it('is readable with the device key only, and no word of it is on the disk', async () => {
    const { disk, keys } = await setupInbox()
    const note = utf8('call at midnight')
    unwrap(await writeIntake(disk, folder, keys.publicKey, name, note))
    expect(Buffer.from(bytesAt(disk.image(), path)).includes('midnight')).toBe(false)
    expect(await readIntakes(disk, folder, keys)).toEqual([{ name, plaintext: note }])
    expect(await readIntakes(disk, folder, makeBoxKeys())).toEqual([{ name, plaintext: null }])
    expect(await listIntakes(disk, folder)).toEqual([name])
  })

  it('is replaced as a whole by each save, whatever breaks meanwhile', async () => {
    const { disk, keys } = await setupInbox()
    unwrap(await writeIntake(disk, folder, keys.publicKey, name, utf8('first')))
    for (let at = 0; at < 8; at++) {
      const broken = createMemoryDisk({
        image: disk.image(),
        fault: (_, index) => (index >= at ? 'disk/full' : null),
      })
      const saved = await writeIntake(broken, folder, keys.publicKey, name, utf8('second'))
      const healthy = createMemoryDisk({ image: broken.image() })
      const [intake] = await readIntakes(healthy, folder, keys)
      const text = Buffer.from(intake?.plaintext ?? []).toString()
      if (saved.ok) expect(text).toBe('second')
      else expect(['first', 'second']).toContain(text)
    }
  })

  it('hides its length within 4 kB', async () => {
    const { disk, keys } = await setupInbox()
    const sizeOf = async (length: number) => {
      unwrap(await writeIntake(disk, folder, keys.publicKey, name, new Uint8Array(length)))
      return bytesAt(disk.image(), path).length
    }
    expect(await sizeOf(0)).toBe(await sizeOf(3_900))
    expect(await sizeOf(5_000)).toBe((await sizeOf(0)) + 4_096)
  })

  it('stays where it is when it was damaged, cut or renamed', async () => {
    const { disk, keys } = await setupInbox()
    unwrap(await writeIntake(disk, folder, keys.publicKey, name, utf8('note')))
    const whole = bytesAt(disk.image(), path)
    const other = 'b'.repeat(32)
    const variants = [
      whole.subarray(0, 9),
      whole.subarray(0, 500),
      whole.with(600, (whole[600] as number) ^ 1),
      whole.with(9, 2),
      new Uint8Array(),
    ]
    for (const bytes of variants) {
      const altered = createMemoryDisk({ image: alterImage(disk.image(), { [path]: bytes }) })
      expect(await readIntakes(altered, folder, keys)).toEqual([{ name, plaintext: null }])
    }
    const renamed = createMemoryDisk({
      image: alterImage(disk.image(), { [path]: null, [`${folder}/inbox/${other}.sealed`]: whole }),
    })
    expect(await readIntakes(renamed, folder, keys)).toEqual([{ name: other, plaintext: null }])
  })

  it('is removed once it was taken in, and other files are not touched', async () => {
    const { disk, keys } = await setupInbox()
    unwrap(await writeIntake(disk, folder, keys.publicKey, name, utf8('note')))
    unwrap(await disk.create(`${folder}/inbox/readme.txt`))
    unwrap(await removeIntake(disk, folder, name))
    unwrap(await removeIntake(disk, folder, name))
    expect(unwrap(await disk.list(`${folder}/inbox`))).toEqual(['readme.txt'])
    expect(await listIntakes(disk, folder)).toEqual([])
  })

  it('is refused when it is too large or its name is a path', async () => {
    const { disk, keys } = await setupInbox()
    const large = new Uint8Array(maxIntakeBytes + 1)
    expect(await writeIntake(disk, folder, keys.publicKey, name, large)).toMatchObject({
      error: { code: 'inbox/too-large' },
    })
    await expect(writeIntake(disk, folder, keys.publicKey, '../up', utf8(''))).rejects.toThrow()
  })
})

describe('the key to seal to', () => {
  it('comes from the header of the locked vault', async () => {
    const { disk, deps, store } = await setupVault()
    const { publicKey } = makeBoxKeys()
    unwrap(await store.changeFacts({ intakePublicKey: publicKey }))
    await store.close()
    expect(unwrap(await readIntakeKey(deps, folder))).toEqual(publicKey)
    const stranger = createDeps(disk)
    expect(unwrap(await readIntakeKey(stranger, folder))).toEqual(publicKey)
  })

  it('is refused when it is another than this laptop last saw', async () => {
    const mallory = makeBoxKeys()
    const { disk, store, witness } = await setupVault()
    await store.close()
    const path = `${folder}/conclave.header`
    const body = unwrap(parseHeader(bytesAt(disk.image(), path), hash256))
    const forged = encodeHeader({ ...body, intakePublicKey: mallory.publicKey }, hash256)
    const altered = createMemoryDisk({ image: alterImage(disk.image(), { [path]: forged }) })
    expect(await readIntakeKey({ disk: altered, witness }, folder)).toEqual({
      ok: false,
      error: { code: 'inbox/key-changed' },
    })
  })

  it('is not there before the founding is finished', async () => {
    const { deps, store } = await setupVault()
    unwrap(await store.changeFacts({ intakePublicKey: new Uint8Array(32) }))
    expect(await readIntakeKey(deps, folder)).toMatchObject({ error: { code: 'vault/incomplete' } })
    expect(await readIntakeKey(deps, '/nowhere')).toMatchObject({
      error: { code: 'vault/not-a-vault' },
    })
  })
})
