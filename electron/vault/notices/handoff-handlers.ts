import type { VaultHandlers } from '../../../shared/contracts/vault'
import { decideCase } from '../../../shared/domain/case/decide'
import { hasHandedOver } from '../../../shared/domain/notice/audience'
import { err, ok } from '../../../shared/errors/result'
import type { KdfParams } from '../../../shared/formats/header'
import { caseContextOf, enterCase } from '../cases/enter-case'
import { readIdentity } from '../cases/identity-handlers'
import { finishPurge } from '../cases/purge'
import type { DeriveSlotKey } from '../crypto/kdf'
import { contentOfCase } from '../handoff/case-content'
import { handoffFileName, makeHandoff } from '../handoff/make-handoff'
import { suggestPassphrase } from '../handoff/suggest-passphrase'
import { ratePassphrase } from '../session/rate-passphrase'
import type { UnlockedVault } from '../session/unlocked-vault'
import { viewAccess } from './access-view'
import { commandNotice } from './notice-command'
import { noticeOfCase } from './prepare-leaving'

export type HandoffHandlers = Pick<
  VaultHandlers,
  'case.makeHandoff' | 'case.suggestPassphrase' | 'case.recordReceipt'
>

/** What making a package takes, beside the case. */
export interface HandoffSource {
  /** The built page; rejects when it is not there. */
  readonly readPage: () => Promise<string>
  readonly derive: DeriveSlotKey
  readonly kdf: KdfParams
}

const unknownCase = err({ code: 'case/unknown' })

/** R29: a case that no member may take goes to the mediator, in one file that opens with a passphrase. */
export const createHandoffHandlers = (
  vault: UnlockedVault,
  source: HandoffSource,
): HandoffHandlers => ({
  'case.suggestPassphrase': () => ok({ passphrase: suggestPassphrase() }),

  'case.makeHandoff': async ({ caseId, passphrase }) => {
    const state = vault.cases.get(caseId)
    const notice = state && noticeOfCase(vault, state)
    if (!state || !notice) return unknownCase
    const { mediator } = viewAccess(vault, state)
    if (mediator.state === 'not-needed') return err({ code: 'handoff/not-needed' })
    const { playbook } = vault.ledger.committee()
    if (!playbook || mediator.label === '') return err({ code: 'handoff/no-mediator' })
    if (!ratePassphrase(passphrase).acceptable) return err({ code: 'passphrase/too-weak' })
    const identity = readIdentity(vault, state)
    if (identity.ok) {
      const recorded = decideCase(
        state,
        { do: 'open-identity', reason: mediator.label },
        caseContextOf(vault, caseId),
      )
      if (!recorded.ok) return recorded
      const entered = await enterCase(vault, state, recorded.value)
      if (!entered.ok) return entered
    }
    const content = contentOfCase(vault, state, playbook, identity.ok ? identity.value : null)
    vault.emit({ kind: 'progress', task: 'handoff', fraction: null })
    const made = await makeHandoff(content, passphrase, {
      page: await source.readPage(),
      derive: source.derive,
      kdf: source.kdf,
    })
    vault.emit({ kind: 'progress', task: 'handoff', fraction: 1 })
    if (!made.ok) return made
    if (!hasHandedOver(notice, vault.device.memberId)) {
      const told = await commandNotice(vault, notice, { do: 'hand-over', receiptAtMs: null })
      if (!told.ok) return told
    }
    return ok({ fileName: handoffFileName(), bytes: made.value })
  },

  'case.recordReceipt': async ({ caseId }) => {
    const state = vault.cases.get(caseId)
    const notice = state && noticeOfCase(vault, state)
    if (!state || !notice) return unknownCase
    if (!hasHandedOver(notice, vault.device.memberId)) return err({ code: 'handoff/not-made' })
    const told = await commandNotice(vault, notice, { do: 'hand-over', receiptAtMs: vault.now() })
    if (!told.ok) return told
    const erased = await vault.ledger.erase([caseId])
    if (!erased.ok) return erased
    vault.cases.forget(caseId)
    vault.texts.forget(caseId)
    vault.emit({ kind: 'cases-changed' })
    vault.emit({ kind: 'notices-changed' })
    return finishPurge(vault)
  },
})
