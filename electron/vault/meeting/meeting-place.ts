import type { MeetingPlace, MeetingView } from '../../../shared/contracts/meeting-views'
import type { ServerState } from './link/sync-window'
import type { MeetingServersUsed } from './meeting-rooms'

/** By which servers this laptop is in a meeting. */
export type Place =
  | { readonly kind: 'hosted-here'; readonly host: string; readonly code: string }
  | { readonly kind: 'local-network'; readonly host: string }
  | { readonly kind: 'own-servers' }

export type NotAnnounced = Extract<MeetingPlace, { kind: 'hosted-here' }>['notAnnounced']

/** Where the meeting is, and how its servers are. */
export interface MeetingWhere {
  readonly place: Place
  readonly servers: MeetingServersUsed
  readonly heard: (url: string, state: ServerState) => void
  /** The best of all: one that is open is enough. */
  readonly state: () => ServerState
}

const noIce = { iceServers: [] } as const

export const atUrl = (place: Place, url: string): MeetingWhere =>
  watchServers(place, { signalling: [url], ...noIce })

export const watchServers = (place: Place, servers: MeetingServersUsed): MeetingWhere => {
  const states = new Map<string, ServerState>(servers.signalling.map((url) => [url, 'connecting']))
  return {
    place,
    servers,
    heard: (url, state) => {
      if (states.has(url)) states.set(url, state)
    },
    state: () => {
      const all = [...states.values()]
      const best = (['open', 'connecting'] as const).find((one) => all.includes(one))
      return best ?? 'lost'
    },
  }
}

export const viewPlace = (
  place: Place,
  notAnnounced: NotAnnounced,
): NonNullable<MeetingView['meeting']>['place'] =>
  place.kind === 'hosted-here' ? { ...place, notAnnounced } : place
