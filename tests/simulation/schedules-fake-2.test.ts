import { describe, it, vi } from 'vitest'
import { loadSodium } from '../../electron/vault/crypto/sodium'
import { expectChecks, nightly, runSchedules } from './world/run-schedules'

vi.mock('../../electron/vault/crypto/keys', () => import('./crypto/fake-keys'))
vi.mock('../../electron/vault/crypto/seal', () => import('./crypto/fake-seal'))
vi.mock('../../electron/vault/crypto/hash', () => import('./crypto/fake-hash'))
vi.mock('../../shared/formats/entry', async (real) =>
  (await import('./crypto/remembered-entries')).withMemory(await real()),
)
await loadSodium()

const count = nightly(60)

describe('vaults that meet by chance, with fake cryptography, the second half', () => {
  it('keep promises 3, 4, 6 and 7 whatever gets lost, doubled, damaged or late', {
    timeout: 0,
  }, async () => {
    const totals = await runSchedules(count, count, 10)
    expectChecks(totals)
  })
})
