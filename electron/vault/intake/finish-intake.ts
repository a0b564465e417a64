import { narrativeUpdateFromText } from '../../../shared/document'
import { codeNameOf } from '../../../shared/domain/case/code-name'
import { openReport, reportedNamesIn } from '../../../shared/domain/case/open-report'
import { emptyCase } from '../../../shared/domain/case/state'
import type { IntakeDraft } from '../../../shared/domain/intake'
import { decideMatter } from '../../../shared/domain/matter/decide'
import { emptyMatter } from '../../../shared/domain/matter/state'
import { decideNotice } from '../../../shared/domain/notice/decide'
import { emptyNotice } from '../../../shared/domain/notice/state'
import { acknowledgeHoursFor, type Playbook } from '../../../shared/domain/playbook'
import type { CaseId, PersonId, TaskId } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
import { bytesToHex } from '../../../shared/util/bytes'
import { reindexCase } from '../cases/index-case'
import { randomBytes } from '../crypto/keys'
import type { SpaceWrite } from '../ledger/ledger-port'
import type { StoreOp } from '../ledger/store-ops'
import { tend } from '../notices/tend'
import { noteChanges } from '../session/enter-facts'
import type { UnlockedVault } from '../session/unlocked-vault'
import { receiversOf, type Telling, tellWhom } from './tell-whom'

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
  telling: Telling = {},
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

  const told = noticeSpace ? tellWhom(vault, intake, telling) : ok({ audience: [], leftOut: [] })
  if (!told.ok) return told
  const { memberId } = vault.device
  const writes: SpaceWrite[] = []
  if (noticeSpace) {
    const opening = decideNotice(
      emptyNotice,
      {
        do: 'open',
        reportedNames: reportedNamesIn(intake),
        channel: intake.channel,
        urgency: intake.urgency,
        ...told.value,
      },
      memberId,
    )
    if (!opening.ok) return opening
    const create = { kind: 'notice', wider: committeeSpace } as const
    writes.push({ space: noticeSpace, create, facts: opening.value })
    writes.push({ space: caseId, create: { kind: 'case', wider: noticeSpace }, facts })
  } else {
    const receivers = receiversOf(vault, intake, telling)
    if (!receivers.ok) return receivers
    const opening = decideMatter(
      emptyMatter,
      { do: 'open', purpose: 'escrow', members: receivers.value, subject: null },
      memberId,
    )
    if (!opening.ok) return opening
    const create = { kind: 'matter', wider: committeeSpace } as const
    writes.push({ space: caseId, create, facts: [...opening.value, ...facts] })
  }
  const appended = await vault.ledger.append(writes, extra)
  if (!appended.ok) return appended
  const state = vault.cases.get(caseId)
  if (!state) throw new Error('a case that was just opened is not there')
  reindexCase(vault, state)
  noteChanges(vault, noticeSpace ? [noticeSpace, caseId] : [caseId])
  await tend(vault, noticeSpace ? [noticeSpace] : [caseId])
  return ok({ caseId, codeName: codeNameOf(caseId) })
}
