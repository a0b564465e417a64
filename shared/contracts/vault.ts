import { CaseId, TextName } from '../domain/terms'
import { z } from '../util/schema'
import { bundleRows } from './bundle-rows'
import { caseRows } from './case-rows'
import type { ClientOf, HandlersOf } from './contract'
import { intakeRows } from './intake-rows'
import { joinRows } from './join-rows'
import { meetingRows } from './meeting-rows'
import { memberRows } from './member-rows'
import { noticeRows } from './notice-rows'
import { playbookRows } from './playbook-rows'
import { sessionRows } from './session-rows'

/**
 * Everything that a window, a test, the demo or a scenario can ask of the vault process.
 *
 * Common codes, not repeated in the rows: `contract/invalid-input`, `contract/unknown-row`,
 * `internal/defect`, `vault/locked`, `vault/read-only`, `join/waiting` (asked of a laptop that nobody
 * let in yet), `member/left` and `device/frozen` (asked to enter something).
 */
export const vaultContract = {
  ...sessionRows,
  ...joinRows,
  ...playbookRows,
  ...memberRows,
  ...intakeRows,
  ...noticeRows,
  ...caseRows,
  ...bundleRows,
  ...meetingRows,
} as const

export type VaultContract = typeof vaultContract
export type VaultClient = ClientOf<VaultContract>
export type VaultHandlers = HandlersOf<VaultContract>

/** What the vault tells the window by itself. */
export const VaultEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session-changed') }),
  /** What was opened, to the end or not, is closed again: the process that held it ends now. */
  z.object({ kind: z.literal('vault-closed') }),
  z.object({ kind: z.literal('cases-changed') }),
  z.object({ kind: z.literal('case-changed'), caseId: CaseId }),
  /** On how many laptops cases are. */
  z.object({ kind: z.literal('copies-changed') }),
  z.object({ kind: z.literal('intakes-changed') }),
  /** Members, requests, removals. */
  z.object({ kind: z.literal('committee-changed') }),
  /** Notices, and what waits for this member. */
  z.object({ kind: z.literal('notices-changed') }),
  /** Something of what `meeting.view` shows. */
  z.object({ kind: z.literal('meeting-changed') }),
  /** Somebody's cursor in a text moved, came or went. */
  z.object({ kind: z.literal('cursors-changed'), caseId: CaseId, name: TextName }),
  z.object({
    kind: z.literal('progress'),
    task: z.enum(['unlock', 'found', 'erase', 'passphrase', 'join', 'bundle', 'handoff']),
    /** 0..1, or `null` while the length is not known. */
    fraction: z.number().min(0).max(1).nullable(),
  }),
])
export type VaultEvent = z.infer<typeof VaultEvent>
