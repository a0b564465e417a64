import { describe, expect, it } from 'vitest'
import { keepWaiting, readWaiting } from '../../../../../electron/vault/join/join-row'
import { ledgerStoreSchema } from '../../../../../electron/vault/ledger/store-ops'
import { unwrap } from '../../../../../shared/errors/result'
import { encodeCbor } from '../../../../../shared/formats/cbor'
import { createMemoryStore } from '../../../../support/memory-store'

const waiting = {
  purpose: 'join' as const,
  memberName: 'Dana',
  inviterDevice: 'd0'.repeat(32),
  expiresAtMs: 1_800_000_000_000,
  request: new Uint8Array([1, 2, 3]),
  meetingSecret: new Uint8Array(32).fill(4),
}

describe('what a laptop keeps while it waits to be let in', () => {
  it('is read as it was kept', async () => {
    const { store } = await createMemoryStore(ledgerStoreSchema)
    expect(readWaiting(store.db)).toBeNull()
    unwrap(await store.commit([keepWaiting(waiting)]))
    expect(readWaiting(store.db)).toEqual(waiting)
    unwrap(await store.commit([keepWaiting({ ...waiting, meetingSecret: null })]))
    expect(readWaiting(store.db)).toEqual({ ...waiting, meetingSecret: null })
  })

  it('is read where it was kept before there were meetings', async () => {
    const { store } = await createMemoryStore(ledgerStoreSchema)
    const { purpose, memberName, inviterDevice, expiresAtMs, request } = waiting
    const device = Buffer.from(inviterDevice, 'hex')
    const { key } = keepWaiting(waiting) as { key: string }
    const value = encodeCbor([purpose, memberName, new Uint8Array(device), expiresAtMs, request])
    unwrap(await store.commit([{ op: 'put-local', key, value }]))
    expect(readWaiting(store.db)).toEqual({ ...waiting, meetingSecret: null })
    const later = encodeCbor([3, purpose])
    unwrap(await store.commit([{ op: 'put-local', key, value: later }]))
    expect(() => readWaiting(store.db)).toThrow()
  })
})
