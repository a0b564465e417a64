import type { Quorum } from '../access/types'
import type { EntryRef, MemberId } from '../terms'
import { revocationOf, revokersNeeded, signaturesNeeded } from './device-rules'
import type { CommitteeFactContent, CommitteeFactKind } from './facts'
import { authorOf, devicesOf, requestsIn, type View, votersOn } from './selectors'
import type { MemberLeaving, Vote } from './state'

/**
 * What a fact takes from someone if it stands. It is read off the committee as the entry's own past
 * had it, so that nothing that crosses it changes what it says.
 */
export interface Departure {
  readonly by: MemberId
  readonly member: { readonly memberId: MemberId; readonly as: MemberLeaving['as'] } | null
  /** A word against devices; it takes effect with enough others on its matter. */
  readonly against: Against | null
  /** A member who revokes a device of their own harms nobody whom it vouched for. */
  readonly isOwnDevice: boolean
  /** A restored folder goes on as a new device: what the older attested besides stays. */
  readonly isSuccession: boolean
}

const departing: readonly CommitteeFactKind[] = [
  'member.removed',
  'member.resigned',
  'device.revoked',
  'device.signed',
]

export const isDeparting = (kind: CommitteeFactKind): boolean => departing.includes(kind)

/** What a fact that passed its rules takes from whom; `null` for one that takes nothing. */
export const departureOf = <K extends CommitteeFactKind>(
  view: View,
  entry: { readonly id: EntryRef; readonly deviceId: string },
  kind: K,
  content: CommitteeFactContent<K>,
): Departure | null => {
  const as = <T extends CommitteeFactKind>() => content as unknown as CommitteeFactContent<T>
  const by = authorOf(view.state, entry.deviceId)
  if (by === null) return null
  const none = { by, member: null, against: null, isOwnDevice: false, isSuccession: false }
  switch (kind) {
    case 'member.removed':
      return { ...none, member: { memberId: as<'member.removed'>().memberId, as: 'removed' } }
    case 'member.resigned':
      return { ...none, member: { memberId: by, as: 'resigned' } }
    case 'device.revoked': {
      const { deviceId, reason } = as<'device.revoked'>()
      const isOwnDevice = authorOf(view.state, deviceId) === by
      const need = revokersNeeded(isOwnDevice)
      const vote = { entryId: entry.id, by, need, matter: revocationOf(deviceId) }
      const isSuccession = isOwnDevice && reason === 'replaced'
      return { ...none, against: { deviceIds: [deviceId], vote }, isOwnDevice, isSuccession }
    }
    case 'device.signed': {
      const { requestId } = as<'device.signed'>()
      const [request] = requestsIn(view, view.state.deviceRequests, requestId)
      if (request?.content.purpose !== 'replacement') return null
      const { memberId } = request.content
      const need = signaturesNeeded(view, 'replacement')
      const deviceIds = devicesOf(view.state, memberId).map(({ deviceId }) => deviceId)
      const vote = { entryId: entry.id, by, need, matter: requestId }
      return { ...none, against: { deviceIds, vote } }
    }
    default:
      return null
  }
}

/** Devices that are revoked, and the words that it took; `null` where one was enough. */
export interface Decided {
  readonly deviceIds: readonly string[]
  readonly takes: Quorum | null
}

export const nothingDecided: Decided = { deviceIds: [], takes: null }

/** A word against devices, and where it stands among the others on its matter. */
export interface Against {
  readonly deviceIds: readonly string[]
  readonly vote: Vote
}

/**
 * The devices that are revoked by one word: those of every word with or beside it, if these are
 * enough. Words that came later by their own past do not count, so that what a device did between
 * the first word and the last keeps standing.
 */
export const decidedBy = (
  word: Against,
  all: readonly Against[],
  isBefore: (a: EntryRef, b: EntryRef) => boolean,
): Decided => {
  const besides = all.filter((other) => !isBefore(word.vote.entryId, other.vote.entryId))
  const votes = besides.map(({ vote }) => vote)
  return decidedWith(
    word.vote,
    votes,
    besides.flatMap(({ deviceIds }) => deviceIds),
  )
}

/** What these words together take, asked for by one of them; nothing while they are too few. */
export const decidedWith = (
  { matter, need }: Vote,
  votes: readonly Vote[],
  deviceIds: readonly string[],
): Decided => {
  if (votersOn(votes, matter) < need) return nothingDecided
  const of = votes.filter((vote) => vote.matter === matter).map(({ entryId }) => entryId)
  return {
    deviceIds: [...new Set(deviceIds)],
    takes: need > 1 ? { of: [...new Set(of)].sort(), needed: need } : null,
  }
}
