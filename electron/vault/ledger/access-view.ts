import { isRotationOwed, tipEpochs } from '../../../shared/domain/access/epochs'
import { grantableOf, grantsOf, readingDevices } from '../../../shared/domain/access/readers'
import type { MemberId } from '../../../shared/domain/terms'
import { readKnownHaves } from './haves'
import { heldKeysOf, openLockboxes } from './keyring'
import { standsIn } from './leave'
import type { LedgerContext } from './ledger-context'
import type { SpaceAccess } from './ledger-port'
import { hasReached, logIdsOf, reachesOf } from './log-reach'
import type { SpaceView } from './spaces'
import { toLockboxes } from './stored-entries'

/** Members with a laptop that has a key of every newest epoch and, as far as it said, every entry. */
const completeMembers = (
  ctx: LedgerContext,
  { summary, raw, input, voids }: SpaceView,
): readonly MemberId[] => {
  const tips = tipEpochs(input, voids)
  const given = new Set(
    grantsOf(input, voids).map(({ deviceId, epochKeyId }) => `${deviceId}/${epochKeyId}`),
  )
  const reaches = reachesOf(logIdsOf(raw.entries.map(({ link }) => link)))
  const known = readKnownHaves(ctx, summary.space)
  const isComplete = (deviceId: string): boolean => {
    const logs = known.get(deviceId)?.get(summary.space)
    return (
      tips.every(({ keyId }) => given.has(`${deviceId}/${keyId}`)) &&
      reaches.every((log) => hasReached(logs?.get(log.device), log))
    )
  }
  const complete = readingDevices(input, voids)
    .filter(({ deviceId }) => deviceId === ctx.deviceId || isComplete(deviceId))
    .map(({ memberId }) => memberId)
  return [...new Set(complete)].sort()
}

/** What an access panel shows, and what is owed. */
export const viewAccess = (ctx: LedgerContext, view: SpaceView): SpaceAccess => {
  const { input, voids, raw, readers, needsUpdate } = view
  const lockboxes = raw.entries.flatMap(({ parsed, isForkVoid }) =>
    isForkVoid ? [] : toLockboxes(parsed),
  )
  const held = heldKeysOf(ctx.db, input.space)
  const complete = completeMembers(ctx, view)
  return {
    readers: [...readers].sort(),
    grantable: [...grantableOf(input, voids)].sort(),
    grants: grantsOf(input, voids),
    leavings: input.leavings.filter(standsIn(view)),
    isRotationOwed: isRotationOwed(input, voids),
    isOnlyCopy: complete.every((memberId) => memberId === ctx.device.memberId),
    complete,
    needsUpdate,
    isFrozen: raw.forkedAt.has(ctx.deviceId),
    forkedDevices: [...raw.forkedAt.keys()].sort(),
    brokenLockboxes: openLockboxes(ctx.device, ctx.deviceId, input.space, held, lockboxes).problems,
  }
}
