import { describe, expect, it, vi } from 'vitest'
import { loadSodium } from '../../electron/vault/crypto/sodium'
import { encodeDelivery } from '../../shared/formats/delivery'
import { bytesToHex } from '../../shared/util/bytes'
import { seedRandomness } from './crypto/randomness'
import { commandCase, openCaseBy } from './world/actions-case'
import { commandNotice } from './world/actions-notice'
import { createChance } from './world/chance'
import { command, newId, setupCommittee } from './world/committee'
import type { SimVault } from './world/sim-vault'
import { settle } from './world/stage'

vi.mock('../../electron/vault/crypto/keys', async (real) =>
  (await import('./crypto/seeded-keys')).withSeededRandomness(await real()),
)
await loadSodium()

/** What is done either way: the committee's own life, and a case that everyone is told of. */
const liveOn = async (seed: number, step: number, vaults: readonly SimVault[]): Promise<void> => {
  seedRandomness('everyday', seed, step)
  const chance = createChance('everyday', seed, step)
  const vault = chance.pick(vaults)
  switch (chance.below(4)) {
    case 0:
      await command(vault, { do: 'check-in', stay: true })
      return
    case 1:
      await command(vault, { do: 'set-term', memberId: vault.memberId, untilMs: step + 1 })
      return
    case 2:
      await openCaseBy(
        vault,
        vaults.map(({ memberId }) => memberId),
        [],
      )
      return
    default: {
      const [notice] = vault
        .ledger()
        .spacesOf('notice')
        .filter((space) =>
          vault
            .collect(vaults[3]?.memberId as never, new Map())
            .haves.some((have) => have.space === space),
        )
      if (notice)
        await commandNotice(vault, notice, { do: 'declare', version: 1, answer: 'no-conflict' })
    }
  }
}

/** What is done besides where there is a case about one of them: among the others, never with them. */
const handleCase = async (
  seed: number,
  step: number,
  others: readonly SimVault[],
  reported: SimVault,
  secret: { notice: string; caseSpace: string } | null,
): Promise<{ notice: string; caseSpace: string }> => {
  seedRandomness('secret', seed, step)
  const chance = createChance('secret', seed, step)
  const vault = chance.pick(others)
  if (!secret) {
    const audience = others.map(({ memberId }) => memberId)
    return openCaseBy(others[0] as SimVault, audience, [reported.memberId])
  }
  const { notice, caseSpace } = secret
  if (chance.happens(0.5))
    await commandNotice(vault, notice, { do: 'declare', version: 1, answer: 'no-conflict' })
  for (const one of others)
    for (const memberId of one.ledger().access(caseSpace)?.grantable ?? [])
      await one.grant(caseSpace, memberId)
  if (vault.ledger().spaceOf(caseSpace))
    await commandCase(vault, caseSpace, { do: 'add-task', taskId: newId(), title: 'x', detail: '' })
  return secret
}

/** Every bundle that the reported member is given, by the others in turn, in a life with or without the case. */
const bundlesFor = async (seed: number, hasCase: boolean): Promise<readonly string[]> => {
  const world = await setupCommittee(4)
  const reported = world.vaults[3] as SimVault
  const others = world.vaults.slice(0, 3)
  const bundles: string[] = []
  let secret: { notice: string; caseSpace: string } | null = null
  for (let step = 0; step < 12; step++) {
    world.clock.nowMs += 60_000
    await liveOn(seed, step, world.vaults)
    if (hasCase) secret = await handleCase(seed, step, others, reported, secret)
    seedRandomness('exchange', seed, step)
    // Lockboxes are healed on arrival: those of either life draw from a source of their own.
    await settle(...others)
    for (const from of others) {
      const delivery = from.collect(reported.memberId)
      bundles.push(bytesToHex(encodeDelivery(delivery)))
      await reported.receive(delivery, from.deviceId)
    }
    seedRandomness('back', seed, step)
    for (const to of others) await to.receive(reported.collect(to.memberId), reported.deviceId)
  }
  if (hasCase) {
    const read = others.filter((vault) => vault.ledger().spaceOf(secret?.caseSpace ?? ''))
    expect(read.length).toBeGreaterThan(1)
  }
  world.close()
  return bundles
}

describe('a reported member', () => {
  it.each([1, 2, 3, 4, 5])(
    'is given the same bytes with and without the case (promise 3), seed %i',
    async (seed) => {
      const without = await bundlesFor(seed, false)
      expect(new Set(without).size).toBeGreaterThan(5)
      expect(await bundlesFor(seed, true)).toEqual(without)
    },
  )
})
