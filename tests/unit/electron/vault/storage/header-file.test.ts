import { beforeAll, describe, expect, it } from 'vitest'
import { hash256 } from '../../../../../electron/vault/crypto/hash'
import { unwrap } from '../../../../../shared/errors/result'
import { encodeHeader, type HeaderBody, parseHeader } from '../../../../../shared/formats/header'
import { alterImage, bytesAt, type DiskImage } from '../../../../support/disk/memory-disk'
import { addNotes, setupVault } from '../../../../support/disk/sample-vault'
import { loadBench, openLater, passphrase } from '../../../../support/disk/storage-bench'

beforeAll(loadBench)

const main = '/vault/conclave.header'
const backup = '/vault/conclave.header.bak'

const makeVault = async (): Promise<DiskImage> => {
  const { disk, store } = await setupVault()
  await addNotes(store, 1, 2)
  await store.close()
  return disk.image()
}

/** What Mallory can do: change a fact and write a header with a correct checksum. */
const forge = (image: DiskImage, change: (body: HeaderBody) => Partial<HeaderBody>): Uint8Array => {
  const body = unwrap(parseHeader(bytesAt(image, main), hash256))
  return encodeHeader({ ...body, ...change(body) }, hash256)
}

describe('a header that Mallory rewrote', () => {
  const forgeries: Record<string, (body: HeaderBody) => Partial<HeaderBody>> = {
    'the label': () => ({ label: 'Another committee' }),
    'the device key, to read what is taken while locked': () => ({
      intakePublicKey: new Uint8Array(32).fill(66),
    }),
    'the machine': () => ({ machineHash: new Uint8Array(32) }),
    'the revision': () => ({ revision: 900 }),
    'the other slot': ({ slots }) => ({ slots: { ...slots, recovery: new Uint8Array(104) } }),
  }
  for (const [what, change] of Object.entries(forgeries)) {
    it(`is refused when ${what} was changed, and the second copy used`, async () => {
      const image = await makeVault()
      const forged = forge(image, change)
      const both = await openLater(alterImage(image, { [main]: forged, [backup]: forged }))
      expect(both.opened).toEqual({ ok: false, error: { code: 'vault/header-damaged' } })
      const one = await openLater(alterImage(image, { [main]: forged }))
      expect(unwrap(one.opened).warnings).toContain('header-recovered')
      expect(bytesAt(one.disk.image(), main)).toEqual(bytesAt(image, main))
    })
  }

  it('does not open when it makes guessing cheaper, before a passphrase is tried', async () => {
    const image = await makeVault()
    const weaker = forge(image, () => ({ kdf: { opsLimit: 1, memLimitBytes: 8_192 } }))
    const { opened } = await openLater(alterImage(image, { [main]: weaker, [backup]: weaker }))
    expect(opened).toEqual({
      ok: false,
      error: { code: 'vault/kdf-refused', problem: 'below-floor' },
    })
    const other = forge(image, () => ({ kdf: { opsLimit: 4, memLimitBytes: 64 << 20 } }))
    const changed = await openLater(alterImage(image, { [main]: other, [backup]: other }))
    expect(changed.opened).toMatchObject({ error: { code: 'vault/wrong-passphrase' } })
  })

  it('is noticed when it is an older one with an older passphrase', async () => {
    const { disk, store, witness } = await setupVault()
    const older = disk.image()
    const next = passphrase('ada-2')
    unwrap(
      await store.changePassphrase(passphrase('ada'), {
        passphrase: (next as { passphrase: Uint8Array }).passphrase,
      }),
    )
    await store.close()
    const restored = alterImage(disk.image(), {
      [main]: bytesAt(older, main),
      [backup]: bytesAt(older, backup),
    })
    const { opened } = await openLater(restored, passphrase('ada'), { witness })
    expect(unwrap(opened).warnings).toEqual(['older-than-last-seen'])
  })
})

describe('a header that cannot be read', () => {
  it('is written anew from its copy, and the copy from it', async () => {
    const image = await makeVault()
    for (const path of [main, backup]) {
      const { disk, opened } = await openLater(alterImage(image, { [path]: null }))
      expect(unwrap(opened).warnings).toEqual(path === main ? ['header-recovered'] : [])
      expect(bytesAt(disk.image(), path)).toEqual(bytesAt(image, path))
    }
  })

  it('is refused by name when both copies are damaged, and both are kept', async () => {
    const image = await makeVault()
    const broken = alterImage(image, { [main]: new Uint8Array(50), [backup]: new Uint8Array(0) })
    const { disk, opened } = await openLater(broken)
    expect(opened).toEqual({ ok: false, error: { code: 'vault/header-damaged' } })
    expect(bytesAt(disk.image(), main)).toHaveLength(50)
  })
})
