import { authorOf } from '../../../shared/domain/committee/selectors'
import type { CaseId } from '../../../shared/domain/terms'
import { ok, type Result } from '../../../shared/errors/result'
import type { Delivery } from '../../../shared/formats/delivery'
import { reindexDirty } from '../cases/index-case'
import { finishPurgeLater } from '../cases/purge'
import { forgetWaiting, readWaiting } from '../join/join-row'
import type { ReceiveReport } from '../ledger/ledger-port'
import { tend } from '../notices/tend'
import { noteChanges } from '../session/enter-facts'
import { pinFoundingDevice } from '../session/local-settings'
import type { UnlockedVault } from '../session/unlocked-vault'
import { keepPeer } from './peers'

/** Whether what a device sends is taken in: of a device of the committee, or when it brings what lets it in. */
export const isHeard = (
  { ledger }: UnlockedVault,
  sender: string,
  deliveries: readonly Delivery[],
): boolean =>
  authorOf(ledger.committee(), sender) !== null ||
  deliveries.some((delivery) => ledger.introduces(delivery, sender))

/** Forgets what was folded of spaces that arrivals changed. In the same turn as the arrival: no command may decide on it. */
export const noteArrivals = (vault: UnlockedVault, reports: readonly ReceiveReport[]): void => {
  const changed = changedBy(reports)
  for (const space of changed) vault.texts.forget(space as CaseId)
  noteChanges(vault, changed)
}

/**
 * What follows from what arrived, by whatever transport, when it was noted: indexes, keys for others, spaces to
 * leave, membership. One call for many arrivals.
 *
 * @param heard when each sender's device said it
 */
export const settleArrivals = async (
  vault: UnlockedVault,
  reports: readonly ReceiveReport[],
  heard: ReadonlyMap<string, number>,
): Promise<Result<null>> => {
  const peers = [...heard].flatMap(([sender, heardAtMs]) => {
    const from = authorOf(vault.ledger.committee(), sender)
    return from === null ? [] : [keepPeer(vault, from, { heardAtMs })]
  })
  const kept = peers.length === 0 ? ok(undefined) : await vault.store.commit(peers)
  if (!kept.ok) return kept
  if (readWaiting(vault.store.db) && isLetIn(vault)) {
    const { foundedBy } = vault.ledger.committee()
    const joined = await vault.store.commit([
      forgetWaiting,
      ...(foundedBy ? [pinFoundingDevice(foundedBy)] : []),
    ])
    if (!joined.ok) return joined
    vault.emit({ kind: 'session-changed' })
  }
  const tended = await tend(vault, changedBy(reports))
  if (!tended.ok) return tended
  reindexDirty(vault)
  if (reports.some(({ hasErased }) => hasErased)) finishPurgeLater(vault)
  // Said at the arrival too, when the list did not have them yet.
  vault.emit({ kind: 'cases-changed' })
  vault.emit({ kind: 'notices-changed' })
  return ok(null)
}

const changedBy = (reports: readonly ReceiveReport[]): readonly string[] => [
  ...new Set(reports.flatMap(({ spacesChanged }) => spacesChanged)),
]

const isLetIn = (vault: UnlockedVault): boolean =>
  vault.ledger
    .committee()
    .devices.some(
      ({ memberId, deviceId }) =>
        memberId === vault.device.memberId && deviceId === vault.ownDeviceId,
    )
