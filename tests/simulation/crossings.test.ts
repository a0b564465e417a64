import { describe, expect, it, vi } from 'vitest'
import { loadSodium } from '../../electron/vault/crypto/sodium'
import { heldKeysOf } from '../../electron/vault/ledger/keyring'
import { openEntry } from '../../electron/vault/ledger/seal-entry'
import { unwrap } from '../../shared/errors/result'
import { commandCase } from './world/actions-case'
import { ballotOf } from './world/actions-committee'
import { commandNotice } from './world/actions-notice'
import { stateOf } from './world/agreement'
import { command, newId } from './world/committee'
import type { SimVault } from './world/sim-vault'
import { openCaseFor, readersAt, settle, setupStage, storedEntries } from './world/stage'
import { membersIn } from './world/standings'
import { give } from './world/world'

vi.mock('../../electron/vault/crypto/keys', () => import('./crypto/fake-keys'))
vi.mock('../../electron/vault/crypto/seal', () => import('./crypto/fake-seal'))
vi.mock('../../electron/vault/crypto/hash', () => import('./crypto/fake-hash'))
await loadSodium()

const addTask = (vault: SimVault, space: string) =>
  commandCase(vault, space, { do: 'add-task', taskId: newId(), title: 'Call back', detail: '' })

const permutations = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  items.length < 2
    ? [items]
    : items.flatMap((item, at) =>
        permutations([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [
          item,
          ...rest,
        ]),
      )

/** Whether any of these keys opens the last fact that was entered. */
const opensLast = (
  holder: SimVault,
  keysFrom: SimVault,
  space: string,
  keys = heldKeysOf(keysFrom.db, space),
) => {
  const last = storedEntries(holder, space)
    .filter(({ bodyMode }) => bodyMode === 'sealed')
    .at(-1)
  if (!last) throw new Error('nothing was entered')
  return keys.some(({ key }) => openEntry(last, () => key).ok)
}

describe.each([
  [2, 5],
  [3, 6],
])('removals that cross in a circle of %i', (length, size) => {
  it('all stand, in every order of arrival, and nothing later is sealed to any of them', async () => {
    for (const order of permutations(Array.from({ length }, (_none, at) => at))) {
      const { world, vaults } = await setupStage(size, `circle ${order}`)
      const circle = vaults.slice(0, length)
      const others = vaults.slice(length)
      const [judge, second] = others as [SimVault, SimVault]
      const { caseSpace } = await openCaseFor(world, judge, [...circle, second])
      const keys = circle.map((vault) => heldKeysOf(vault.db, caseSpace))
      for (const [at, by] of circle.entries()) {
        const subject = circle[(at + 1) % length] as SimVault
        const proposalId = newId<never>()
        const ballots = vaults
          .filter((voter) => voter !== subject)
          .map((voter) => ballotOf(voter, subject.memberId, proposalId))
        const { memberId } = subject
        expect(await command(by, { do: 'remove', memberId, proposalId, ballots })).toEqual({
          ok: true,
          value: null,
        })
      }
      for (const at of order) await give(circle[at] as SimVault, judge)
      for (const at of [...order].reverse()) await give(circle[at] as SimVault, second)
      await settle(...others)
      const remaining = others.map(({ memberId }) => memberId)
      for (const vault of others)
        expect([...membersIn(vault)].sort()).toEqual([...remaining].sort())
      expect(stateOf(judge, world.committee.space)).toBe(stateOf(second, world.committee.space))
      expect(await addTask(judge, caseSpace)).toBe('done')
      await settle(...others)
      expect(stateOf(judge, caseSpace)).toBe(stateOf(second, caseSpace))
      for (const [at, vault] of circle.entries())
        expect(opensLast(second, vault, caseSpace, keys[at])).toBe(false)
      world.close()
    }
  })
})

describe('a declaration and a grant that cross', () => {
  it.each(['declaration first', 'grant first'])('end without access: %s', async (order) => {
    const { world, ada, ben, cleo } = await setupStage(4)
    const { notice, caseSpace } = await openCaseFor(world, ada, [ben])
    const declare = (answer: 'no-conflict' | 'conflict') =>
      commandNotice(cleo, notice, { do: 'declare', version: 1, answer })
    expect(await declare('no-conflict')).toBe('done')
    await give(cleo, ada)
    expect(await declare('conflict')).toBe('done')
    unwrap(await ada.grant(caseSpace, cleo.memberId))
    const steps = [() => give(cleo, ben), () => give(ada, ben)]
    for (const step of order === 'grant first' ? [...steps].reverse() : steps) await step()
    await settle(ada, ben, cleo)
    for (const vault of [ada, ben]) expect(readersAt(vault, caseSpace)).not.toContain(cleo.memberId)
    expect(cleo.ledger().spaceOf(caseSpace)).toBeNull()
    expect(ada.ledger().access(caseSpace)?.isRotationOwed).toBe(true)
    expect(await addTask(ben, caseSpace)).toBe('done')
    await settle(ada, ben, cleo)
    expect(stateOf(ada, caseSpace)).toBe(stateOf(ben, caseSpace))
    const boxes = storedEntries(ada, caseSpace).filter(({ bodyMode }) => bodyMode === 'lockbox')
    const written = storedEntries(ada, caseSpace).at(-1)
    expect(written?.epoch?.number).toBe(1)
    expect(boxes.length).toBeGreaterThan(3)
  })
})

describe('two rotations at once', () => {
  it('are followed by a third without both who left', async () => {
    const { world, ada, ben, cleo, dana, eli } = await setupStage(5)
    const { notice, caseSpace } = await openCaseFor(world, ada, [ben, cleo, dana, eli])
    const kept = new Map([dana, eli].map((vault) => [vault, heldKeysOf(vault.db, caseSpace)]))
    expect(await commandNotice(dana, notice, { do: 'leave', as: 'recused' })).toBe('done')
    expect(await commandNotice(eli, notice, { do: 'leave', as: 'recused' })).toBe('done')
    await give(dana, ada)
    await give(eli, ben)
    expect(await addTask(ada, caseSpace)).toBe('done')
    expect(await addTask(ben, caseSpace)).toBe('done')
    await settle(ada, ben, cleo)
    expect(cleo.ledger().access(caseSpace)?.isRotationOwed).toBe(true)
    expect(await addTask(cleo, caseSpace)).toBe('done')
    await settle(ada, ben, cleo)
    for (const [vault, keys] of kept) expect(opensLast(ada, vault, caseSpace, keys)).toBe(false)
    const numbers = storedEntries(ada, caseSpace).flatMap(({ epoch }) => epoch?.number ?? [])
    expect(numbers.at(-1)).toBe(2)
    expect(stateOf(ada, caseSpace)).toBe(stateOf(cleo, caseSpace))
    expect(
      ada
        .ledger()
        .entriesOf(caseSpace)
        .filter((entry) => entry.kind === 'task.added'),
    ).toHaveLength(3)
  })
})

describe('two readers who recuse at once', () => {
  it('both lose access, and neither opens what is written then', async () => {
    const { world, ada, ben, cleo, dana } = await setupStage(4)
    const { notice, caseSpace } = await openCaseFor(world, ada, [ben, cleo, dana])
    const kept = new Map([cleo, dana].map((vault) => [vault, heldKeysOf(vault.db, caseSpace)]))
    for (const vault of [cleo, dana])
      expect(await commandNotice(vault, notice, { do: 'leave', as: 'recused' })).toBe('done')
    await settle(ada, ben, cleo, dana)
    for (const vault of [cleo, dana]) expect(vault.ledger().spaceOf(caseSpace)).toBeNull()
    expect(await addTask(ben, caseSpace)).toBe('done')
    await settle(ada, ben, cleo, dana)
    expect([...readersAt(ada, caseSpace)].sort()).toEqual([ada.memberId, ben.memberId].sort())
    for (const [vault, keys] of kept) expect(opensLast(ada, vault, caseSpace, keys)).toBe(false)
    for (const vault of [cleo, dana]) expect(vault.ledger().spaceOf(caseSpace)).toBeNull()
  })
})

describe('two words against one laptop that cross', () => {
  it('void nothing that was entered between them in good faith', async () => {
    const { world, ada, ben, cleo, dana } = await setupStage(4)
    const { notice } = await openCaseFor(world, ben, [dana])
    const deviceId = ada.deviceId as never
    const revoke = { do: 'revoke-device', deviceId, reason: 'lost' } as const
    expect(await command(ben, revoke)).toEqual({ ok: true, value: null })
    const { memberId } = cleo
    expect(await commandNotice(ben, notice, { do: 'withhold', memberId })).toBe('done')
    expect(await command(cleo, revoke)).toEqual({ ok: true, value: null })
    await give(cleo, dana)
    await settle(ben, dana)
    for (const vault of [ben, dana]) {
      const withheld = vault
        .ledger()
        .entriesOf(notice)
        .find((entry) => entry.kind === 'notice.withheld')
      expect(withheld?.void).toBeNull()
      expect(readersAt(vault, notice)).not.toContain(memberId)
    }
  })
})
