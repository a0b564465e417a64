import type { IceServer, MeetingRoom } from '../../../shared/contracts/sync-link'
import type { WebRtc } from '../links/linked-connection'
import { createSweep } from '../links/sweep'
import type { Line } from '../signalling/line'
import { createServers, type ServersDeps } from '../signalling/servers'
import type { LinkEvents, NewLink } from './connections'
import { type EnteredRoom, enterRoom } from './meeting-room'

export interface Wanted {
  readonly signalling: readonly string[]
  readonly iceServers: readonly IceServer[]
  readonly rooms: readonly MeetingRoom[]
}

/** Everything that this laptop is in now. */
export interface Meeting {
  /** Said whole each time: what stays the same is not touched. */
  be(wanted: Wanted): void
}

export interface MeetingDeps
  extends Pick<ServersDeps, 'openSocket' | 'nowMs' | 'random'>,
    Omit<LinkEvents, 'onLinked'> {
  readonly line: Line
  readonly browser: WebRtc
  onServer: ServersDeps['onState']
  onLinked(room: string, link: NewLink): void
  onShown(room: string, presences: readonly Uint8Array[]): void
}

export const createMeeting = (deps: MeetingDeps): Meeting => {
  const rooms = new Map<string, { readonly password: string; readonly entered: EnteredRoom }>()
  let iceServers: readonly RTCIceServer[] = []
  let iceText = '[]'
  const sweep = createSweep()

  const servers = createServers({
    ...deps,
    onState: deps.onServer,
    onOpen: () => {
      for (const { entered } of rooms.values()) entered.announce()
    },
    onPublish: (topic, sealed) => rooms.get(topic)?.entered.hear(sealed),
  })
  deps.line.onPublish((topic, data) => rooms.get(topic)?.entered.say(data))

  const enter = (room: MeetingRoom): EnteredRoom => {
    const { name, password } = room
    servers.enter(name)
    const entered = enterRoom(room, {
      ...deps,
      onConnection: sweep,
      events: { ...deps, onLinked: (link) => deps.onLinked(name, link) },
      iceServers: () => iceServers,
      publish: (sealed) => servers.publish(name, sealed),
      onShown: (presences) => deps.onShown(name, presences),
    })
    rooms.set(name, { password, entered })
    return entered
  }

  const leave = (name: string): void => {
    rooms.get(name)?.entered.leave()
    rooms.delete(name)
    servers.leave(name)
  }

  const setIceServers = (wanted: readonly IceServer[]): void => {
    const text = JSON.stringify(wanted)
    if (text === iceText) return
    iceText = text
    iceServers = wanted.map(toRtcIceServer).filter((each) => isUsable(deps.browser, each))
  }

  return {
    be: (wanted) => {
      setIceServers(wanted.iceServers)
      const passwords = new Map(wanted.rooms.map(({ name, password }) => [name, password]))
      for (const [name, { password }] of [...rooms]) {
        if (passwords.get(name) !== password) leave(name)
      }
      for (const room of wanted.rooms) {
        const entered = rooms.get(room.name)?.entered ?? enter(room)
        entered.show(room.presence)
      }
      servers.use(wanted.rooms.length === 0 ? [] : wanted.signalling)
    },
  }
}

const toRtcIceServer = ({ urls, username, credential }: IceServer): RTCIceServer => ({
  urls: [...urls],
  ...(username !== undefined && { username }),
  ...(credential !== undefined && { credential }),
})

/** Chromium makes no connection at all with one server that it does not understand. */
const isUsable = ({ RTCPeerConnection: Connection }: WebRtc, server: RTCIceServer): boolean => {
  try {
    new Connection({ iceServers: [server] }).close()
    return true
  } catch {
    return false
  }
}
