import { describe, expect, it, vi } from 'vitest'
import { signJoinRequest } from '../../electron/vault/committee/attestation'
import { loadSodium } from '../../electron/vault/crypto/sodium'
import { openEntry } from '../../electron/vault/ledger/seal-entry'
import { unwrap } from '../../shared/errors/result'
import { bytesToHex } from '../../shared/util/bytes'
import { commandCase } from './world/actions-case'
import { removeBy } from './world/actions-committee'
import { commandNotice } from './world/actions-notice'
import { stateOf } from './world/agreement'
import { command, deviceIdOf, newId } from './world/committee'
import { makeLocalDevice, type SimVault } from './world/sim-vault'
import {
  boxesOf,
  createMallory,
  openCaseFor,
  readersAt,
  settle,
  setupStage,
  storedEntries,
  voidOf,
} from './world/stage'
import { membersIn } from './world/standings'

vi.mock('../../electron/vault/crypto/keys', async (real) =>
  (await import('./crypto/seeded-keys')).withSeededRandomness(await real()),
)
await loadSodium()

const task = () => ({ taskId: newId(), kind: 'general', title: 'Planted', detail: '' })
const addTask = (vault: SimVault, space: string) =>
  commandCase(vault, space, { do: 'add-task', taskId: newId(), title: 'Call back', detail: '' })

/** What a member with these keys makes of the entries of others that were entered since. */
const opened = (
  keys: ReturnType<ReturnType<typeof createMallory>['keysOf']>,
  entries: ReturnType<typeof storedEntries>,
): number =>
  entries
    .filter((entry) => entry.bodyMode === 'sealed')
    .filter((entry) => keys.some(({ key }) => openEntry(entry, () => key).ok)).length

describe('a removed member with a modified program', () => {
  const setup = async () => {
    const stage = await setupStage(4)
    const { world, ada, ben, cleo, dana } = stage
    const { notice, caseSpace } = await openCaseFor(world, ada, [ben, dana])
    const mallory = createMallory(dana)
    for (const space of [caseSpace, notice, world.committee.space]) mallory.keepKeys(space)
    const headsBefore = mallory.headsOf(caseSpace)
    expect(await removeBy(ada, dana.memberId, [ada, ben, cleo])).toBe('done')
    await settle(ada, ben, cleo)
    return { ...stage, notice, caseSpace, mallory, headsBefore }
  }

  it('is sent no byte of anything but how far their own logs arrived', async () => {
    const { ada, ben, cleo, dana, caseSpace } = await setup()
    expect(await addTask(ada, caseSpace)).toBe('done')
    await settle(ada, ben, cleo)
    for (const sender of [ada, ben, cleo]) {
      const { spaces, haves, receipts } = sender.collect(dana.memberId, new Map())
      expect({ spaces, haves }).toEqual({ spaces: [], haves: [] })
      expect(receipts.every(({ device }) => device === dana.deviceId)).toBe(true)
    }
  })

  it('opens nothing that was written by who had seen it (promise 4)', async () => {
    const { ada, ben, caseSpace, notice, mallory } = await setup()
    const before = [caseSpace, notice].map((space) => storedEntries(ben, space).length)
    expect(await addTask(ada, caseSpace)).toBe('done')
    expect(await commandNotice(ada, notice, { do: 'amend', reportedNames: ['Sam Reed'] })).toBe(
      'done',
    )
    await settle(ada, ben)
    const since = [caseSpace, notice].flatMap((space, at) =>
      storedEntries(ben, space)
        .slice(before[at])
        .map((entry) => ({ space, entry })),
    )
    expect(since.filter(({ entry }) => entry.bodyMode === 'sealed').length).toBe(2)
    for (const { space, entry } of since) expect(opened(mallory.keysOf(space), [entry])).toBe(0)
  })

  it('enters nothing that counts, whatever it claims to have seen', async () => {
    const { ada, ben, caseSpace, mallory, headsBefore } = await setup()
    expect(await addTask(ada, caseSpace)).toBe('done')
    await settle(ada, ben)
    const heads = [...headsBefore].filter(
      (id) => id !== storedEntries(mallory.vault, caseSpace, mallory.vault).at(-1)?.id,
    )
    const planted = [
      mallory.enter(caseSpace, 'task.added', task(), { heads }),
      mallory.enter(caseSpace, 'task.added', task(), { heads: [], timeMs: 0 }),
    ]
    const before = stateOf(ben, caseSpace, false)
    const { newEntries } = await mallory.give(ben, caseSpace, planted)
    expect(newEntries).toBe(2)
    await settle(ada, ben)
    for (const vault of [ada, ben])
      for (const { id } of planted) expect(voidOf(vault, caseSpace, id)).toBe('entry/after-cut')
    expect(stateOf(ben, caseSpace, false)).toBe(before)
    expect(stateOf(ada, caseSpace)).toBe(stateOf(ben, caseSpace))
  })

  it('signs no accomplice in', async () => {
    const { ada, ben, cleo, world, mallory } = await setup()
    const { space } = world.committee
    const device = makeLocalDevice(newId())
    const invitationId = newId()
    const facts = {
      requestId: newId(),
      invitationId,
      memberId: device.memberId,
      name: 'Gus',
      aliases: [],
      employer: 'Gus & Co',
      agreementVersion: '1',
      agreementAcceptedAtMs: 1,
      deviceId: deviceIdOf(device),
      boxKey: bytesToHex(device.boxKeys.publicKey),
    }
    const signature = signJoinRequest(device.signKeys.secretKey, facts as never)
    const planted = [
      mallory.enter(space, 'invitation.issued', { invitationId, forName: 'Gus', expiresAtMs: 9 }),
      mallory.enter(space, 'member.requested', { ...facts, signature }),
      mallory.enter(space, 'member.signed-in', { requestId: facts.requestId }),
    ]
    await mallory.give(ben, space, planted)
    await settle(ada, ben, cleo)
    for (const vault of [ada, ben, cleo]) {
      expect(membersIn(vault)).not.toContain(device.memberId)
      expect(membersIn(vault).length).toBe(3)
      const { rejected } = vault.ledger().committee()
      expect(
        rejected.filter(({ entryId }) => planted.some(({ id }) => id === (entryId as string))),
      ).toHaveLength(3)
    }
  })
})

describe('a conflicted member with a modified program', () => {
  const setup = async () => {
    const stage = await setupStage(4)
    const { world, ada, ben, dana } = stage
    const { notice, caseSpace } = await openCaseFor(world, ada, [ben, dana])
    const mallory = createMallory(dana)
    mallory.keepKeys(caseSpace)
    const declared = await commandNotice(dana, notice, {
      do: 'declare',
      version: 1,
      answer: 'conflict',
    })
    expect(declared).toBe('done')
    await settle(...stage.vaults)
    expect(await addTask(ada, caseSpace)).toBe('done')
    await settle(...stage.vaults)
    return { ...stage, notice, caseSpace, mallory }
  }

  it('has no row of the case left, and is sent none', async () => {
    const { ada, ben, dana, caseSpace } = await setup()
    expect(dana.ledger().spaceOf(caseSpace)).toBeNull()
    for (const sender of [ada, ben]) {
      const { spaces, haves } = sender.collect(dana.memberId, new Map())
      expect([...spaces, ...haves].map(({ space }) => space)).not.toContain(caseSpace)
    }
  })

  it('opens nothing written since with the keys that they kept', async () => {
    const { ben, caseSpace, mallory } = await setup()
    const last = storedEntries(ben, caseSpace)
      .filter(({ bodyMode }) => bodyMode === 'sealed')
      .at(-1)
    expect(opened(mallory.keysOf(caseSpace), last ? [last] : [])).toBe(0)
    expect(last?.epoch?.number).toBe(1)
  })

  it('grants nothing to themselves and enters nothing with the keys that they kept', async () => {
    const { ada, ben, dana, caseSpace, mallory } = await setup()
    const planted = [
      mallory.box(caseSpace, boxesOf(dana)),
      mallory.enter(caseSpace, 'task.added', task()),
    ]
    const before = stateOf(ben, caseSpace, false)
    await mallory.give(ben, caseSpace, planted)
    await settle(ada, ben)
    expect(readersAt(ben, caseSpace)).not.toContain(dana.memberId)
    expect(voidOf(ben, caseSpace, planted[1]?.id ?? '')).toBe('entry/after-cut')
    expect(
      ada
        .ledger()
        .access(caseSpace)
        ?.grants.map(({ entryId }) => entryId),
    ).not.toContain(planted[0]?.id)
    expect(stateOf(ben, caseSpace, false)).toBe(before)
  })
})

describe('a reported member with a modified program', () => {
  const setup = async () => {
    const stage = await setupStage(4)
    const { world, ada, ben, dana } = stage
    const { notice, caseSpace } = await openCaseFor(world, ada, [ben], [dana])
    return { ...stage, notice, caseSpace, mallory: createMallory(dana) }
  }

  it('is sent neither notice nor case, whatever they say that they have', async () => {
    const { ada, ben, cleo, dana, notice, caseSpace } = await setup()
    for (const sender of [ada, ben, cleo]) {
      await sender.receive(
        {
          spaces: [],
          haves: [notice, caseSpace].map((space) => ({
            space,
            logs: [{ device: ada.deviceId, count: 0, last: '00'.repeat(32) }],
          })),
          receipts: [{ space: caseSpace, device: ada.deviceId, count: 0, last: '00'.repeat(32) }],
        },
        dana.deviceId,
      )
      const { spaces, haves, receipts } = sender.collect(dana.memberId)
      expect([...spaces, ...haves, ...receipts].map(({ space }) => space)).not.toContain(notice)
      expect([...spaces, ...haves, ...receipts].map(({ space }) => space)).not.toContain(caseSpace)
    }
  })

  it('is told nothing by entering something under a guessed id', async () => {
    const { ada, ben, dana, notice, caseSpace, mallory, world } = await setup()
    const [key] = mallory.keysOf(world.committee.space)
    if (!key) throw new Error('a member without the key of the committee')
    for (const space of [notice, caseSpace]) {
      const before = stateOf(ben, space)
      const planted = mallory.box(space, boxesOf(dana), {}, key)
      const { newSpaces } = await mallory.give(ben, space, [planted])
      expect(newSpaces).toEqual([])
      await settle(ada, ben)
      expect(readersAt(ben, space)).not.toContain(dana.memberId)
      expect(JSON.parse(stateOf(ben, space))[2].readers).toEqual(JSON.parse(before)[2].readers)
    }
    const { spaces, haves, receipts } = ben.collect(dana.memberId, new Map())
    expect([...spaces, ...haves].map(({ space }) => space)).toEqual([
      world.committee.space,
      world.committee.space,
    ])
    // How far their own entries arrived, by ids that they brought: nothing that they did not know.
    expect(receipts.every(({ device, count }) => device === dana.deviceId && count <= 1)).toBe(true)
  })

  it('loses access before the amendment that names them travels', async () => {
    const { world, ada, ben, cleo } = await setup()
    const { notice } = await openCaseFor(world, ada, [ben])
    expect(await commandNotice(ada, notice, { do: 'withhold', memberId: cleo.memberId })).toBe(
      'done',
    )
    expect(await commandNotice(ada, notice, { do: 'amend', reportedNames: ['Cleo'] })).toBe('done')
    const before = storedEntries(cleo, notice).length
    await settle(...world.vaults)
    expect(storedEntries(cleo, notice).length).toBe(before)
    expect(unwrap(await ben.grant(notice, ben.memberId))).toBeNull()
    const keys = createMallory(cleo).keysOf(notice)
    const amended = storedEntries(ben, notice)
      .filter(({ bodyMode }) => bodyMode === 'sealed')
      .at(-1)
    expect(opened(keys, amended ? [amended] : [])).toBe(0)
    expect(await command(cleo, { do: 'check-in', stay: true })).toEqual({ ok: true, value: null })
  })
})
