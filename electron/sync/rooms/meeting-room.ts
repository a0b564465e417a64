import type { MeetingRoom } from '../../../shared/contracts/sync-link'
import { bytesToHex } from '../../../shared/util/bytes'
import { type WebRtc, watchConnections } from '../links/linked-connection'
import { createLobby, type Lobby } from '../lobby/lobby'
import { createAnnouncer } from '../signalling/announcer'
import type { Line } from '../signalling/line'
import { createSignalSeal, sealedPrefixChars } from '../signalling/sealed-signal'
import { parseSignalMessage, type SignalMessage } from '../signalling/signal-message'
import { createConnections, type LinkEvents } from './connections'
import { createPlaces, doorRoom, mainRoom } from './places'
import { enterYWebrtcRoom, type YWebrtcRoom } from './y-webrtc-room'

/** One room of the meeting: who is in it is linked, each pair once. */
export interface EnteredRoom {
  /** `null`: nothing is shown, and there is no lobby. */
  show(presence: Uint8Array | null): void
  /** A server came: everyone should hear of this laptop. */
  announce(): void
  /** What a signalling server brought. Anything at all. */
  hear(sealed: string): void
  /** What y-webrtc says to the room. */
  say(data: unknown): void
  /** Ends its links. */
  leave(): void
}

export interface RoomDeps {
  readonly line: Line
  readonly browser: WebRtc
  readonly events: LinkEvents
  /** One was made. */
  onConnection(): void
  iceServers(): readonly RTCIceServer[]
  publish(sealed: string): void
  onShown(presences: readonly Uint8Array[]): void
  nowMs(): number
  /** 0 to 1. */
  random(): number
}

/** Messages that wait to be opened. A flood goes by; who was not heard announces itself again. */
const maxUnheard = 1_000
/** Remembered by the nonce: the same message by two servers, or once more by one, is heard once. */
const maxRemembered = 2_000

export const enterRoom = (
  { name, password, presence: firstPresence }: MeetingRoom,
  deps: RoomDeps,
): EnteredRoom => {
  const seal = createSignalSeal(password, name)
  const heard = new Set<string>()
  let room: YWebrtcRoom | null = null
  let lobby: Lobby | null = null
  let presence = firstPresence
  let isLeft = false
  let unheard = 0
  let opening: Promise<void> = Promise.resolve()
  let sealing: Promise<void> = Promise.resolve()

  const entered = (): YWebrtcRoom => {
    if (room === null) throw new Error('nothing is heard before the room is there')
    return room
  }

  /** One after the other: an offer stays before its candidates. */
  const publish = (message: object): void => {
    sealing = sealing.then(async () => {
      const sealed = await seal.seal(message)
      if (!isLeft) deps.publish(sealed)
    })
  }

  const announcer = createAnnouncer({
    ...deps,
    say: () => publish({ type: 'announce', from: entered().ownId }),
  })
  const connections = createConnections({
    places: createPlaces({ ...deps, size: firstPresence === null ? doorRoom : mainRoom }),
    events: deps.events,
    room: entered,
    onLobbyMessage: (from, message, pass) => lobby?.receive(from, message, pass),
    onEnded: () => announcer.announce(),
    nowMs: deps.nowMs,
  })
  const wrtc = watchConnections(deps.browser, {
    ...connections.watcher,
    onCreated: (connection) => {
      connections.watcher.onCreated(connection)
      deps.onConnection()
    },
    iceServers: deps.iceServers,
  })

  const openLobby = (into: YWebrtcRoom): Lobby =>
    createLobby({
      key: bytesToHex(crypto.getRandomValues(new Uint8Array(16))),
      syncDocument: into.syncDocument,
      ask: (question, whom) => {
        const linked = connections.linkedPeers()
        const chosen = linked[Math.floor(deps.random() * linked.length)]
        for (const peer of whom === 'all' ? linked : [chosen]) {
          if (peer !== undefined) into.send(peer, question)
        }
      },
      onShown: deps.onShown,
      nowMs: deps.nowMs,
    })

  const showPresence = (): void => {
    if (room === null) return
    if (presence === null) {
      lobby?.stop()
      lobby = null
    } else {
      lobby ??= openLobby(room)
      lobby.show(presence)
    }
  }

  /** y-webrtc lets go of a connection a moment later; until then it would not begin another. */
  const endForAnother = async (peer: string): Promise<void> => {
    connections.end(peer)
    await new Promise((resolve) => setTimeout(resolve))
  }

  /**
   * Of two laptops, the one with the lower id makes the offer. y-webrtc has both make one when both have just come, and a sixth of
   * such pairs stays there for ever.
   */
  const takeAnnouncement = async (
    message: SignalMessage & { readonly type: 'announce' },
  ): Promise<void> => {
    const { from } = message
    if (connections.isUnanswered(from)) await endForAnother(from)
    if (isLeft || connections.has(from)) return
    if (entered().ownId < from) connections.begin(message, true)
    else announcer.announce()
  }

  const takeOffer = async (message: SignalMessage & { readonly type: 'signal' }): Promise<void> => {
    const { from } = message
    if (entered().ownId < from || connections.isLinked(from)) return
    // It gave up what it began, and begins again.
    if (connections.has(from)) await endForAnother(from)
    if (!isLeft) connections.begin(message, false)
  }

  const take = async (message: SignalMessage): Promise<void> => {
    const { ownId } = entered()
    if (message.from === ownId) return
    if (message.type === 'announce') await takeAnnouncement(message)
    else if (message.to !== ownId) return
    else if (message.signal.type === 'offer') await takeOffer(message)
    else connections.continue(message)
  }

  const open = async (sealed: string): Promise<void> => {
    const prefix = sealed.slice(0, sealedPrefixChars)
    if (isLeft || heard.has(prefix)) return
    const message = parseSignalMessage(await seal.open(sealed))
    if (message === null || isLeft) return
    heard.add(prefix)
    const [oldest] = heard
    if (heard.size > maxRemembered && oldest !== undefined) heard.delete(oldest)
    await take(message)
  }

  opening = enterYWebrtcRoom(name, deps.line, wrtc).then((opened) => {
    if (isLeft) return opened.leave()
    room = opened
    showPresence()
    announcer.announce()
  })

  return {
    show: (given) => {
      presence = given
      showPresence()
    },
    announce: () => {
      if (room !== null) announcer.announce()
    },
    hear: (sealed) => {
      if (unheard >= maxUnheard) return
      unheard += 1
      opening = opening
        .then(() => open(sealed))
        .catch(reportError)
        .finally(() => {
          unheard -= 1
        })
    },
    say: (data) => {
      const message = parseSignalMessage(data)
      if (message?.type === 'signal') publish(message)
    },
    leave: () => {
      isLeft = true
      announcer.stop()
      lobby?.stop()
      lobby = null
      connections.endAll()
      room?.leave()
    },
  }
}
