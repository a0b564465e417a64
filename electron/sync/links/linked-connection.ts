/**
 * The `RTCPeerConnection` that y-webrtc is given (`peerOpts.wrtc`). On y-webrtc's own connections it opens a second data
 * channel, negotiated beforehand (RFC 8832 is not needed for it), on which the frames go; it looks at what arrives on
 * y-webrtc's channel before y-webrtc does; and it says when it is over.
 */

/** In every description of it alike, so that both sides open it without asking. y-webrtc's own channel has 0 or 1. */
const frameChannelId = 100
const frameChannelLabel = 'frames'

export interface ConnectionWatcher {
  /** Only these: simple-peer's own default would ask two servers on the internet. */
  iceServers(): readonly RTCIceServer[]
  onCreated(connection: RTCPeerConnection): void
  /** The channel of frames is open: once a connection, before its first message. */
  onOpen(connection: RTCPeerConnection, opened: OpenedChannel): void
  /**
   * What came on y-webrtc's own channel.
   * @param pass hands it to y-webrtc; throws what y-webrtc throws
   */
  onLobbyMessage(connection: RTCPeerConnection, data: unknown, pass: () => void): void
  /** Closed, by whichever side: once a connection. */
  onClosed(connection: RTCPeerConnection): void
}

export interface OpenedChannel {
  readonly channel: RTCDataChannel
  /** The descriptions that the connection was made by. */
  readonly localSdp: string
  readonly remoteSdp: string
}

/** What y-webrtc takes as `peerOpts.wrtc`. */
export interface WebRtc {
  readonly RTCPeerConnection: typeof RTCPeerConnection
  readonly RTCSessionDescription: typeof RTCSessionDescription
  readonly RTCIceCandidate: typeof RTCIceCandidate
}

export const watchConnections = (browser: WebRtc, watcher: ConnectionWatcher): WebRtc => {
  class LinkedConnection extends browser.RTCPeerConnection {
    #lobbyChannel: RTCDataChannel | null = null
    /** Kept here: a channel may be open before the browser shows the description that opened it. */
    #remoteSdp: string | null = null
    #isOver = false

    constructor() {
      super({ iceServers: [...watcher.iceServers()], bundlePolicy: 'max-bundle' })
      const frames = super.createDataChannel(frameChannelLabel, {
        negotiated: true,
        id: frameChannelId,
        ordered: true,
      })
      frames.binaryType = 'arraybuffer'
      frames.addEventListener('open', () => this.#tellOpen(frames), { once: true })
      // Before y-webrtc's own handler, which takes whatever channel comes.
      this.addEventListener('datachannel', (event) => {
        if (this.#takeLobbyChannel(event.channel)) return
        event.stopImmediatePropagation()
        event.channel.close()
      })
      watcher.onCreated(this)
    }

    override createDataChannel(label: string, init?: RTCDataChannelInit): RTCDataChannel {
      const channel = super.createDataChannel(label, init)
      this.#takeLobbyChannel(channel)
      return channel
    }

    /** @returns false for a second one: a peer may open as many as it likes. */
    #takeLobbyChannel(channel: RTCDataChannel): boolean {
      if (this.#lobbyChannel !== null) return false
      this.#lobbyChannel = channel
      channel.addEventListener('message', (event) => {
        event.stopImmediatePropagation()
        watcher.onLobbyMessage(this, event.data, () => channel.onmessage?.(event))
      })
      return true
    }

    #tellOpen(channel: RTCDataChannel): void {
      const localSdp = this.localDescription?.sdp ?? ''
      watcher.onOpen(this, { channel, localSdp, remoteSdp: this.#remoteSdp ?? '' })
    }

    /** Once: another description could bring someone else to a link that stands. */
    override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      if (this.#remoteSdp !== null) throw new Error('a connection is described once')
      this.#remoteSdp = description.sdp ?? ''
      await super.setRemoteDescription(description)
    }

    override close(): void {
      super.close()
      if (this.#isOver) return
      this.#isOver = true
      watcher.onClosed(this)
    }
  }
  return { ...browser, RTCPeerConnection: LinkedConnection as typeof RTCPeerConnection }
}
