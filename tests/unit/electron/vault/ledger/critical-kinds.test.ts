import { describe, expect, it } from 'vitest'
import { hash256 } from '../../../../../electron/vault/crypto/hash'
import { selectRows } from '../../../../../electron/vault/ledger/select'
import { commandCommittee } from '../../../../../electron/vault/members/committee-command'
import { unwrap } from '../../../../../shared/errors/result'
import { parseEntry } from '../../../../../shared/formats/entry'
import { z } from '../../../../../shared/util/schema'
import { setupVault } from '../../../../support/test-vault'

const Row = z.object({ bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array) })

describe('a fact that nothing rests on', () => {
  it('[M23] does not call itself critical, so that an older program goes on; every other does', async () => {
    const { session } = await setupVault()
    const { vault } = session
    const servers = { signalling: ['wss://meet.example.org'], iceServers: [] }
    unwrap(await commandCommittee(vault, { do: 'check-in', stay: true }))
    const named = unwrap(await commandCommittee(vault, { do: 'name-servers', servers }))
    const entries = selectRows(vault.store.db, 'SELECT bytes FROM entry', [], Row).map(
      ({ bytes }) => unwrap(parseEntry(bytes, hash256)),
    )
    const uncritical = entries.filter(({ critical }) => !critical).map(({ id }) => id as string)
    expect(uncritical).toEqual([named.entryId])
    expect(entries.length).toBeGreaterThan(3)
    await session.end()
  })
})
