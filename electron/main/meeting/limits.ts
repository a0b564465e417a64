/**
 * What the signalling server takes from anyone before it stops taking it. The figures are for a committee of
 * 20, twice over; `docs/meeting-network.md` repeats them as a table.
 */
export interface SignallingLimits {
  readonly sockets: number
  readonly connectionsPerAddress: number
  readonly connectionBurst: number
  readonly connectionsPerSecond: number
  readonly addresses: number
  readonly waiting: number
  readonly waitingMs: number
  readonly headerBytes: number
  readonly roomsPerSocket: number
  readonly topicsPerFrame: number
  readonly frameBytes: number
  readonly fragments: number
  readonly chunks: number
  readonly frameBurst: number
  readonly framesPerSecond: number
  readonly byteBurst: number
  readonly bytesPerSecond: number
  readonly silenceMs: number
  readonly sweepMs: number
  readonly bufferedBytes: number
  readonly closingMs: number
}

export const signallingLimits: SignallingLimits = {
  /**
   * A committee has at most 20 members; each has one socket, and a second while a laptop reconnects. The laptop
   * that hosts always gets in, so that nobody can shut it out of its own meeting. With `roomsPerSocket`
   * this bounds the rooms in all (1,024), so that nobody can use the rooms up for others.
   */
  sockets: 64,
  /** One laptop needs one; eight are for laptops behind one address (a travel router). */
  connectionsPerAddress: 8,
  /** A whole room that reconnects through one address at once, and every laptop that tries again thrice. */
  connectionBurst: 60,
  /** A laptop that lost its connection tries again every second or two (lib0's websocket, 1.2 to 2.5 s). */
  connectionsPerSecond: 5,
  /** Addresses whose pace is remembered: four times a /24 network, a hundred bytes each. */
  addresses: 1_024,
  /**
   * Connections that have not shown the token yet. When there are more, the one that waited longest goes: an honest
   * laptop needs milliseconds, so strangers who open connections and say nothing keep nobody out.
   */
  waiting: 128,
  /** To send the request in: thirty times a bad Wi-Fi's round trip. */
  waitingMs: 5_000,
  /** Chromium's request has under 1 kB of headers. */
  headerBytes: 4_096,
  /** The committee's room, and the doors that one laptop keeps: six for old secrets, six for invitations (docs/meeting.md). */
  roomsPerSocket: 16,
  /** As many as one may be in, twice: y-webrtc names all its rooms anew when it reconnects. */
  topicsPerFrame: 32,
  /** An offer with every candidate, sealed and in base 64, measures under 8 kB. */
  frameBytes: 32_768,
  /** Browsers send such a frame in one piece. */
  fragments: 16,
  /** A frame of 32 kB comes in 25 packets; with ten times that in smaller ones nothing honest is lost. */
  chunks: 256,
  /** Who joins 19 others answers 19 offers with about 10 candidates each within a second or two. */
  frameBurst: 600,
  /** Afterwards there are pings and now and then a candidate. */
  framesPerSecond: 60,
  /** The burst of frames at 2 kB each, which is three times what they measure. */
  byteBurst: 1_228_800,
  bytesPerSecond: 122_880,
  /** y-webrtc pings 15 s after each pong; three pings may be lost. */
  silenceMs: 45_000,
  sweepMs: 5_000,
  /** A burst of the whole room, for a laptop that reads nothing for a moment. In all at most 64 MiB. */
  bufferedBytes: 1_048_576,
  /** To answer the closing of a socket. */
  closingMs: 1_000,
}
