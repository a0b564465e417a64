import type {
  Entitlement,
  KnownDevice,
  Leaving,
  SpaceEntry,
} from '../../../shared/domain/access/types'
import type { CommitteeChecks } from '../../../shared/domain/committee/facts'
import { foldCommittee } from '../../../shared/domain/committee/fold'
import {
  leavings as committeeLeavings,
  currentMembers,
  holds,
  isLive,
} from '../../../shared/domain/committee/selectors'
import type { CommitteeState } from '../../../shared/domain/committee/state'
import type { OpenedEntry } from '../../../shared/domain/ledger/fact'
import { entitlementsToMatter, leavingsOfMatter } from '../../../shared/domain/matter/access'
import { foldMatter } from '../../../shared/domain/matter/fold'
import {
  entitlementsToCase,
  entitlementsToNotice,
  leavingsOfCase,
  leavingsOfNotice,
} from '../../../shared/domain/notice/clearance'
import { foldNotice } from '../../../shared/domain/notice/fold'
import type { EntryRef, PartRef } from '../../../shared/domain/terms'
import { idToBytes } from '../../../shared/formats/ledger-ids'
import { committeeSpaceOf } from '../committee/committee-space'
import type { SpaceSummary } from './ledger-port'
import type { RawEntry } from './raw-space'

/** Why members may be given a space's keys, and what ended that. */
export interface Grounds {
  readonly entitlements: readonly Entitlement[]
  readonly leavings: readonly Leaving[]
}

export const noGrounds: Grounds = { entitlements: [], leavings: [] }

/** Every device that was ever admitted. */
export const knownDevicesOf = (committee: CommitteeState): readonly KnownDevice[] =>
  committee.devices
    .filter(({ admission }) => holds(admission))
    .map(({ deviceId, memberId }) => ({ deviceId, memberId, isLive: isLive(committee, deviceId) }))

/**
 * The device that this vault knows to have founded the committee, or the one that the space is named after: a
 * newcomer knows no other, and would take a founding that a member forged since.
 */
const foundingDeviceIn = (
  space: string,
  entries: readonly RawEntry[],
  { foundingDevice }: CommitteeChecks,
): string | null =>
  foundingDevice ??
  entries.find(
    ({ link, body }) =>
      body?.kind === 'committee.founded' && committeeSpaceOf(idToBytes(link.device)) === space,
  )?.link.device ??
  null

export const foldCommitteeSpace = (
  space: string,
  entries: readonly RawEntry[],
  checks: CommitteeChecks,
): CommitteeState =>
  foldCommittee(
    entries.map(({ link, parsed, body, isForkVoid }) => ({
      id: link.id as string as EntryRef,
      space,
      deviceId: link.device,
      atMs: parsed?.timeMs ?? 0,
      kind: body?.kind ?? null,
      content: body?.content ?? null,
      parts: link.parts as readonly string[] as readonly PartRef[],
      previous: link.previous as string | null as EntryRef | null,
      heads: link.heads as readonly string[] as readonly EntryRef[],
      void: isForkVoid ? 'entry/forked' : null,
    })),
    { ...checks, foundingDevice: foundingDeviceIn(space, entries, checks) },
  )

/** Everyone who was ever a member: what ended that is a leaving. */
const entitlementsToCommittee = (committee: CommitteeState): readonly Entitlement[] =>
  committee.members
    .filter(({ admission }) => holds(admission))
    .map(({ memberId }) => ({ memberId, seen: null, outdatedBy: [] }))

/**
 * The grounds of a space's own readers, and for a notice those of its case.
 *
 * @param opened the space's facts, with what is void so far
 * @param widerForCase what the notice says of its case's readers
 */
export const groundsOf = (
  { kind }: SpaceSummary,
  committee: CommitteeState,
  links: readonly SpaceEntry[],
  opened: readonly OpenedEntry[],
  widerForCase: Grounds,
): { readonly own: Grounds; readonly forCase: Grounds } => {
  const left = committeeLeavings(committee)
  const withLeft = (entitlements: readonly Entitlement[], leavings: readonly Leaving[]) => ({
    entitlements,
    leavings: [...left, ...leavings],
  })
  switch (kind) {
    case 'committee':
      return { own: withLeft(entitlementsToCommittee(committee), []), forCase: noGrounds }
    case 'notice': {
      const state = foldNotice(opened, links)
      const current = new Set(currentMembers(committee).map(({ memberId }) => memberId))
      const gone = new Set(
        committee.members.map(({ memberId }) => memberId).filter((id) => !current.has(id)),
      )
      return {
        own: withLeft(entitlementsToNotice(state), leavingsOfNotice(state)),
        forCase: withLeft(entitlementsToCase(state), leavingsOfCase(state, gone)),
      }
    }
    case 'case':
      return { own: widerForCase, forCase: noGrounds }
    case 'matter': {
      const state = foldMatter(opened, links)
      return {
        own: withLeft(entitlementsToMatter(state), leavingsOfMatter(state)),
        forCase: noGrounds,
      }
    }
  }
}
