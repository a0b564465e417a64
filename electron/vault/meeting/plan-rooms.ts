import type { MeetingRoom } from '../../../shared/contracts/sync-link'
import type { KnownRoom } from './room-set'

export interface Circumstances {
  /** This laptop keeps the doors for those who hold an older secret: one of all who are here does. */
  readonly keepsDoors: boolean
  /** Rooms that were everyone's until just now: whoever has not heard of the next one is still there. */
  readonly lingering: readonly Pick<MeetingRoom, 'name' | 'password'>[]
  /** What this laptop shows in the room where everyone meets. */
  readonly presence: Uint8Array | null
}

/** Whether a laptop is in a room now that it knows the keys of. */
const isToBeIn = ({ reason }: KnownRoom, { keepsDoors }: Circumstances): boolean =>
  reason.kind !== 'epoch' || reason.age === 0 || keepsDoors

/**
 * The rooms to be in: where everyone meets; as doors, those of older epochs where this laptop keeps them, and those of
 * its own invitations.
 */
export const planRooms = (
  rooms: readonly KnownRoom[],
  circumstances: Circumstances,
): readonly MeetingRoom[] => {
  const planned = rooms
    .filter((room) => isToBeIn(room, circumstances))
    .map(({ keys: { name, password }, reason }) => ({
      name,
      password,
      presence: reason.kind === 'epoch' && reason.age === 0 ? circumstances.presence : null,
    }))
  const names = new Set(planned.map(({ name }) => name))
  const more = circumstances.lingering
    .filter(({ name }) => !names.has(name))
    .map(({ name, password }) => ({ name, password, presence: null }))
  return [...planned, ...more]
}

/** Of all laptops with a channel where everyone meets, the one with the lowest device id keeps the doors. */
export const keepsDoors = (ownDevice: string, others: Iterable<string>): boolean => {
  for (const other of others) if (other < ownDevice) return false
  return true
}
