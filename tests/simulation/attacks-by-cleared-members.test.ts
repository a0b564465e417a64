import { describe, expect, it, vi } from 'vitest'
import { loadSodium } from '../../electron/vault/crypto/sodium'
import { commandCase } from './world/actions-case'
import { ballotOf } from './world/actions-committee'
import { commandNotice } from './world/actions-notice'
import { stateOf } from './world/agreement'
import { command, deviceRequest, newId } from './world/committee'
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
import { caseIn, membersIn } from './world/standings'
import { give } from './world/world'

vi.mock('../../electron/vault/crypto/keys', async (real) =>
  (await import('./crypto/seeded-keys')).withSeededRandomness(await real()),
)
await loadSodium()

const task = (title = 'Planted') => ({ taskId: newId(), kind: 'general', title, detail: '' })
const addTask = (vault: SimVault, space: string) =>
  commandCase(vault, space, { do: 'add-task', taskId: newId(), title: 'Call back', detail: '' })
const refusals = (report: { readonly refused: readonly { readonly code: string }[] }) =>
  report.refused.map(({ code }) => code)

/** Ada, Ben and Mallory (Dana's laptop) read a case; Cleo has its notice and did not answer. */
const setup = async () => {
  const stage = await setupStage(4)
  const { world, ada, ben, dana } = stage
  const { notice, caseSpace } = await openCaseFor(world, ada, [ben, dana])
  return { ...stage, notice, caseSpace, mallory: createMallory(dana) }
}

describe('a cleared member with a modified program', () => {
  it('enters nothing in the name of another', async () => {
    const { ada, ben, caseSpace, mallory } = await setup()
    const last = storedEntries(mallory.vault, caseSpace, ada).at(-1)
    const before = stateOf(ben, caseSpace)
    const forged = mallory.enter(caseSpace, 'task.added', task(), {
      device: ada.deviceId as never,
      seq: (last?.seq ?? 0) + 1,
      previous: last?.id ?? null,
    })
    expect(refusals(await mallory.give(ben, caseSpace, [forged]))).toEqual(['entry/bad-signature'])
    expect(stateOf(ben, caseSpace)).toBe(before)
    expect(ben.ledger().refused()[0]).toMatchObject({
      space: caseSpace,
      code: 'entry/bad-signature',
      fromDevice: mallory.vault.deviceId,
    })
  })

  it('replays nothing, neither twice nor in another space', async () => {
    const { world, ada, ben, dana, notice, caseSpace, mallory } = await setup()
    const other = await openCaseFor(world, ada, [ben, dana])
    const old = storedEntries(dana, caseSpace)
    const before = [caseSpace, other.caseSpace, notice].map((space) => stateOf(ben, space))
    const again = await mallory.give(ben, caseSpace, old)
    expect([again.newEntries, again.duplicates]).toEqual([0, old.length])
    const moved = await mallory.give(ben, other.caseSpace, old)
    expect(new Set(refusals(moved))).toEqual(new Set(['entry/wrong-space']))
    expect([caseSpace, other.caseSpace, notice].map((space) => stateOf(ben, space))).toEqual(before)
  })

  it('proves with a fork of equal branches that they forked, and neither branch counts', async () => {
    const { ada, ben, dana, caseSpace, mallory } = await setup()
    const at = { seq: (storedEntries(dana, caseSpace, dana).at(-1)?.seq ?? -1) + 1 }
    const place = { ...at, previous: storedEntries(dana, caseSpace, dana).at(-1)?.id ?? null }
    const heads = mallory.headsOf(caseSpace).filter((id) => id !== place.previous)
    const one = mallory.enter(caseSpace, 'task.added', task('One'), { ...place, heads })
    const two = mallory.enter(caseSpace, 'task.added', task('Two'), { ...place, heads })
    await mallory.give(ada, caseSpace, [one])
    await mallory.give(ben, caseSpace, [two])
    await settle(ada, ben)
    for (const vault of [ada, ben]) {
      expect(vault.ledger().access(caseSpace)?.forkedDevices).toEqual([dana.deviceId])
      for (const { id } of [one, two]) expect(voidOf(vault, caseSpace, id)).toBe('entry/forked')
      expect(caseIn(vault, caseSpace).facts['task.added']).toEqual([])
    }
    expect(stateOf(ada, caseSpace)).toBe(stateOf(ben, caseSpace))
    await settle(ada, ben, dana)
    const tried = await dana.append([{ space: caseSpace, facts: [] }])
    expect(tried).toEqual({ ok: false, error: { code: 'device/frozen' } })
  })

  it('wins no order by dating back or by claiming to have seen nothing', async () => {
    const { ada, ben, dana, caseSpace, mallory } = await setup()
    const before = await commandCase(ada, caseSpace, { do: 'set-overview', occurred: 'On Monday' })
    expect(before).toBe('done')
    await settle(ada, ben, dana)
    const heads = mallory
      .headsOf(caseSpace)
      .filter((id) => id !== storedEntries(dana, caseSpace, dana).at(-1)?.id)
    const old = mallory.enter(
      caseSpace,
      'overview.set',
      { occurred: 'Never' },
      { timeMs: 0, heads },
    )
    await mallory.give(ben, caseSpace, [old])
    await settle(ada, ben)
    const ids = ada
      .ledger()
      .entriesOf(caseSpace)
      .map(({ id }) => id as string)
    expect(ids.at(-1)).toBe(old.id)
    const unseeing = mallory.enter(
      caseSpace,
      'overview.set',
      { occurred: 'Nowhere' },
      { heads: [] },
    )
    await mallory.give(ada, caseSpace, [unseeing])
    await settle(ada, ben)
    expect(stateOf(ada, caseSpace)).toBe(stateOf(ben, caseSpace))
    expect(voidOf(ada, caseSpace, unseeing.id)).toBeNull()
  })

  it('grants no access to one who never declared, and everyone sees who tried', async () => {
    const { ada, ben, cleo, caseSpace, mallory } = await setup()
    const planted = mallory.box(caseSpace, boxesOf(cleo), {
      heads: mallory
        .headsOf(caseSpace)
        .filter((id) => id !== storedEntries(mallory.vault, caseSpace, mallory.vault).at(-1)?.id),
    })
    await mallory.give(ben, caseSpace, [planted])
    await mallory.give(cleo, caseSpace, storedEntries(ben, caseSpace))
    await settle(ada, ben)
    for (const vault of [ada, ben]) {
      expect(readersAt(vault, caseSpace)).not.toContain(cleo.memberId)
      const { grants, isRotationOwed } = vault.ledger().access(caseSpace) ?? {}
      expect(grants?.some(({ entryId }) => entryId === (planted.id as string))).toBe(false)
      expect(isRotationOwed).toBe(true)
    }
    expect(await addTask(ben, caseSpace)).toBe('done')
    const last = storedEntries(ben, caseSpace).at(-1)
    expect(last?.epoch?.number).toBe(1)
    const { spaces, haves } = ben.collect(cleo.memberId, new Map())
    expect([...spaces, ...haves].map(({ space }) => space)).not.toContain(caseSpace)
  })

  it('votes once on a return, with however many laptops', async () => {
    const { world, ada, ben, cleo, dana, notice, caseSpace } = await setup()
    expect(
      await commandNotice(cleo, notice, { do: 'declare', version: 1, answer: 'no-conflict' }),
    ).toBe('done')
    await settle(...world.vaults)
    await ada.grant(caseSpace, cleo.memberId)
    await settle(...world.vaults)
    const device = makeLocalDevice(dana.memberId)
    const request = deviceRequest(device, 'second')
    await command(dana, { do: 'enter-device-request', request: request as never })
    await command(dana, { do: 'sign-device', requestId: request.requestId })
    const second = world.add('Dana 2', device)
    await settle(...world.vaults)
    const excluded = await commandNotice(ada, notice, { do: 'exclude', memberId: cleo.memberId })
    expect(excluded).toBe('done')
    await settle(...world.vaults)
    for (const laptop of [dana, second]) {
      const vote = { do: 'vote-reinstatement', memberId: cleo.memberId, choice: 'yes' } as const
      expect(await commandNotice(laptop, notice, vote)).toBe('done')
    }
    await settle(...world.vaults)
    for (const vault of [ada, ben]) expect(readersAt(vault, caseSpace)).not.toContain(cleo.memberId)
    const vote = { do: 'vote-reinstatement', memberId: cleo.memberId, choice: 'yes' } as const
    expect(await commandNotice(ben, notice, vote)).toBe('done')
    await settle(...world.vaults)
    for (const vault of [ada, ben]) expect(readersAt(vault, caseSpace)).toContain(cleo.memberId)
  })

  it('removes nobody by casting ballots twice or for others', async () => {
    const { ada, ben, cleo, dana, mallory, world } = await setup()
    const proposalId = newId<never>()
    const own = ballotOf(dana, ben.memberId, proposalId)
    const ballots = [
      own,
      own,
      own,
      { ...own, deviceId: ada.deviceId as never },
      { ...own, deviceId: cleo.deviceId as never },
    ]
    const asked = { do: 'remove', memberId: ben.memberId, proposalId, ballots } as const
    expect(await command(dana, asked)).toMatchObject({ error: { code: 'removal/no-majority' } })
    const { space } = world.committee
    const heads = mallory
      .headsOf(space)
      .filter((id) => id !== storedEntries(dana, space, dana).at(-1)?.id)
    const content = { memberId: ben.memberId, proposalId, ballots }
    const planted = mallory.enter(space, 'member.removed', content, { heads })
    await mallory.give(ada, space, [planted])
    await settle(ada, ben, cleo)
    for (const vault of [ada, ben, cleo]) {
      expect(membersIn(vault)).toContain(ben.memberId)
      expect(vault.ledger().committee().rejected.at(-1)).toMatchObject({
        entryId: planted.id,
        code: 'removal/no-majority',
        by: dana.memberId,
      })
    }
  })

  it('deletes nothing of others: what is held back or garbled is still there', async () => {
    const { ada, ben, dana, caseSpace, mallory } = await setup()
    expect(await addTask(ada, caseSpace)).toBe('done')
    await settle(ada, ben, dana)
    const before = stateOf(ben, caseSpace)
    const first = mallory.enter(caseSpace, 'task.added', task('First'))
    const next = mallory.enter(caseSpace, 'task.added', task('Next'))
    const held = await mallory.give(ben, caseSpace, [next])
    expect([held.newEntries, held.waiting]).toEqual([1, 1])
    expect(stateOf(ben, caseSpace)).toBe(before)
    const garbled = storedEntries(ben, caseSpace).map(({ bytes }) => ({
      bytes: bytes.map((byte, at) => (at === 60 ? byte ^ 4 : byte)),
    }))
    await mallory.give(ben, caseSpace, garbled)
    expect(stateOf(ben, caseSpace)).toBe(before)
    await mallory.give(ben, caseSpace, [first])
    expect(voidOf(ben, caseSpace, first.id)).toBeNull()
    expect(voidOf(ben, caseSpace, next.id)).toBeNull()
    await settle(ada, ben)
    expect(stateOf(ada, caseSpace)).toBe(stateOf(ben, caseSpace))
  })

  it('spoils no run of entries with one bad signature inside it', async () => {
    const { ada, ben, dana, caseSpace, mallory } = await setup()
    const run = [
      mallory.enter(caseSpace, 'task.added', task('One'), { signed: false }),
      mallory.enter(caseSpace, 'task.added', task('Two')),
      mallory.enter(caseSpace, 'task.added', task('Three')),
    ]
    const [one, two, three] = run as [
      (typeof run)[0] & object,
      (typeof run)[0] & object,
      (typeof run)[0] & object,
    ]
    const spoilt = { bytes: two.bytes.slice() }
    const end = spoilt.bytes.length - 1
    spoilt.bytes[end] = (spoilt.bytes[end] as number) ^ 1
    const first = await mallory.give(ben, caseSpace, [one, spoilt, three])
    expect(refusals(first)).toEqual(['entry/bad-signature'])
    expect(voidOf(ben, caseSpace, three.id)).toBeUndefined()
    expect(voidOf(ben, caseSpace, one.id)).toBeUndefined()
    await mallory.give(ben, caseSpace, [two])
    for (const { id } of run) expect(voidOf(ben, caseSpace, id)).toBeNull()
    await mallory.give(ada, caseSpace, run)
    expect(stateOf(ada, caseSpace)).toBe(stateOf(ben, caseSpace))
    expect(dana.memberId).toBe(ben.ledger().entriesOf(caseSpace).at(-1)?.by)
    expect(await give(ben, ada)).toBe(0)
  })
})
