import { describe, expect, it } from 'vitest'
import { committeeSpaceOf } from '../../../../electron/vault/committee/committee-space'
import { loadSodium } from '../../../../electron/vault/crypto/sodium'
import { heldKeysOf } from '../../../../electron/vault/ledger/keyring'
import { createLedger } from '../../../../electron/vault/ledger/ledger'
import type { Ledger, LocalDevice } from '../../../../electron/vault/ledger/ledger-port'
import { createLogWriter } from '../../../../electron/vault/ledger/log-writer'
import { ledgerStoreSchema } from '../../../../electron/vault/ledger/store-ops'
import { makeDevice } from '../../../../electron/vault/session/device-secrets'
import { foundCommittee, makeFounder } from '../../../../electron/vault/session/found-committee'
import { draft } from '../../../../shared/domain/ledger/fact'
import { unwrap } from '../../../../shared/errors/result'
import type { DeviceId, SpaceId } from '../../../../shared/formats/ledger-ids'
import { bytesToHex } from '../../../../shared/util/bytes'
import { newId } from '../../../support/committee-of'
import { createMemoryStore } from '../../../support/memory-store'
import { shippedPlaybook } from '../../../support/playbook-files'

const setup = async () => {
  await loadSodium()
  const { store } = await createMemoryStore(ledgerStoreSchema)
  const founder = makeFounder()
  const { committeeSpace, device } = founder
  const founding = {
    committeeName: 'Harbor Days committee',
    memberName: 'Ada',
    employer: 'Tidewater Labs',
    agreementVersion: '1',
    playbook: shippedPlaybook('elastic'),
  }
  unwrap(await foundCommittee(store, founder, founding, () => 1))
  return { store, device, committeeSpace }
}

/** A founding of Mallory's under the committee's own key, of which one in two comes before the true one. */
const forgeFounding = (device: LocalDevice, space: string, keys: ReturnType<typeof heldKeysOf>) => {
  const [epoch] = keys
  if (!epoch) throw new Error('no key')
  const deviceId = bytesToHex(device.signKeys.publicKey) as DeviceId
  const end = { seq: 0, previous: null, heads: [] }
  const writer = createLogWriter(device, deviceId, space as SpaceId, end, 1)
  const facts = [draft('committee.founded', { name: 'Mallory and friends' })]
  unwrap(
    writer.addFacts(facts, epoch, () => ({ kind: 'epoch', epoch: epoch.epoch, key: epoch.key })),
  )
  return writer.written.map(({ parsed }) => parsed.bytes)
}

describe('the founding of a committee', () => {
  it('[promise 7] is told from a forged one by whoever knows the space alone, as a newcomer does', async () => {
    const { store, device, committeeSpace } = await setup()
    expect(committeeSpaceOf(device.signKeys.publicKey)).toBe(committeeSpace)
    const asNewcomer = (): Ledger =>
      createLedger({ store, device, committeeSpace, now: () => 1, foundingDevice: null })
    const keys = heldKeysOf(store.db, committeeSpace)
    const entries = Array.from({ length: 12 }, () =>
      forgeFounding(makeDevice(newId()), committeeSpace, keys),
    ).flat()
    const ledger = asNewcomer()
    unwrap(
      await ledger.receive(
        { spaces: [{ space: committeeSpace, entries, parts: [] }], haves: [], receipts: [] },
        newId(32),
      ),
    )
    const { name, foundedBy, rejected } = asNewcomer().committee()
    expect(name).toBe('Harbor Days committee')
    expect(foundedBy).toBe(bytesToHex(device.signKeys.publicKey))
    // Which of the two, the order by random ids decides.
    expect(rejected.length).toBeGreaterThan(0)
    for (const { code } of rejected) {
      expect(['committee/not-the-founder', 'committee/already-founded']).toContain(code)
    }
  })
})
