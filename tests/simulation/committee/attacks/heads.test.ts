import { describe, expect, it } from 'vitest'
import { heldKeysOf } from '../../../../electron/vault/ledger/keyring'
import { createLogWriter } from '../../../../electron/vault/ledger/log-writer'
import { draft } from '../../../../shared/domain/ledger/fact'
import { unwrap } from '../../../../shared/errors/result'
import { maxHeads } from '../../../../shared/formats/entry'
import type { DeviceId, SpaceId } from '../../../../shared/formats/ledger-ids'
import {
  declare,
  type Laptop,
  meet,
  openCase,
  send,
  setupCommittee,
  standingIn,
} from '../../../support/committee-of'

/** Signed entries of one device that all carry number 0: each is a head of its own. */
const forkWidely = ({ device, deviceId, memory }: Laptop, space: string): Uint8Array[] => {
  const [epoch] = heldKeysOf(memory.store.db, space)
  if (!epoch) throw new Error('no key')
  return Array.from({ length: maxHeads * 6 }, (_fork, at) => {
    const end = { seq: 0, previous: null, heads: [] }
    const writer = createLogWriter(device, deviceId as DeviceId, space as SpaceId, end, at + 1)
    unwrap(
      writer.addFacts([draft('member.checked-in', { stay: true })], epoch, () => ({
        kind: 'epoch',
        epoch: epoch.epoch,
        key: epoch.key,
      })),
    )
    return writer.written.map(({ parsed }) => parsed.bytes)
  }).flat()
}

describe('the heads that an entry cites', () => {
  it('[promise 7] are not crowded out by one who forks more often than an entry can cite', async () => {
    const { ada, ben, mallory, committeeSpace } = await setupCommittee('ada', 'ben', 'mallory')
    const entries = forkWidely(mallory, committeeSpace)
    const forks = {
      spaces: [{ space: committeeSpace, entries, parts: [] }],
      haves: [],
      receipts: [],
    }
    for (const one of [ada, ben]) unwrap(await one.ledger.receive(forks, mallory.deviceId))
    const { notice } = await openCase(ada, [mallory])
    await meet(ada, ben)
    const declared = await declare(ben, notice)
    await send(ben, ada)
    for (const one of [ada, ben])
      expect(new Map(standingIn(one, notice)).get(declared.id)).toBeNull()
  })
})
