import { beforeAll, describe, expect, it } from 'vitest'
import type { DiskOperation } from '../../electron/platform/disk'
import { loadSodium } from '../../electron/vault/crypto/sodium'
import type { IntakeDraft } from '../../shared/domain/intake'
import { unwrap } from '../../shared/errors/result'
import { createMemoryDisk, type DiskImage } from '../support/disk/memory-disk'
import {
  codeOf,
  founding,
  listCases,
  liveDevicesOf,
  passphrase,
  startDiskVault,
  takeReport,
} from '../support/disk-vault'
import { shippedPlaybook } from '../support/playbook-files'

beforeAll(loadSodium)

const newPassphrase = 'seven quiet lanterns by the pond'
const home = '/home'

type Fault = (operation: DiskOperation) => boolean

/** A laptop whose disk is in memory, and fails where it is told to. */
const openLaptop = async (image: DiskImage | null, machineId = 'laptop') => {
  let fault: Fault = () => false
  const disk = createMemoryDisk({
    ...(image && { image }),
    fault: (operation) => (fault(operation) ? 'disk/full' : null),
  })
  if (!image) {
    for (const folder of [home, `${home}/vaults`, `${home}/witness`]) {
      unwrap(await disk.makeFolder(folder))
    }
  }
  let isKdfBroken = false
  const vault = await startDiskVault({ home, disk, machineId, isKdfBroken: () => isKdfBroken })
  return {
    ...vault,
    disk,
    failWhere: (next: Fault) => {
      fault = next
    },
    breakKdf: () => {
      isKdfBroken = true
    },
    closings: () => vault.events.filter(({ kind }) => kind === 'vault-closed').length,
    /** Those of the committee. Every one must be the device that this laptop goes on as. */
    deviceIds: async () => {
      const devices = await liveDevicesOf(vault.handlers)
      expect(devices.every(({ thisDevice }) => thisDevice)).toBe(true)
      return devices.map(({ deviceId }) => deviceId)
    },
    countCases: async () => (await listCases(vault.handlers)).total,
  }
}

const found = async () => {
  const laptop = await openLaptop(null)
  const own = { ...founding, playbook: { own: shippedPlaybook('elastic') } }
  const { folder, recoveryKey } = unwrap(await laptop.handlers['vault.found'](own as never))
  return { ...laptop, folder, recoveryKey }
}

const isCreating: Fault = (operation) => operation === 'create'

describe('a device that was replaced where the header cannot be written', () => {
  /** A folder that was restored on another laptop, with a call taken at its lock screen. */
  const restore = async () => {
    const { handlers, folder, disk, deviceIds } = await found()
    await takeReport(handlers, { note: 'before' })
    const older = await deviceIds()
    await handlers['vault.lock']({})
    const laptop = await openLaptop(disk.image(), 'another laptop')
    unwrap(await laptop.handlers['vault.unlock']({ folder, passphrase }))
    return { ...laptop, folder, older }
  }

  it('goes on as the new device, read-only, with the reason', async () => {
    const { handlers, failWhere, deviceIds, older, countCases } = await restore()
    // Entries go to the journal, which is open; a header is a new file.
    failWhere(isCreating)
    expect(unwrap(await handlers['vault.answerMoved']({ answer: 'restored' }))).toMatchObject({
      phase: 'unlocked',
      readOnly: 'disk-full',
    })
    const devices = await deviceIds()
    expect(devices).toHaveLength(1)
    expect(devices).not.toEqual(older)
    expect(await countCases()).toBe(1)
    expect(codeOf(await handlers['intake.start']({ channel: 'phone' }))).toBe('vault/read-only')
  })

  it('is asked again on a disk that works, is not replaced twice, and enters and opens everything', async () => {
    const { handlers, failWhere, deviceIds, folder, disk } = await restore()
    failWhere(isCreating)
    unwrap(await handlers['vault.answerMoved']({ answer: 'restored' }))
    const replaced = await deviceIds()
    await handlers['vault.lock']({})

    const again = await openLaptop(disk.image(), 'another laptop')
    // The header still names the older device's key: a call at the lock screen is sealed to it.
    const night = unwrap(await again.handlers['night.start']({ folder, channel: 'phone' }))
    const draft = { ...night.draft, note: 'in the dark' } as IntakeDraft
    unwrap(await again.handlers['night.save']({ ...night, folder, draft, ended: true }))
    expect(unwrap(await again.handlers['vault.unlock']({ folder, passphrase })).phase).toBe(
      'moved-or-restored',
    )
    expect(unwrap(await again.handlers['vault.answerMoved']({ answer: 'moved' }))).toMatchObject({
      phase: 'unlocked',
      readOnly: null,
    })
    expect(await again.deviceIds()).toEqual(replaced)
    await takeReport(again.handlers, { note: 'after' })
    expect(await again.countCases()).toBe(3)
    await again.handlers['vault.lock']({})
    expect(unwrap(await again.handlers['vault.unlock']({ folder, passphrase })).phase).toBe(
      'unlocked',
    )
  })

  it('enters again whatever file could not be written when an older folder was accepted', async () => {
    const { handlers, folder, disk } = await found()
    await takeReport(handlers, { note: 'first' })
    await handlers['vault.lock']({})
    const backup = disk.image()
    unwrap(await handlers['vault.unlock']({ folder, passphrase }))
    await takeReport(handlers, { note: 'second' })
    await handlers['vault.lock']({})
    // The folder is put back; what the laptop saw is not.
    const older = new Map([
      ...[...disk.image()].filter(([path]) => !path.startsWith(`${folder}/`)),
      ...[...backup].filter(([path]) => path.startsWith(`${folder}/`)),
    ])
    const accept = async (image: DiskImage, failing: (created: number) => boolean) => {
      const laptop = await openLaptop(image)
      unwrap(await laptop.handlers['vault.unlock']({ folder, passphrase }))
      let created = 0
      laptop.failWhere((operation) => operation === 'create' && failing(created++))
      await laptop.handlers['vault.acceptWarning']({ warning: 'older-than-last-seen' })
      laptop.failWhere(() => false)
      const devices = await laptop.deviceIds()
      const status = unwrap(await laptop.handlers['vault.status']({}))
      await laptop.handlers['vault.lock']({})
      return { image: laptop.disk.image(), created, status, devices }
    }
    const { created } = await accept(older, () => false)
    expect(created).toBeGreaterThan(4)
    for (let at = 0; at < created; at++) {
      const failed = await accept(older, (index) => index >= at)
      const reopened = await openLaptop(failed.image)
      unwrap(await reopened.handlers['vault.unlock']({ folder, passphrase }))
      // Whoever was replaced on the disk was replaced in the session too.
      expect(await reopened.deviceIds()).toEqual(failed.devices)
      const healed = await accept(failed.image, () => false)
      expect(healed.status).toMatchObject({ phase: 'unlocked', readOnly: null })
      const laptop = await openLaptop(healed.image)
      unwrap(await laptop.handlers['vault.unlock']({ folder, passphrase }))
      expect(await laptop.deviceIds()).toHaveLength(1)
      await takeReport(laptop.handlers, { note: 'third' })
      expect(await laptop.countCases()).toBe(2)
    }
  })
})

describe('a vault that was opened and let nobody in', () => {
  it('is closed, and says so, when the new passphrase cannot be derived from', async () => {
    const { handlers, folder, recoveryKey, disk } = await found()
    await handlers['vault.lock']({})
    const laptop = await openLaptop(disk.image())
    laptop.breakKdf()
    const recovered = laptop.handlers['vault.recover']({ folder, recoveryKey, newPassphrase })
    expect(codeOf(await recovered)).toBe('vault/kdf-failed')
    expect(laptop.closings()).toBe(1)
    expect(unwrap(await laptop.handlers['vault.status']({}))).toEqual({ phase: 'locked' })
    expect(laptop.disk.image().has(`${folder}/vault.lock`)).toBe(false)
  })

  it('is closed, and says so, when its founding cannot be entered', async () => {
    const laptop = await openLaptop(null)
    const own = { ...founding, playbook: { own: shippedPlaybook('elastic') } }
    // The journal is written only once the folder is complete: its first record is the founding.
    let isComplete = false
    laptop.failWhere((operation) => {
      if (operation === 'remove') isComplete = true
      return isComplete && operation === 'write'
    })
    expect(codeOf(await laptop.handlers['vault.found'](own as never))).toBe('vault/read-only')
    expect(laptop.closings()).toBe(1)
    expect(unwrap(await laptop.handlers['vault.status']({}))).toEqual({ phase: 'locked' })
  })

  it('says nothing of the kind of a vault that was never opened', async () => {
    const { handlers, folder, disk } = await found()
    await handlers['vault.lock']({})
    const laptop = await openLaptop(disk.image())
    const wrong = await laptop.handlers['vault.unlock']({ folder, passphrase: 'not this one' })
    expect(codeOf(wrong)).toBe('vault/wrong-passphrase')
    expect(laptop.closings()).toBe(0)
  })

  it('says so once at a lock', async () => {
    const { handlers, closings } = await found()
    expect(closings()).toBe(0)
    await handlers['vault.lock']({})
    await handlers['vault.lock']({})
    expect(closings()).toBe(1)
  })
})

describe('a recovery on a disk that stops writing', () => {
  it('opens the vault and says that the old passphrase stays', async () => {
    const { handlers, folder, recoveryKey, disk } = await found()
    await handlers['vault.lock']({})
    const laptop = await openLaptop(disk.image())
    // The folder's lock is taken first; the header comes next.
    let created = 0
    laptop.failWhere((operation) => operation === 'create' && created++ > 0)
    expect(
      unwrap(await laptop.handlers['vault.recover']({ folder, recoveryKey, newPassphrase })),
    ).toMatchObject({
      phase: 'unlocked',
      readOnly: 'disk-full',
      warnings: ['passphrase-not-changed', 'recovery-unconfirmed'],
    })
    laptop.failWhere(() => false)
    await laptop.handlers['vault.lock']({})
    const unlock = (typed: string) => laptop.handlers['vault.unlock']({ folder, passphrase: typed })
    expect(codeOf(await unlock(newPassphrase))).toBe('vault/wrong-passphrase')
    expect(unwrap(await unlock(passphrase)).phase).toBe('unlocked')
  })
})
