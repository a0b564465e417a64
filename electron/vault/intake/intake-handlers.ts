import type { VaultHandlers } from '../../../shared/contracts/vault'
import { emptyDraft, IntakeDraft } from '../../../shared/domain/intake'
import { draft as fact } from '../../../shared/domain/ledger/fact'
import { IntakeId } from '../../../shared/domain/terms'
import { err, ok } from '../../../shared/errors/result'
import { bytesToHex } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { finishPurgeLater, owePurge } from '../cases/purge'
import { randomBytes } from '../crypto/keys'
import { selectRow, selectRows } from '../ledger/select'
import type { StoreOp } from '../ledger/store-ops'
import type { UnlockedVault } from '../session/unlocked-vault'
import { finishIntake } from './finish-intake'

export type IntakeHandlers = Pick<VaultHandlers, Extract<keyof VaultHandlers, `intake.${string}`>>

const IntakeRow = z.object({
  id: IntakeId,
  draft: z.string(),
  saved_at_ms: z.number(),
  taken_while_locked: z.number(),
})

const unknownIntake = err({ code: 'intake/unknown' })

/**
 * Drafts of reports that are being taken. A draft that was discarded, or became an anonymous report,
 * leaves nothing behind: it may have held a name that the reporter took back, so the disk is cleaned
 * of it in the background. What the draft of any other report held is now in its case.
 */
export const createIntakeHandlers = (
  vault: UnlockedVault,
  committeeSpace: string,
): IntakeHandlers => {
  const find = (intakeId: string) =>
    selectRow(vault.store.db, 'SELECT * FROM intake WHERE id = ?', [intakeId], IntakeRow)

  const put = (intakeId: IntakeId, draft: IntakeDraft, takenWhileLocked: boolean) =>
    vault.store.commit([
      {
        op: 'put-intake',
        intakeId,
        draft: JSON.stringify(draft),
        savedAtMs: vault.now(),
        takenWhileLocked,
      },
    ])

  const dropOps = (intakeId: IntakeId): StoreOp[] => [{ op: 'drop-intake', intakeId }, owePurge()]

  const cleanUp = (): void => {
    vault.emit({ kind: 'intakes-changed' })
    vault.emit({ kind: 'session-changed' })
    // Not waited for: the draft is gone for the member at once. What fails is owed and done at the next unlock.
    finishPurgeLater(vault)
  }

  return {
    'intake.start': async ({ channel }) => {
      const intakeId = bytesToHex(randomBytes(16)) as IntakeId
      const draft = emptyDraft(channel, vault.now())
      const committed = await put(intakeId, draft, false)
      if (!committed.ok) return committed
      vault.emit({ kind: 'intakes-changed' })
      vault.emit({ kind: 'session-changed' })
      return ok({ intakeId, draft })
    },
    'intake.save': async ({ intakeId, draft }) => {
      const row = find(intakeId)
      if (!row) return unknownIntake
      const committed = await put(intakeId, draft, row.taken_while_locked === 1)
      return committed.ok ? ok(null) : committed
    },
    'intake.list': () =>
      ok(
        selectRows(
          vault.store.db,
          'SELECT * FROM intake ORDER BY saved_at_ms DESC',
          [],
          IntakeRow,
        ).map((row) => ({
          intakeId: row.id,
          draft: IntakeDraft.parse(JSON.parse(row.draft)),
          savedAtMs: row.saved_at_ms,
          takenWhileLocked: row.taken_while_locked === 1,
        })),
      ),
    'intake.finish': async ({ intakeId, draft, membersNamed, leaveOut, escrowWith }) => {
      if (!find(intakeId)) return unknownIntake
      const finished = await finishIntake(
        vault,
        committeeSpace,
        draft,
        [{ op: 'drop-intake', intakeId }, ...(draft.mode === 'anonymous' ? [owePurge()] : [])],
        { membersNamed, leaveOut, escrowWith },
      )
      if (finished.ok) cleanUp()
      return finished
    },
    'intake.outOfScope': async ({ intakeId, sentTo }) => {
      const row = find(intakeId)
      if (!row) return unknownIntake
      const { channel } = IntakeDraft.parse(JSON.parse(row.draft))
      const appended = await vault.ledger.append(
        [{ space: committeeSpace, facts: [fact('call.redirected', { channel, sentTo })] }],
        dropOps(intakeId),
      )
      if (!appended.ok) return appended
      const [entry] = appended.value
      if (!entry) throw new Error('a redirected call entered nothing')
      cleanUp()
      return ok({ entryId: entry.id })
    },
    'intake.discard': async ({ intakeId }) => {
      if (!find(intakeId)) return unknownIntake
      const committed = await vault.store.commit(dropOps(intakeId))
      if (!committed.ok) return committed
      cleanUp()
      return ok(null)
    },
  }
}
