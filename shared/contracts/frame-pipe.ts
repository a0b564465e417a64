/**
 * The largest frame of a pipe. The sync window cuts frames for the data channel and joins them again;
 * whoever joins them counts against this before it takes memory.
 */
export const maxFrameBytes = 16_777_216

/**
 * One link to one other laptop, as opaque frames of at most {@link maxFrameBytes}: reliable and in order.
 *
 * Whoever carries the frames is not trusted: they may be changed, dropped, repeated or made up on the
 * way, and the link may end at any moment.
 */
export interface FramePipe {
  /** Resolves when there is room for more (back-pressure). Never rejects; a closed pipe resolves false. */
  readonly send: (frame: Uint8Array) => Promise<boolean>
  /** Called once, before anything else. What comes earlier waits. */
  readonly onFrame: (take: (frame: Uint8Array) => void) => void
  /** Called once. `closed` is called once when the link is over, whichever side ended it. */
  readonly onClose: (closed: () => void) => void
  /** What `send` has taken still goes out, as far as the link lets it. */
  readonly close: () => void
}

/** What the handshake is bound to: both DTLS fingerprints (SHA-256, 32 bytes each) of the link. */
export interface LinkBinding {
  readonly localFingerprint: Uint8Array
  readonly remoteFingerprint: Uint8Array
}
