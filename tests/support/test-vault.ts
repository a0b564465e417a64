import { createCaseHandlers } from '../../electron/vault/cases/case-handlers'
import { createIdentityHandlers } from '../../electron/vault/cases/identity-handlers'
import { loadSodium } from '../../electron/vault/crypto/sodium'
import { createIntakeHandlers } from '../../electron/vault/intake/intake-handlers'
import { ledgerStoreSchema } from '../../electron/vault/ledger/store-ops'
import { foundCommittee, makeFounder } from '../../electron/vault/session/found-committee'
import { beginSession } from '../../electron/vault/session/session'
import type { VaultEvent } from '../../shared/contracts/vault'
import { emptyDraft, type IntakeDraft } from '../../shared/domain/intake'
import { unwrap } from '../../shared/errors/result'
import { createMemoryStore } from './memory-store'
import { shippedPlaybook } from './playbook-files'

/** Ada's unlocked vault over a store without a disk, with a clock that moves by hand. */
export const setupVault = async (playbook: 'kubernetes' | 'elastic' = 'elastic') => {
  await loadSodium()
  const memory = await createMemoryStore(ledgerStoreSchema)
  const clock = { nowMs: Date.UTC(2026, 4, 4, 22, 0) }
  const now = () => clock.nowMs
  const secrets = makeFounder()
  unwrap(
    await foundCommittee(
      memory.store,
      secrets,
      {
        committeeName: 'Harbor Days committee',
        memberName: 'Ada',
        employer: 'Tidewater Labs',
        agreementVersion: '1',
        playbook: shippedPlaybook(playbook),
      },
      now,
    ),
  )
  const events: VaultEvent[] = []
  const session = beginSession(
    { store: memory.store, warnings: [], machineMatches: true, migratedFrom: null },
    secrets,
    { folder: '/vault', cloudDrive: null, warnings: [], emit: (event) => events.push(event), now },
  )
  const handlers = {
    ...createCaseHandlers(session.vault),
    ...createIdentityHandlers(session.vault),
    ...createIntakeHandlers(session.vault, session.committeeSpace),
  }
  const openCase = async (changes: Partial<IntakeDraft> = {}) => {
    const started = unwrap(await handlers['intake.start']({ channel: 'phone' }))
    const draft = { ...emptyDraft('phone', clock.nowMs), ...changes } as IntakeDraft
    return unwrap(await handlers['intake.finish']({ intakeId: started.intakeId, draft }))
  }
  return { ...memory, clock, session, secrets, handlers, events, openCase }
}
