import { narrativeUpdateFromText } from '../../../shared/document'
import { codeNameOf } from '../../../shared/domain/case/code-name'
import { openReport, reportedNamesIn } from '../../../shared/domain/case/open-report'
import { emptyCase } from '../../../shared/domain/case/state'
import type { IntakeDraft } from '../../../shared/domain/intake'
import { draft as fact } from '../../../shared/domain/ledger/fact'
import { announceable } from '../../../shared/domain/notice/notice'
import { acknowledgeHoursFor, type Playbook } from '../../../shared/domain/playbook'
import type { CaseId, PersonId, TaskId } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
import { bytesToHex } from '../../../shared/util/bytes'
import { reindexCase } from '../cases/index-case'
import { randomBytes } from '../crypto/keys'
import type { SpaceWrite } from '../ledger/ledger-port'
import type { StoreOp } from '../ledger/store-ops'
import type { UnlockedVault } from '../session/unlocked-vault'

const hourMs = 3_600_000

const newId = <T extends string>(): T => bytesToHex(randomBytes(16)) as T

/** R32-R34, as the playbook in force sets them for the channel. */
const deadlinesFor = (playbook: Playbook | null, intake: IntakeDraft) => {
  const hours = playbook ? acknowledgeHoursFor(playbook, intake.channel) : null
  return {
    acknowledgeDueAtMs: hours === null ? null : intake.receivedAtMs + hours * hourMs,
    decideDueAtMs:
      playbook && playbook.deadlines.decideHours !== null
        ? intake.receivedAtMs + playbook.deadlines.decideHours * hourMs
        : null,
  }
}

/**
 * Turns a finished intake into a case with its notice, or into a matter of its own when it is
 * escrowed (R14): that issues no notice.
 *
 * @param extra changes that must become durable in the same step
 */
export const finishIntake = async (
  vault: UnlockedVault,
  committeeSpace: string,
  intake: IntakeDraft,
  extra: readonly StoreOp[],
): Promise<Result<{ caseId: CaseId; codeName: string }>> => {
  const playbook = vault.ledger.committee().playbook
  const caseId = newId<CaseId>()
  const noticeSpace = intake.mode === 'escrow' ? null : newId()
  const labels = new Map<string, string>(
    [
      ...(playbook?.callScript ?? []).flatMap((prompt) => (prompt.field ? [prompt.field] : [])),
      ...(playbook?.writtenReport.fields ?? []),
    ].map((field) => [field.key, field.label]),
  )
  const facts = openReport(intake, {
    noticeSpace,
    newPersonId: newId<PersonId>,
    newTaskId: newId<TaskId>,
    deadlines: deadlinesFor(playbook, intake),
    labelOf: (key) => labels.get(key) ?? key,
    narrative:
      intake.note.trim() === ''
        ? null
        : narrativeUpdateFromText(intake.note, new DataView(randomBytes(4).buffer).getUint32(0)),
  })
  // What would be rejected when it is read back is refused while the draft still stands.
  const preview = vault.cases.preview(emptyCase(caseId), facts)
  if (preview.rejected.length > 0) return err({ code: 'contract/invalid-input', path: 'draft' })

  const writes: SpaceWrite[] = []
  if (noticeSpace) {
    writes.push({
      space: noticeSpace,
      create: { kind: 'notice', wider: committeeSpace },
      facts: [
        fact('notice.opened', {
          reportedNames: announceable(reportedNamesIn(intake)),
          channel: intake.channel,
          urgency: intake.urgency,
          notFor: [],
        }),
      ],
    })
  }
  writes.push({
    space: caseId,
    create: noticeSpace
      ? { kind: 'case', wider: noticeSpace }
      : { kind: 'matter', wider: committeeSpace },
    facts,
  })
  const appended = await vault.ledger.append(writes, extra)
  if (!appended.ok) return appended
  const state = vault.cases.get(caseId)
  if (!state) throw new Error('a case that was just opened is not there')
  reindexCase(vault, state)
  vault.emit({ kind: 'cases-changed' })
  return ok({ caseId, codeName: codeNameOf(caseId) })
}
