import type { CaseView, DeadlineView, Provenance } from '../../../shared/contracts/views'
import {
  deadlineStateOf,
  deadlinesOf,
  identityAskersOf,
  identityPartOf,
  isErased,
  isEscrowed,
  isPoliceUnasked,
  modeOf,
  openingOf,
  overviewOf,
  peopleOf,
  safetyPartOf,
  tasksOf,
  toldOf,
  wishesOf,
} from '../../../shared/domain/case/selectors'
import type { CaseState } from '../../../shared/domain/case/state'
import { memberOf } from '../../../shared/domain/committee/selectors'
import type { LiveFact } from '../../../shared/domain/ledger/fact'
import { TextName } from '../../../shared/domain/terms'
import { caseRowOf } from '../search/case-list'
import type { UnlockedVault } from '../session/unlocked-vault'
import { isHolder } from './identity-handlers'
import { answersOf } from './index-case'

/** A case as its screen shows it. `null` when the vault has no such case. */
export const viewCase = (vault: UnlockedVault, state: CaseState): CaseView | null => {
  const nowMs = vault.now()
  const committee = vault.ledger.committee()
  const playbook = committee.playbook
  const row = caseRowOf(vault.store.db, state.caseId, nowMs)
  const opening = openingOf(state)
  if (!row || !opening) return null

  const by = (fact: Pick<LiveFact<unknown>, 'entryId' | 'by' | 'atMs'>): Provenance => ({
    entryId: fact.entryId,
    by: memberOf(committee, fact.by)?.name ?? '',
    atMs: fact.atMs,
  })
  const wishes = wishesOf(state)
  const told = toldOf(state)
  const identityPart = identityPartOf(state)
  const safetyPart = safetyPartOf(state)
  const telling = state.facts['telling.limited']

  return {
    ...row,
    scope: opening.content.scope,
    occurred: overviewOf(state).occurred,
    escrow: isEscrowed(state) ? { wakeWord: opening.content.wakeWord } : null,
    deadlines: deadlinesOf(state).map(
      (deadline): DeadlineView => ({ ...deadline, state: deadlineStateOf(deadline, nowMs) }),
    ),
    answers: answersOf(vault, state),
    wishes: {
      ...(wishes?.wishes ?? { updates: 'not-asked', police: 'not-asked', doNotContact: '' }),
      provenance: by(wishes?.fact ?? opening),
    },
    people: peopleOf(state).map(({ personId, person, added, corrected }) => ({
      personId,
      ...person,
      provenance: by(added),
      corrected,
    })),
    reporter: {
      state: reporterState(state),
      partId: identityPart,
      opened: state.facts['identity.opened'].map(by),
      access: identityAccess(vault, state),
      askedBy: identityAskersOf(state).map(({ memberId, atMs }) => ({
        memberId,
        name: memberOf(committee, memberId)?.name ?? '',
        atMs,
      })),
    },
    safety: {
      state: safetyPart === null ? 'none' : isErased(state, safetyPart) ? 'erased' : 'sealed',
      partId: safetyPart,
    },
    told: (playbook?.tellReporter ?? []).map((item) => {
      const fact = told.get(item.id)
      return { id: item.id, text: item.text, provenance: fact ? by(fact) : null }
    }),
    ladder: state.facts['ladder.offered'].map((fact) => ({
      id: fact.content.stepId,
      text:
        playbook?.hesitantLadder.find((step) => step.id === fact.content.stepId)?.say ??
        fact.content.stepId,
      provenance: by(fact),
    })),
    otherMember: telling.map((fact) => fact.content.otherMember).join(', '),
    notToTell: telling.flatMap((fact) => fact.content.notToTell),
    seenElsewhere: state.facts['seen-elsewhere.recorded'].map((fact) => ({
      ...fact.content.seen,
      provenance: by(fact),
    })),
    takedowns: state.facts['takedown.requested'].map((fact) => ({
      ...fact.content.takedown,
      provenance: by(fact),
    })),
    emergencies: state.facts['emergency.recorded'].map((fact) => ({
      ...fact.content.emergency,
      policeUnasked: isPoliceUnasked(fact.content.emergency),
      provenance: by(fact),
    })),
    tasks: tasksOf(state).map(({ taskId, added, doneAtMs }) => ({
      taskId,
      kind: added.content.kind,
      title: added.content.title,
      detail: added.content.detail,
      doneAtMs,
      provenance: by(added),
    })),
    texts: TextName.options.map((name) => ({ name, state: vault.texts.stateOf(state, name) })),
    onlyCopy: vault.ledger.access(state.caseId)?.isOnlyCopy ?? true,
  }
}

const identityAccess = (vault: UnlockedVault, state: CaseState): CaseView['reporter']['access'] => {
  const partId = identityPartOf(state)
  if (partId === null || isHolder(vault, state, partId)) return 'mine'
  const hasAsked = identityAskersOf(state).some(
    ({ memberId }) => memberId === vault.device.memberId,
  )
  return hasAsked ? 'asked' : 'may-ask'
}

const reporterState = (state: CaseState): CaseView['reporter']['state'] => {
  if (modeOf(state) === 'anonymous') return 'anonymous'
  // The newest one that was not erased comes first: `erased` only when nothing of any is left.
  const partId = identityPartOf(state)
  if (partId === null) return 'not-given'
  return isErased(state, partId) ? 'erased' : 'sealed'
}
