import { maxFrameBytes } from '../../../shared/contracts/frame-pipe'
import { type Bytes, concatBytes } from '../../../shared/util/bytes'

/**
 * A frame on the data channel, cut into pieces, since Chromium drops a message above 256 KB without a word
 * (docs/meeting-links.md). The channel is reliable and in order, so pieces need no number:
 *
 * | piece | bytes                                                                |
 * |-------|----------------------------------------------------------------------|
 * | first | 1, length of the whole frame (4, big-endian, 1 to 16 MiB), content   |
 * | next  | 2, content                                                           |
 *
 * Every piece but the last of a frame is exactly {@link maxPieceBytes} long; none holds parts of two frames.
 */
export const maxPieceBytes = 65_536

const firstPiece = 1
const nextPiece = 2
const firstHeaderBytes = 5
const nextHeaderBytes = 1
const nextHeader = Uint8Array.of(nextPiece)

/** How much of a frame a piece of {@link cutFrame} holds. */
export const contentBytesOf = (piece: Uint8Array): number =>
  piece.length - (piece[0] === firstPiece ? firstHeaderBytes : nextHeaderBytes)

/** @param frame 1 to `maxFrameBytes`. The pieces are made one by one, so that a large frame is not there twice. */
export function* cutFrame(frame: Uint8Array): Generator<Bytes, void> {
  const header = new Uint8Array(firstHeaderBytes)
  header[0] = firstPiece
  new DataView(header.buffer).setUint32(1, frame.length)
  let end = Math.min(frame.length, maxPieceBytes - firstHeaderBytes)
  yield concatBytes(header, frame.subarray(0, end))
  while (end < frame.length) {
    const start = end
    end = Math.min(frame.length, start + maxPieceBytes - nextHeaderBytes)
    yield concatBytes(nextHeader, frame.subarray(start, end))
  }
}

export type JoinStep =
  | { readonly kind: 'more' }
  | { readonly kind: 'frame'; readonly frame: Bytes }
  /** Not what a cutter makes. Whoever sent it is not listened to any more. */
  | { readonly kind: 'malformed' }

/**
 * Joins pieces again. It holds what came of one frame and no more: an announced length takes no memory, and since all
 * pieces but the last are full, nobody makes it hold many small ones.
 */
export const createFrameJoiner = (): ((piece: Uint8Array) => JoinStep) => {
  let parts: Uint8Array[] = []
  let missingBytes = 0

  const takeContent = (piece: Uint8Array, headerBytes: number): JoinStep => {
    const content = piece.subarray(headerBytes)
    const expected = Math.min(missingBytes, maxPieceBytes - headerBytes)
    if (content.length !== expected) return { kind: 'malformed' }
    parts.push(content)
    missingBytes -= content.length
    if (missingBytes > 0) return { kind: 'more' }
    const frame = concatBytes(...parts)
    parts = []
    return { kind: 'frame', frame }
  }

  return (piece) => {
    const isBetweenFrames = missingBytes === 0
    if (piece[0] === nextPiece && !isBetweenFrames) return takeContent(piece, nextHeaderBytes)
    if (piece[0] !== firstPiece || !isBetweenFrames || piece.length <= firstHeaderBytes) {
      return { kind: 'malformed' }
    }
    const frameBytes = new DataView(piece.buffer, piece.byteOffset).getUint32(1)
    if (frameBytes > maxFrameBytes) return { kind: 'malformed' }
    missingBytes = frameBytes
    return takeContent(piece, firstHeaderBytes)
  }
}
