import { Awareness } from 'y-protocols/awareness'
import { WebrtcProvider } from 'y-webrtc'
import * as Y from 'yjs'
import type { WebRtc } from '../links/linked-connection'
import { type Line, lineUrl } from '../signalling/line'
import type { SignalMessage } from '../signalling/signal-message'

/** One room of y-webrtc, on the line. Everything that touches its inside is here. */
export interface YWebrtcRoom {
  /** Random, and all that others of the room know of this laptop before they are linked. */
  readonly ownId: string
  /** Throws what y-webrtc throws. A connection that it begins by this is there when this returns. */
  deliver(message: SignalMessage): void
  endConnection(peer: string): void
  syncDocument(doc: Y.Doc): void
  /** On y-webrtc's own channel to a peer. Dropped where there is none. */
  send(peer: string, message: Uint8Array): void
  leave(): void
}

export const enterYWebrtcRoom = async (
  name: string,
  line: Line,
  wrtc: WebRtc,
): Promise<YWebrtcRoom> => {
  const firstDoc = new Y.Doc()
  const awareness = new Awareness(firstDoc)
  // Nobody is present in it: then y-webrtc sends none of it.
  awareness.setLocalState(null)
  const provider = new WebrtcProvider(name, firstDoc, {
    signaling: [lineUrl],
    awareness,
    filterBcConns: true,
    // Who gets a place is decided before y-webrtc hears of them (places.ts).
    maxConns: Number.POSITIVE_INFINITY,
    peerOpts: { wrtc },
  })
  await provider.key
  const { room } = provider
  if (room === null) throw new Error('y-webrtc opens its room with its key')

  /**
   * y-webrtc has everyone pass on every change to everyone: N(N-1) messages. Here only its author sends it; who is linked to
   * some alone gets it by asking (lobby.ts).
   */
  const sendOwnChange = (update: Uint8Array, origin: unknown): void => {
    if (origin !== room) room._docUpdateHandler(update, origin)
  }
  const leaveDocument = (): void => {
    room.doc.off('update', room._docUpdateHandler)
    room.doc.off('update', sendOwnChange)
  }
  leaveDocument()

  return {
    ownId: room.peerId,
    deliver: (message) => line.deliver(name, message),
    endConnection: (peer) => room.webrtcConns.get(peer)?.destroy(),
    syncDocument: (doc) => {
      leaveDocument()
      doc.on('update', sendOwnChange)
      room.doc = doc
      provider.doc = doc
    },
    send: (peer, message) => {
      try {
        room.webrtcConns.get(peer)?.peer.send(message)
      } catch {
        // It is not connected yet, or no longer.
      }
    },
    leave: () => {
      leaveDocument()
      awareness.destroy()
      provider.destroy()
    },
  }
}
