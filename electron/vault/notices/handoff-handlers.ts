import type { VaultHandlers } from '../../../shared/contracts/vault'
import { codeNameOf } from '../../../shared/domain/case/code-name'
import { decideCase } from '../../../shared/domain/case/decide'
import { historyFactsOf } from '../../../shared/domain/case/history'
import {
  identityPartOf,
  isErased,
  peopleOf,
  tasksOf,
  wishesOf,
} from '../../../shared/domain/case/selectors'
import type { CaseState } from '../../../shared/domain/case/state'
import { hasHandedOver } from '../../../shared/domain/notice/audience'
import { TextName } from '../../../shared/domain/terms'
import { err, ok } from '../../../shared/errors/result'
import type { KdfParams } from '../../../shared/formats/header'
import { caseContextOf, enterCase } from '../cases/enter-case'
import { readIdentity } from '../cases/identity-handlers'
import { answersOf } from '../cases/index-case'
import { finishPurge } from '../cases/purge'
import type { DeriveSlotKey } from '../crypto/kdf'
import type { HandoffContent, HandoffSection } from '../handoff/handoff-file'
import { handoffFileName, makeHandoff } from '../handoff/make-handoff'
import { suggestPassphrase } from '../handoff/suggest-passphrase'
import { nameOf } from '../members/member-names'
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
    if (mediator.label === '') return err({ code: 'handoff/no-mediator' })
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
    const content = contentOf(vault, state, identity.ok ? identity.value : null)
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

type Row = readonly [label: string, value: string]

const filled = (rows: readonly Row[]): readonly Row[] => rows.filter(([, value]) => value !== '')

const given = (...parts: readonly string[]): string =>
  parts.filter((part) => part.trim() !== '').join(', ')

/** Everything of the case that a reader needs to go on with it. */
const contentOf = (
  vault: UnlockedVault,
  state: CaseState,
  identity: { name: string; contact: string; pronouns: string } | null,
): HandoffContent => {
  const committee = vault.ledger.committee()
  const wishes = wishesOf(state)?.wishes
  const identityPart = identityPartOf(state)
  const day = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')
  return {
    title: `${committee.name}: ${codeNameOf(state.caseId)}`,
    sections: [
      ...(identityPart === null || isErased(state, identityPart)
        ? []
        : [
            {
              heading: 'Who reported',
              rows: identity
                ? filled([
                    ['Name', identity.name],
                    ['Contact', identity.contact],
                    ['Pronouns', identity.pronouns],
                  ])
                : filled([['Name', 'Sealed to another member. Ask the committee.']]),
            },
          ]),
      {
        heading: 'What the reporter asked for',
        rows: filled([
          ['Updates', wishes?.updates ?? 'not-asked'],
          ['Police', wishes?.police ?? 'not-asked'],
          ['Contact', wishes?.doNotContact ?? ''],
        ]),
      },
      {
        heading: 'People',
        rows: peopleOf(state).map(
          ({ person }): Row => [
            person.role,
            given(
              person.name,
              ...person.handles,
              ...person.aliases,
              person.employer,
              person.pronouns,
            ),
          ],
        ),
      },
      ...TextName.options.map((name) => ({
        heading: name === 'narrative' ? 'What happened' : 'Notes',
        paragraphs: vault.texts
          .plainOf(state, name)
          .split('\n')
          .filter((line) => line.trim() !== ''),
      })),
      {
        heading: 'Answers',
        rows: answersOf(vault, state).map(({ label, value }): Row => [label, value]),
      },
      {
        heading: 'Tasks',
        rows: tasksOf(state).map(
          ({ added, doneAtMs }): Row => [
            doneAtMs === null ? 'open' : 'done',
            given(added.content.title, added.content.detail),
          ],
        ),
      },
      {
        heading: 'History',
        rows: vault.ledger
          .entriesOf(state.caseId)
          .filter((entry) => entry.void === null)
          .map(
            (entry): Row => [
              `${day(entry.atMs)} UTC, ${nameOf(committee, entry.by)}`,
              given(
                entry.kind,
                ...Object.entries(historyFactsOf(state, entry)).map(
                  ([key, value]) => `${key}: ${value}`,
                ),
              ),
            ],
          ),
      },
    ].filter((section: HandoffSection) => (section.rows ?? section.paragraphs ?? []).length > 0),
  }
}
