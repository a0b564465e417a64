import type { IceServer, MeetingRoom } from '../../../shared/contracts/sync-link'
import type { SyncWindow } from './link/sync-window'
import type { StandingChannel } from './meeting-channels'
import type { MeetingTime } from './meeting-time'
import { keepsDoors, planRooms } from './plan-rooms'
import type { KnownRoom, RoomSet } from './room-set'
import { openPresence, sealPresence } from './secrets/sealed-presence'

/** The servers by which laptops find each other, and reach each other. */
export interface MeetingServersUsed {
  readonly signalling: readonly string[]
  readonly iceServers: readonly IceServer[]
}

/** The rooms that this laptop is in, as they change. */
export interface MeetingRooms {
  /** Other servers for the same meeting: links stay. */
  readonly use: (servers: MeetingServersUsed) => void
  /** Looks at the ledger and the invitations anew. In a turn. */
  readonly refresh: () => void
  /** Who is here changed: another laptop may have to keep the doors. */
  readonly say: () => void
  /** Makes what one laptop of all does: keeps the doors, and the epoch that a removal owes. */
  readonly isKeeper: () => boolean
  readonly takeLobby: (room: string, presences: readonly Uint8Array[]) => void
  /** Devices that are shown in the lobby; nothing proves it. */
  readonly inLobby: () => readonly string[]
  readonly stop: () => void
}

export interface MeetingRoomsDeps {
  readonly ownDevice: string
  readonly time: MeetingTime
  readonly sync: SyncWindow
  readonly rooms: RoomSet
  readonly channels: () => readonly StandingChannel[]
}

/** Whoever has not heard of the next room comes after within this time, or by the door. */
export const lingerMs = 10_000

interface Lingering {
  readonly room: Pick<MeetingRoom, 'name' | 'password'>
  readonly cancel: () => void
}

/** Where everyone meets; for who waits to be let in, where their inviter is met. */
const homeOf = (rooms: RoomSet): KnownRoom | undefined =>
  rooms
    .all()
    .find(
      ({ reason }) => reason.kind === 'waiting' || (reason.kind === 'epoch' && reason.age === 0),
    )

export const createMeetingRooms = (deps: MeetingRoomsDeps): MeetingRooms => {
  const { ownDevice, time, sync, rooms } = deps
  const lingering = new Map<string, Lingering>()
  let servers: MeetingServersUsed = { signalling: [], iceServers: [] }
  let home: KnownRoom | undefined
  let presence: Uint8Array | null = null
  let lobby: readonly string[] = []
  let said = ''
  let isStopped = false

  const isKeeper = (): boolean => {
    const others = deps.channels().filter(({ room }) => room === home?.keys.name)
    return (
      home?.reason.kind === 'epoch' &&
      keepsDoors(
        ownDevice,
        others.map(({ deviceId }) => deviceId),
      )
    )
  }

  const say = (): void => {
    if (isStopped) return
    const planned = planRooms(rooms.all(), {
      keepsDoors: isKeeper(),
      lingering: [...lingering.values()].map(({ room }) => room),
      presence,
    })
    const word = JSON.stringify([
      servers,
      planned.map(({ name, presence: shown }) => [name, shown !== null]),
    ])
    if (word === said) return
    said = word
    sync.be({
      signalling: [...servers.signalling],
      iceServers: [...servers.iceServers],
      rooms: [...planned],
    })
  }

  const linger = ({ keys: { name, password } }: KnownRoom): void => {
    const cancel = time.startTimer(lingerMs, () => {
      lingering.delete(name)
      say()
    })
    lingering.set(name, { room: { name, password }, cancel })
  }

  const enterHome = (): void => {
    const next = homeOf(rooms)
    if (next?.keys.name === home?.keys.name) return
    if (home) linger(home)
    home = next
    lobby = []
    presence =
      next?.reason.kind === 'epoch' ? sealPresence(next.keys, { deviceId: ownDevice }) : null
  }

  return {
    use: (next) => {
      servers = next
      say()
    },
    refresh: () => {
      rooms.refresh()
      enterHome()
      say()
    },
    say,
    isKeeper,
    takeLobby: (room, presences) => {
      if (room !== home?.keys.name) return
      const { keys } = home
      lobby = [...new Set(presences.flatMap((one) => openPresence(keys, one)?.deviceId ?? []))]
    },
    inLobby: () => lobby,
    stop: () => {
      isStopped = true
      for (const { cancel } of lingering.values()) cancel()
    },
  }
}
