import { describe, it, vi } from 'vitest'
import { loadSodium } from '../../electron/vault/crypto/sodium'
import { expectChecks, nightly, runSchedules } from './world/run-schedules'

vi.mock('../../electron/vault/crypto/keys', async (real) =>
  (await import('./crypto/seeded-keys')).withSeededRandomness(await real()),
)
vi.mock('../../shared/formats/entry', async (real) =>
  (await import('./crypto/remembered-entries')).withMemory(await real()),
)
await loadSodium()

/** Other schedules than those with fake cryptography play. */
const firstSeed = 1_000_000

describe('vaults that meet by chance, with libsodium', () => {
  it('keep promises 3, 4, 6 and 7 whatever gets lost, doubled, damaged or late', {
    timeout: 0,
  }, async () => {
    const totals = await runSchedules(firstSeed, nightly(200), 10)
    expectChecks(totals)
  })
})
