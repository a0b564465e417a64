import { type Bytes, bytesEqual, bytesToHex } from '../../../shared/util/bytes'
import { fingerprintOf } from '../links/fingerprint'
import { createFrameLink, type FrameLink } from '../links/frame-link'
import type { ConnectionWatcher, OpenedChannel } from '../links/linked-connection'
import { createLobbyPeer, type LobbyPeer } from '../lobby/lobby'
import type { SignalMessage } from '../signalling/signal-message'
import type { Places } from './places'
import type { YWebrtcRoom } from './y-webrtc-room'

/** y-webrtc's connections in one room, by peer, from the moment that they are begun until they are closed. */
export interface Connections {
  readonly watcher: Omit<ConnectionWatcher, 'iceServers'>
  /** y-webrtc makes a connection of this message, if there is a place for the peer. */
  begin(message: SignalMessage, isInitiator: boolean): void
  /** For a connection that is there, and only what it waits for. */
  continue(message: SignalMessage & { readonly type: 'signal' }): void
  has(peer: string): boolean
  /** An offer to it was not answered for so long that it was lost. */
  isUnanswered(peer: string): boolean
  isLinked(peer: string): boolean
  linkedPeers(): readonly string[]
  end(peer: string): void
  endAll(): void
}

export interface LinkEvents {
  /** Said before the first frame. */
  onLinked(link: NewLink): void
  onFrame(id: string, frame: Uint8Array): void
  onSent(id: string, sizeBytes: number): void
  /** Once a link. */
  onClosed(id: string): void
}

export interface NewLink {
  readonly id: string
  readonly link: FrameLink
  readonly localFingerprint: Bytes
  readonly remoteFingerprint: Bytes
}

export interface ConnectionsDeps {
  readonly places: Places
  readonly events: LinkEvents
  room(): YWebrtcRoom
  onLobbyMessage(from: LobbyPeer, message: Uint8Array, pass: () => void): void
  /** One is over: whoever it was with may be looked for again. */
  onEnded(): void
  nowMs(): number
}

interface Peer {
  readonly id: string
  readonly isInitiator: boolean
  readonly lobby: LobbyPeer
  connection: RTCPeerConnection | null
  link: FrameLink | null
  readonly begunAtMs: number
  isAnswered: boolean
  candidates: number
  impatience: ReturnType<typeof setTimeout> | undefined
}

/** A laptop with ten addresses, over IPv4 and IPv6, UDP and TCP, and servers that reflect each. */
const maxCandidates = 64

/** Ten times what an answer takes on a bad Wi-Fi. */
const answerLimitMs = 2_000

export const createConnections = (deps: ConnectionsDeps): Connections => {
  const { places, events } = deps
  const peers = new Map<string, Peer>()
  /** y-webrtc makes a connection while it is handed a message, and does not say for whom. */
  let beginning: Peer | null = null

  const peerOf = (connection: RTCPeerConnection): Peer | undefined =>
    [...peers.values()].find((peer) => peer.connection === connection)

  const forget = (peer: Peer): void => {
    if (peers.get(peer.id) !== peer) return
    peers.delete(peer.id)
    clearTimeout(peer.impatience)
    places.end(peer.id)
    peer.link?.end()
    deps.onEnded()
  }

  const end = (id: string): void => {
    const peer = peers.get(id)
    if (peer === undefined) return
    deps.room().endConnection(id)
    // y-webrtc does so too, a moment later; and not at all if it has lost sight of it.
    peer.connection?.close()
    forget(peer)
  }

  const deliver = (peer: Peer, message: SignalMessage): void => {
    try {
      deps.room().deliver(message)
    } catch {
      end(peer.id)
    }
  }

  const link = (peer: Peer, { channel, localSdp, remoteSdp }: OpenedChannel): void => {
    const localFingerprint = fingerprintOf(localSdp)
    const remoteFingerprint = fingerprintOf(remoteSdp)
    const isClear = localFingerprint !== null && remoteFingerprint !== null
    if (!isClear || bytesEqual(localFingerprint, remoteFingerprint)) {
      end(peer.id)
      return
    }
    clearTimeout(peer.impatience)
    places.connect(peer.id)
    const id = bytesToHex(crypto.getRandomValues(new Uint8Array(16)))
    const made = createFrameLink(channel, {
      onFrame: (frame) => events.onFrame(id, frame),
      onSent: (sizeBytes) => events.onSent(id, sizeBytes),
      onClosed: () => {
        events.onClosed(id)
        end(peer.id)
      },
    })
    peer.link = made
    events.onLinked({ id, link: made, localFingerprint, remoteFingerprint })
  }

  return {
    watcher: {
      onCreated: (connection) => {
        if (beginning !== null) beginning.connection = connection
      },
      onOpen: (connection, opened) => {
        const peer = peerOf(connection)
        if (peer !== undefined && peer.link === null) link(peer, opened)
      },
      onLobbyMessage: (connection, data, pass) => {
        const peer = peerOf(connection)
        if (peer === undefined || !(data instanceof ArrayBuffer)) return
        try {
          deps.onLobbyMessage(peer.lobby, new Uint8Array(data), pass)
        } catch {
          end(peer.id)
        }
      },
      onClosed: (connection) => {
        const peer = peerOf(connection)
        if (peer !== undefined) forget(peer)
      },
    },
    begin: (message, isInitiator) => {
      const id = message.from
      const { isAdmitted, makesWay } = places.ask(id, isInitiator)
      if (!isAdmitted) return
      if (makesWay !== null) end(makesWay)
      const peer: Peer = {
        id,
        isInitiator,
        lobby: createLobbyPeer(deps.nowMs),
        connection: null,
        link: null,
        begunAtMs: deps.nowMs(),
        isAnswered: false,
        candidates: 0,
        impatience: setTimeout(() => end(id), places.patienceMs(id)),
      }
      peers.set(id, peer)
      places.begin(id, isInitiator)
      beginning = peer
      deliver(peer, message)
      beginning = null
      if (peer.connection === null) end(id)
    },
    continue: (message) => {
      const peer = peers.get(message.from)
      if (peer === undefined) return
      if (message.signal.type === 'candidate') {
        peer.candidates += 1
        if (peer.candidates <= maxCandidates) deliver(peer, message)
      } else if (message.signal.type === 'answer' && peer.isInitiator && !peer.isAnswered) {
        peer.isAnswered = true
        places.answer(peer.id)
        deliver(peer, message)
      }
    },
    has: (id) => peers.has(id),
    isUnanswered: (id) => {
      const peer = peers.get(id)
      if (peer === undefined || !peer.isInitiator || peer.isAnswered) return false
      return deps.nowMs() - peer.begunAtMs > answerLimitMs
    },
    isLinked: (id) => peers.get(id)?.link != null,
    linkedPeers: () => [...peers.values()].filter((each) => each.link !== null).map(({ id }) => id),
    end,
    endAll: () => {
      for (const id of [...peers.keys()]) end(id)
    },
  }
}
