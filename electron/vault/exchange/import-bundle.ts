import type { ImportReport } from '../../../shared/contracts/committee-views'
import { codeNameOf } from '../../../shared/domain/case/code-name'
import { authorOf } from '../../../shared/domain/committee/selectors'
import type { CaseId } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
import { parseLink } from '../../../shared/formats/entry'
import { z } from '../../../shared/util/schema'
import { type OpenedBundle, openBundle } from '../bundle/open-bundle'
import { hash256 } from '../crypto/hash'
import { readWaiting } from '../join/join-row'
import type { ReceiveReport } from '../ledger/ledger-port'
import { selectRow } from '../ledger/select'
import { nameOf } from '../members/member-names'
import type { UnlockedVault } from '../session/unlocked-vault'
import { isHeard, noteArrivals, settleArrivals } from './settle-arrivals'

/** Opens a bundle for this member. A laptop that waits to be let in takes those of its inviter alone. */
export const openForMe = (vault: UnlockedVault, bytes: Uint8Array): Result<OpenedBundle> => {
  const waiting = readWaiting(vault.store.db)
  const opened = openBundle(bytes, {
    memberId: vault.device.memberId,
    committee: vault.committeeSpace,
    boxKeys: [vault.device, ...vault.device.former].map((device) => device.boxKeys),
    isMemberDevice: (deviceId) => !waiting || deviceId === waiting.inviterDevice,
  })
  if (!opened.ok || waiting) return opened
  const { manifest, deliveries } = opened.value
  return isHeard(vault, manifest.sender, deliveries)
    ? opened
    : err({ code: 'bundle/sender-not-a-member' })
}

/** What taking in would say, before anything is taken in: who, when, and how much. */
export const previewBundle = (vault: UnlockedVault, opened: OpenedBundle): ImportReport => {
  const entries = opened.deliveries.flatMap(({ spaces }) => spaces.flatMap((one) => one.entries))
  const duplicates = entries.filter((bytes) => {
    const link = parseLink(bytes, hash256)
    return link.ok && isHere(vault, link.value.id)
  }).length
  return { ...emptyReport(vault, opened), newEntries: entries.length - duplicates, duplicates }
}

const isHere = ({ store }: UnlockedVault, entryId: string): boolean =>
  selectRow(store.db, 'SELECT id FROM entry WHERE id = ?', [entryId], IdRow) !== null
const IdRow = z.object({ id: z.string() })

const emptyReport = (
  vault: UnlockedVault,
  { manifest, ...pieces }: OpenedBundle,
): ImportReport => ({
  from: nameOf(vault.ledger.committee(), authorOf(vault.ledger.committee(), manifest.sender) ?? ''),
  madeAtMs: manifest.madeAtMs,
  newEntries: 0,
  duplicates: 0,
  waiting: 0,
  refused: [],
  damagedPieces: pieces.damagedChunks.length + pieces.missingChunks.length,
  newNotices: 0,
  newCases: [],
  closedCases: 0,
})

/** Takes in every piece that opened; the same twice, in parts and in any order. */
export const importBundle = async (
  vault: UnlockedVault,
  opened: OpenedBundle,
): Promise<Result<ImportReport>> => {
  const { ledger } = vault
  const before = {
    cases: new Set([...ledger.spacesOf('case'), ...ledger.spacesOf('matter')]),
    notices: ledger.spacesOf('notice').length,
  }
  const reports: ReceiveReport[] = []
  for (const [index, delivery] of opened.deliveries.entries()) {
    const received = await ledger.receive(delivery, opened.manifest.sender)
    if (!received.ok) return received
    reports.push(received.value)
    const fraction = (index + 1) / opened.deliveries.length
    vault.emit({ kind: 'progress', task: 'bundle', fraction })
  }
  noteArrivals(vault, reports)
  const { sender, madeAtMs } = opened.manifest
  const settled = await settleArrivals(vault, reports, new Map([[sender, madeAtMs]]))
  if (!settled.ok) return settled
  const after = [...ledger.spacesOf('case'), ...ledger.spacesOf('matter')]
  return ok({
    ...emptyReport(vault, opened),
    newEntries: sum(reports, 'newEntries'),
    duplicates: sum(reports, 'duplicates'),
    waiting: sum(reports, 'waiting') + sum(reports, 'pending'),
    refused: sumRefused(reports),
    newNotices: Math.max(0, ledger.spacesOf('notice').length - before.notices),
    newCases: after
      .filter((space) => !before.cases.has(space) && vault.cases.get(space as CaseId))
      .map((space) => ({ caseId: space as CaseId, codeName: codeNameOf(space as CaseId) })),
    closedCases: [...before.cases].filter((space) => !after.includes(space)).length,
  })
}

type Counted = 'newEntries' | 'duplicates' | 'pending' | 'waiting'

const sum = (reports: readonly ReceiveReport[], of: Counted): number =>
  reports.reduce((total, report) => total + report[of], 0)

const sumRefused = (reports: readonly ReceiveReport[]): ImportReport['refused'] => {
  const counts = new Map<string, number>()
  for (const { code, count } of reports.flatMap(({ refused }) => refused)) {
    // What was erased here for good is not missed by anybody.
    if (code === 'space/erased') continue
    counts.set(code, (counts.get(code) ?? 0) + count)
  }
  return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count)
}
