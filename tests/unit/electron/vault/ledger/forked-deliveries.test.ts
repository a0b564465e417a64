import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heldKeysOf } from '../../../../../electron/vault/ledger/keyring'
import type { EpochKey } from '../../../../../electron/vault/ledger/lockbox'
import { unwrap } from '../../../../../shared/errors/result'
import type { ParsedEntry } from '../../../../../shared/formats/entry'
import type { SpaceId } from '../../../../../shared/formats/ledger-ids'
import { bytesToHex } from '../../../../../shared/util/bytes'
import {
  deliveryTo,
  enter,
  type Laptop,
  meet,
  send,
  setupCommittee,
  shareCase,
} from '../../../../support/committee-of'
import { makeScribe } from '../../../../support/ledger-log'
import { restoreFrom } from '../../../../support/memory-store'

/** Mallory's entries of one case, made by hand under her own key. */
const createBranches = (mallory: Laptop, caseId: string) => {
  const [key] = heldKeysOf(mallory.memory.store.db, caseId)
  const scribe = makeScribe(mallory.device.signKeys, key as EpochKey)
  return (length: number, after: ParsedEntry | null, name: string): ParsedEntry[] => {
    const entries: ParsedEntry[] = []
    for (let i = 0; i < length; i++) {
      const previous = entries.at(-1) ?? after
      const header = { space: caseId as SpaceId, critical: false }
      entries.push(scribe.write(previous, { content: `${name} ${i}`, header }))
    }
    return entries
  }
}

const give = async (to: Laptop, from: Laptop, space: string, entries: readonly ParsedEntry[]) =>
  unwrap(
    await to.ledger.receive(
      {
        spaces: [{ space, entries: entries.map(({ bytes }) => bytes), parts: [] }],
        haves: [],
        receipts: [],
      },
      from.deviceId,
    ),
  )

const sentOf = (from: Laptop, to: Laptop, space: string): number =>
  deliveryTo(from, to).spaces.find((one) => one.space === space)?.entries.length ?? 0

const verifiedOf = ({ memory }: Laptop, space: string, device: string): readonly unknown[] =>
  memory.store.db
    .exec(
      `SELECT id FROM entry WHERE space = '${space}' AND device = '${device}' AND status = 0 ORDER BY id`,
    )[0]
    ?.values.flat() ?? []

const setup = async () => {
  const cast = await setupCommittee('ada', 'ben', 'mallory')
  const { ada, ben, mallory } = cast
  const { caseId } = await shareCase([ada, ben, mallory])
  return { ...cast, caseId, write: createBranches(mallory, caseId) }
}

describe('two branches of one log', () => {
  it('[promise 7] are with both vaults and proof after three bundles, however long, whatever was told before', async () => {
    const { ada, ben, mallory, caseId, write } = await setup()
    const images = [ada, ben].map(({ memory }) => memory.store.db.export())
    const steps = fc.array(
      fc.constantFrom<'one' | 'two' | 'ada to ben' | 'ben to ada'>(
        'one',
        'two',
        'one',
        'two',
        'ada to ben',
        'ben to ada',
      ),
      { maxLength: 10 },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.nat(3),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        steps,
        fc.boolean(),
        async (shared, oneLength, twoLength, played, isBensTurn) => {
          for (const [at, laptop] of [ada, ben].entries()) {
            await restoreFrom(laptop.memory.store.db, images[at] as Uint8Array)
            laptop.reopen()
          }
          const trunk = write(shared, null, 'trunk')
          const one = write(oneLength, trunk.at(-1) ?? null, 'one')
          const two = write(twoLength, trunk.at(-1) ?? null, 'two')
          const rest = { one: [...trunk, ...one], two: [...trunk, ...two] }
          for (const step of [...played, 'all one', 'all two'] as const) {
            if (step === 'ada to ben') await send(ada, ben)
            else if (step === 'ben to ada') await send(ben, ada)
            else {
              const branch = step.endsWith('one') ? 'one' : 'two'
              const count = step.startsWith('all') ? rest[branch].length : 1
              const next = rest[branch].splice(0, count)
              if (next.length > 0) await give(branch === 'one' ? ada : ben, mallory, caseId, next)
            }
          }
          const [first, second] = isBensTurn ? [ben, ada] : [ada, ben]
          await send(first, second)
          await send(second, first)
          await send(first, second)
          const all = [...trunk, ...one, ...two].map(({ id }) => id).sort()
          for (const vault of [ada, ben]) {
            expect(verifiedOf(vault, caseId, mallory.deviceId)).toEqual(all)
            expect(vault.ledger.access(caseId)?.forkedDevices).toEqual([mallory.deviceId])
          }
          // Once both have said so, nothing is sent again.
          await send(second, first)
          await send(first, second)
          expect([sentOf(first, second, caseId), sentOf(second, first, caseId)]).toEqual([0, 0])
        },
      ),
      { numRuns: 20 },
    )
  }, 120_000)

  it('[promise 7] are found where the shorter one has long been overtaken', async () => {
    const { ada, ben, mallory, caseId, write } = await setup()
    await give(ada, mallory, caseId, write(2, null, 'one'))
    await give(ben, mallory, caseId, write(9, null, 'two'))
    await send(ada, ben)
    await send(ben, ada)
    expect(ada.ledger.access(caseId)?.forkedDevices).toEqual([mallory.deviceId])
    await send(ada, ben)
    expect(ben.ledger.access(caseId)?.forkedDevices).toEqual([mallory.deviceId])
  })

  it('[promise 7] reach who has only the newer one from whoever has both', async () => {
    const { ada, ben, mallory, caseId, write } = await setup()
    await give(ada, mallory, caseId, [...write(2, null, 'one'), ...write(5, null, 'two')])
    await give(ben, mallory, caseId, write(5, null, 'three'))
    await send(ben, ada)
    await send(ada, ben)
    for (const vault of [ada, ben])
      expect(verifiedOf(vault, caseId, mallory.deviceId)).toHaveLength(12)
    await send(ben, ada)
    expect([sentOf(ada, ben, caseId), sentOf(ben, ada, caseId)]).toEqual([0, 0])
  })

  it('send both on to who joins later, and nothing but the news to who has both', async () => {
    const { ada, ben, mallory, caseId, write } = await setup()
    const [one, two] = [write(3, null, 'one'), write(3, null, 'two')]
    await give(ada, mallory, caseId, [...one, ...two])
    await meet(ada, ben)
    expect(sentOf(ada, ben, caseId)).toBe(0)
    await give(ada, mallory, caseId, write(1, two.at(-1) ?? null, 'grown'))
    expect(sentOf(ada, ben, caseId)).toBe(1)
    await enter(ben, caseId, 'overview.set', { severity: 'low' })
    await meet(ada, ben)
    expect(verifiedOf(ben, caseId, mallory.deviceId)).toHaveLength(7)
    expect(ada.ledger.access(caseId)?.complete).toContain(ben.memberId)
  })

  it('leave a vault with the other branch incomplete: it is no second copy', async () => {
    const { ada, ben, mallory, caseId, write } = await setup()
    await give(ada, mallory, caseId, write(2, null, 'one'))
    await give(ben, mallory, caseId, write(2, null, 'two'))
    await send(ben, ada)
    expect(ada.ledger.access(caseId)?.complete).not.toContain(ben.memberId)
    await send(ada, ben)
    await send(ben, ada)
    expect(ada.ledger.access(caseId)?.complete).toContain(ben.memberId)
  })
})

describe('who tells of other entries than they have', () => {
  it('[promise 3] is sent logs again that they may read, and no byte of another space', async () => {
    const { ada, ben, mallory, caseId } = await setup()
    await meet(ada, ben, mallory)
    const closed = await shareCase([ada, ben])
    await meet(ada, ben, mallory)
    const before = deliveryTo(ada, mallory)
    expect(before.spaces).toEqual([])
    const spaces = [caseId, closed.caseId, 'c0'.repeat(16)]
    const haves = spaces.map((space) => ({
      space,
      logs: [{ device: ada.deviceId, count: 1, last: 'f0'.repeat(32) }],
    }))
    unwrap(await ada.ledger.receive({ spaces: [], haves, receipts: [] }, mallory.deviceId))
    const after = deliveryTo(ada, mallory)
    expect(after.spaces.map(({ space }) => space)).toEqual([caseId])
    expect(after.haves).toEqual(before.haves)
    const known = new Set(
      (mallory.memory.store.db.exec(`SELECT bytes FROM entry`)[0]?.values ?? []).map(([bytes]) =>
        bytesToHex(bytes as Uint8Array),
      ),
    )
    expect(after.spaces[0]?.entries.every((bytes) => known.has(bytesToHex(bytes)))).toBe(true)
  })
})
