import { describe, expect, it, vi } from 'vitest'
import { attestDevice } from '../../electron/vault/committee/attestation'
import { loadSodium } from '../../electron/vault/crypto/sodium'
import { heldKeysOf } from '../../electron/vault/ledger/keyring'
import { draft } from '../../shared/domain/ledger/fact'
import { unwrap } from '../../shared/errors/result'
import { bytesToHex } from '../../shared/util/bytes'
import { commandCase } from './world/actions-case'
import { stateOf } from './world/agreement'
import { command, deviceIdOf, deviceRequest, newId } from './world/committee'
import { makeLocalDevice, type SimVault } from './world/sim-vault'
import { openCaseFor, settle, setupStage, storedEntries } from './world/stage'
import { caseIn } from './world/standings'
import { give, type World } from './world/world'

vi.mock('../../electron/vault/crypto/keys', () => import('./crypto/fake-keys'))
vi.mock('../../electron/vault/crypto/seal', () => import('./crypto/fake-seal'))
vi.mock('../../electron/vault/crypto/hash', () => import('./crypto/fake-hash'))
await loadSodium()

const addTask = (vault: SimVault, space: string, title = 'Call back') =>
  commandCase(vault, space, { do: 'add-task', taskId: newId(), title, detail: '' })

const titlesIn = (vault: SimVault, space: string): readonly string[] =>
  caseIn(vault, space)
    .facts['task.added'].map(({ content }) => content.title)
    .sort()

/** The folder as it was goes on with a device of its own, for which the older one vouches. */
const restore = async (world: World, older: SimVault, image: Uint8Array): Promise<SimVault> => {
  const { device } = older
  const keys = makeLocalDevice(device.memberId)
  const former = [{ deviceId: older.deviceId, boxKeys: device.boxKeys }]
  const restored = world.add(`${older.name} restored`, { ...keys, incarnation: 1, former }, image)
  const admitted = {
    memberId: device.memberId,
    deviceId: deviceIdOf(keys),
    boxKey: bytesToHex(keys.boxKeys.publicKey),
  }
  const signature = attestDevice(device.signKeys.secretKey, admitted)
  const attestedBy = { deviceId: older.deviceId, signature }
  const facts = [
    draft('device.admitted', { ...admitted, attestedBy }),
    draft('device.revoked', { deviceId: older.deviceId, reason: 'replaced' }),
  ]
  unwrap(await restored.append([{ space: world.committee.space, facts }]))
  return restored
}

describe('a restored backup', () => {
  it('goes on as a new device; nothing is numbered twice, and all converge', async () => {
    const { world, ada, ben, cleo } = await setupStage(3)
    const { caseSpace } = await openCaseFor(world, ada, [ben, cleo])
    const image = ben.db.export()
    await ben.restart()
    for (let count = 0; count < 50; count++)
      expect(await addTask(ben, caseSpace, `Since ${count}`)).toBe('done')
    await settle(ada, ben)
    const restored = await restore(world, ben, image)
    expect(titlesIn(restored, caseSpace)).toEqual([])
    await settle(ada, cleo, restored)
    expect(await addTask(restored, caseSpace, 'After')).toBe('done')
    await settle(ada, cleo, restored)
    for (const vault of [ada, cleo, restored]) {
      expect(titlesIn(vault, caseSpace)).toHaveLength(51)
      const places = storedEntries(vault, caseSpace).map(({ device, seq }) => `${device}/${seq}`)
      expect(new Set(places).size).toBe(places.length)
      expect(vault.ledger().access(caseSpace)?.forkedDevices).toEqual([])
      expect(stateOf(vault, caseSpace)).toBe(stateOf(ada, caseSpace))
    }
  })
})

describe('a copied folder that two laptops go on with', () => {
  it('freezes both in that space, is seen by everyone, and takes nothing from the others', async () => {
    const { world, ada, ben, cleo } = await setupStage(3)
    const { caseSpace } = await openCaseFor(world, ada, [ben, cleo])
    const copy = world.add('Ben copied', ben.device, ben.db.export())
    await ben.restart()
    expect(await addTask(ada, caseSpace, 'Of Ada')).toBe('done')
    expect(await addTask(ben, caseSpace, 'Of Ben')).toBe('done')
    expect(await addTask(copy, caseSpace, 'Of the copy')).toBe('done')
    expect(await addTask(copy, caseSpace, 'Of the copy, again')).toBe('done')
    await give(ben, ada)
    await give(copy, cleo)
    await settle(ada, cleo)
    for (const vault of [ada, cleo]) {
      expect(titlesIn(vault, caseSpace)).toEqual(['Of Ada'])
      expect(vault.ledger().access(caseSpace)?.forkedDevices).toEqual([ben.deviceId])
      expect(stateOf(vault, caseSpace)).toBe(stateOf(ada, caseSpace))
    }
    for (const vault of [ben, copy]) {
      await give(ada, vault)
      expect(await addTask(vault, caseSpace)).toBe('device/frozen')
      expect(vault.ledger().access(caseSpace)?.isFrozen).toBe(true)
    }
    expect(await addTask(cleo, caseSpace, 'Of Cleo')).toBe('done')
    await settle(ada, cleo)
    expect(titlesIn(ada, caseSpace)).toEqual(['Of Ada', 'Of Cleo'])
  })

  it('has a way back: a new device in place of the frozen one', async () => {
    const { world, ada, ben, cleo } = await setupStage(3)
    const { caseSpace } = await openCaseFor(world, ada, [ben, cleo])
    const copy = world.add('Ben copied', ben.device, ben.db.export())
    await ben.restart()
    expect(await addTask(ben, caseSpace, 'Of Ben')).toBe('done')
    expect(await addTask(copy, caseSpace, 'Of the copy')).toBe('done')
    await give(ben, ada)
    await give(copy, cleo)
    await settle(ada, cleo)
    const restored = await restore(world, ben, ben.db.export())
    await ben.restart()
    await settle(ada, cleo, restored)
    expect(await addTask(restored, caseSpace, 'Again')).toBe('done')
    await settle(ada, cleo, restored)
    expect(titlesIn(ada, caseSpace)).toContain('Again')
    expect(stateOf(restored, caseSpace)).toBe(stateOf(ada, caseSpace))
  })
})

describe('a lost lockbox', () => {
  it('is healed in one exchange, whichever it is', async () => {
    const { world, ada, ben, cleo } = await setupStage(3)
    const { notice, caseSpace } = await openCaseFor(world, ada, [ben, cleo])
    expect(await addTask(ben, caseSpace, 'Before')).toBe('done')
    await settle(...world.vaults)
    const spaces = [world.committee.space, notice, caseSpace]
    const lockboxes = spaces.flatMap((space) =>
      storedEntries(ada, space).filter(({ bodyMode }) => bodyMode === 'lockbox'),
    )
    expect(lockboxes.length).toBeGreaterThan(7)
    for (const lost of lockboxes) {
      const fresh = world.add('Cleo anew', cleo.device)
      const { spaces: sent, haves, receipts } = ada.collect(cleo.memberId, new Map())
      const isLost = (bytes: Uint8Array) => Buffer.compare(bytes, lost.bytes) === 0
      const without = sent.map((one) => ({
        ...one,
        entries: one.entries.filter((bytes) => !isLost(bytes)),
      }))
      await fresh.receive({ spaces: without, haves, receipts }, ada.deviceId)
      await give(ada, fresh)
      for (const space of spaces) {
        expect(heldKeysOf(fresh.db, space).map(({ epoch }) => epoch.keyId)).toEqual(
          heldKeysOf(ada.db, space).map(({ epoch }) => epoch.keyId),
        )
        expect(stateOf(fresh, space)).toBe(stateOf(ada, space))
      }
      world.vaults.splice(world.vaults.indexOf(fresh), 1)
      fresh.close()
    }
  })

  it('is made anew for a laptop that never had one', async () => {
    const { world, ada, ben, cleo } = await setupStage(3)
    const { caseSpace } = await openCaseFor(world, ada, [ben, cleo])
    const device = makeLocalDevice(cleo.memberId)
    const request = deviceRequest(device, 'second')
    await command(cleo, { do: 'enter-device-request', request: request as never })
    await command(cleo, { do: 'sign-device', requestId: request.requestId })
    const second = world.add('Cleo 2', device)
    await give(cleo, ben)
    await give(ben, second)
    expect(second.ledger().access(caseSpace)?.readers).toContain(cleo.memberId)
    expect(await addTask(second, caseSpace, 'Of the second')).toBe('done')
    await settle(...world.vaults)
    expect(stateOf(second, caseSpace)).toBe(stateOf(ada, caseSpace))
  })
})

describe('a bundle of which a part is missing', () => {
  it('lets nobody write before their own lockbox is in its place in its log', async () => {
    const { world, ada, ben, cleo } = await setupStage(3)
    const { caseSpace } = await openCaseFor(world, ada, [ben, cleo])
    const boxes = storedEntries(ada, caseSpace, ada).filter(
      ({ bodyMode }) => bodyMode === 'lockbox',
    )
    const toBen = boxes.find(({ body }) =>
      Buffer.from(body).includes(Buffer.from(ben.deviceId, 'hex')),
    )
    const fresh = world.add('Cleo anew', cleo.device)
    const { spaces, haves, receipts } = ada.collect(cleo.memberId, new Map())
    const without = spaces.map((one) => ({
      ...one,
      entries: one.entries.filter((bytes) => !toBen || Buffer.compare(bytes, toBen.bytes) !== 0),
    }))
    await fresh.receive({ spaces: without, haves, receipts }, ada.deviceId)
    expect(toBen).toBeDefined()
    expect(await addTask(fresh, caseSpace)).not.toBe('done')
    expect(storedEntries(fresh, caseSpace, fresh)).toEqual([])
    await give(ada, fresh)
    expect(await addTask(fresh, caseSpace)).toBe('done')
    expect(storedEntries(fresh, caseSpace, fresh)).toHaveLength(1)
  })
})

describe('a member who resigned, with a second laptop that does not know', () => {
  it('takes nothing in again from it', async () => {
    const { world, ada, ben, cleo } = await setupStage(3)
    const device = makeLocalDevice(cleo.memberId)
    const request = deviceRequest(device, 'second')
    await command(cleo, { do: 'enter-device-request', request: request as never })
    await command(cleo, { do: 'sign-device', requestId: request.requestId })
    const second = world.add('Cleo 2', device)
    await settle(...world.vaults)
    const { notice } = await openCaseFor(world, ada, [ben])
    await settle(...world.vaults)
    expect(second.ledger().spaceOf(notice)).not.toBeNull()
    expect(await command(cleo, { do: 'resign' })).toEqual({ ok: true, value: null })
    expect(cleo.ledger().spaceOf(notice)).toBeNull()
    for (let time = 0; time < 2; time++) {
      const { newEntries, newSpaces } = await cleo.receive(
        second.collect(cleo.memberId, new Map()),
        second.deviceId,
      )
      expect([newEntries, newSpaces]).toEqual([0, []])
    }
    expect(heldKeysOf(cleo.db, notice)).toEqual([])
  })
})
