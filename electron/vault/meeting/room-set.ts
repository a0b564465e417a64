import { isInvitationExpired } from '../../../shared/formats/invitation'
import { wipe } from '../crypto/keys'
import { type IssuedInvitation, readIssued } from '../join/issued-invitations'
import { readWaiting } from '../join/join-row'
import { invitationIdOf } from '../join/make-invitation'
import type { UnlockedVault } from '../session/unlocked-vault'
import {
  deriveRoomKeys,
  meetingSecretOf,
  type RoomKeys,
  stretchInvitation,
  wipeRoomKeys,
} from './secrets/room-keys'

/** Why two laptops may meet in a room. */
export type RoomReason =
  /** `age` 0: the newest epoch of the committee, in whose room everyone meets. */
  | { readonly kind: 'epoch'; readonly age: number }
  /** An invitation of this vault's. */
  | { readonly kind: 'issued'; readonly invitationId: string }
  /** The invitation by which this laptop waits to be let in. */
  | { readonly kind: 'waiting' }

export interface KnownRoom {
  readonly keys: RoomKeys
  readonly reason: RoomReason
}

/** The rooms that this vault has the keys of. */
export interface RoomSet {
  /** Looks at the ledger and the invitations anew. In a turn. @returns whether anything changed */
  readonly refresh: () => boolean
  /** Best first: epochs from the newest, then invitations. */
  readonly all: () => readonly KnownRoom[]
  readonly get: (name: string) => KnownRoom | undefined
  /** Of rooms that both sides of a link know, both put the same one first. */
  readonly rankOf: (name: string) => number
  readonly discoveryKeys: () => readonly Uint8Array[]
  /** Wipes every key. */
  readonly wipe: () => void
}

/** Members who come once a month hold one of these, unless as many left meanwhile. */
export const maxOlderEpochs = 6
export const maxInvitationRooms = 6

/**
 * Invitations by which somebody may still come: the newest ones, whether or not they were answered, until their laptop
 * was heard of as one of the committee.
 */
const standingInvitations = (vault: UnlockedVault): readonly IssuedInvitation[] => {
  const committee = vault.ledger.committee()
  const requests = [...committee.joinRequests.values(), ...committee.deviceRequests.values()].flat()
  const isOver = ({ usedBy }: IssuedInvitation): boolean =>
    requests.some(
      ({ content, declinedBy }) =>
        content.requestId === usedBy &&
        (declinedBy.length > 0 || vault.ledger.havesOfDevice(content.deviceId).size > 0),
    )
  return readIssued(vault.store.db)
    .filter((one) => !isInvitationExpired(one, vault.now()) && !isOver(one))
    .slice(-maxInvitationRooms)
}

/** What a room's keys are derived from, under a name that stays. */
interface Source {
  readonly id: string
  readonly reason: RoomReason
  readonly makeSecret: () => Uint8Array
  /** What was read to make it. */
  readonly wipe: () => void
}

const sourcesOf = (vault: UnlockedVault): readonly Source[] => {
  const { committeeSpace } = vault
  const waiting = readWaiting(vault.store.db)
  if (waiting) {
    const { meetingSecret } = waiting
    if (meetingSecret === null) return []
    const done = () => wipe(meetingSecret)
    const makeSecret = () => meetingSecret.slice()
    return [{ id: 'waiting', reason: { kind: 'waiting' }, makeSecret, wipe: done }]
  }
  const epochs = vault.ledger.epochKeys(committeeSpace)
  const ofEpochs = epochs.map(
    ({ epoch, key }, age): Source => ({
      id: `epoch ${epoch.keyId}`,
      reason: { kind: 'epoch', age },
      makeSecret: () => meetingSecretOf(key, committeeSpace),
      wipe: () => wipe(key),
    }),
  )
  const ofInvitations = standingInvitations(vault).map(({ secret }): Source => {
    const invitationId = invitationIdOf(secret)
    return {
      id: `invitation ${invitationId}`,
      reason: { kind: 'issued', invitationId },
      makeSecret: () => stretchInvitation(secret, committeeSpace),
      wipe: () => wipe(secret),
    }
  })
  for (const unused of ofEpochs.slice(1 + maxOlderEpochs)) unused.wipe()
  return [...ofEpochs.slice(0, 1 + maxOlderEpochs), ...ofInvitations]
}

export const createRoomSet = (vault: UnlockedVault): RoomSet => {
  let rooms = new Map<string, KnownRoom>()

  const refresh = (): boolean => {
    const next = new Map<string, KnownRoom>()
    for (const source of sourcesOf(vault)) {
      const secret = rooms.has(source.id) ? null : source.makeSecret()
      const keys = rooms.get(source.id)?.keys ?? deriveRoomKeys(secret as Uint8Array)
      wipe(secret)
      source.wipe()
      next.set(source.id, { keys, reason: source.reason })
    }
    const isSame = [...next.keys()].join() === [...rooms.keys()].join()
    for (const [id, { keys }] of rooms) if (!next.has(id)) wipeRoomKeys(keys)
    rooms = next
    return !isSame
  }

  const all = (): readonly KnownRoom[] => [...rooms.values()]

  return {
    refresh,
    all,
    get: (name) => all().find(({ keys }) => keys.name === name),
    rankOf: (name) => {
      const at = all().findIndex(({ keys }) => keys.name === name)
      return at === -1 ? Number.MAX_SAFE_INTEGER : at
    },
    discoveryKeys: () => all().map(({ keys }) => keys.discoveryKey),
    wipe: () => {
      for (const { keys } of rooms.values()) wipeRoomKeys(keys)
      rooms = new Map()
    },
  }
}
