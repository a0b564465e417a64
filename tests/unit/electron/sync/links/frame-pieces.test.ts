import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contentBytesOf,
  createFrameJoiner,
  cutFrame,
  maxPieceBytes,
} from '../../../../../electron/sync/links/frame-pieces'
import { maxFrameBytes } from '../../../../../shared/contracts/frame-pipe'
import { bytesEqual } from '../../../../../shared/util/bytes'

const frameOf = (size: number): Uint8Array => {
  const frame = new Uint8Array(size)
  for (let at = 0; at < size; at += 251) frame[at] = at % 253
  return frame
}

const header = (size: number): Uint8Array => {
  const bytes = new Uint8Array(5)
  bytes[0] = 1
  new DataView(bytes.buffer).setUint32(1, size)
  return bytes
}
const piece = (head: Uint8Array, contentBytes: number): Uint8Array => {
  const bytes = new Uint8Array(head.length + contentBytes)
  bytes.set(head)
  return bytes
}

describe('the pieces of a frame', () => {
  const anySize = fc.oneof(
    fc.integer({ min: 1, max: 300_000 }),
    fc.constantFrom(65_530, 65_531, 65_532, 131_066, 131_067),
  )

  it('are joined to the frames that were cut, one after the other', () => {
    fc.assert(
      fc.property(fc.array(anySize, { minLength: 1, maxLength: 4 }), (sizes) => {
        const join = createFrameJoiner()
        const frames = sizes.map(frameOf)
        const joined = frames
          .flatMap((frame) => [...cutFrame(frame)])
          .map(join)
          .flatMap((step) => (step.kind === 'frame' ? [step.frame] : []))
        expect(joined.map(({ length }) => length)).toEqual(sizes)
        expect(joined.every((each, at) => bytesEqual(each, frames[at] as Uint8Array))).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('are at most 64 KiB each, full but for the last, and hold the whole frame', () => {
    for (const size of [1, 65_531, 65_532, 1_000_000, maxFrameBytes]) {
      const pieces = [...cutFrame(frameOf(size))]
      for (const full of pieces.slice(0, -1)) expect(full).toHaveLength(maxPieceBytes)
      expect(pieces.at(-1)?.length).toBeLessThanOrEqual(maxPieceBytes)
      expect(pieces.reduce((sum, each) => sum + contentBytesOf(each), 0)).toBe(size)
    }
  })

  it.each([
    ['nothing', [new Uint8Array()]],
    ['a kind that there is not', [piece(Uint8Array.of(3), 10)]],
    ['a next piece where none is due', [piece(Uint8Array.of(2), 10)]],
    ['a frame above 16 MiB', [piece(header(maxFrameBytes + 1), 65_531)]],
    ['an empty frame', [header(0)]],
    ['a length and no content', [header(10)]],
    ['more content than the length says', [piece(header(10), 11)]],
    ['less than a full piece before the last', [piece(header(100_000), 65_530)]],
    ['a new frame before the end of one', [piece(header(70_000), 65_531), piece(header(1), 1)]],
    [
      'a next piece that goes on too long',
      [piece(header(65_532), 65_531), piece(Uint8Array.of(2), 2)],
    ],
  ])('are refused when they are %s', (_name, pieces) => {
    const join = createFrameJoiner()
    expect(pieces.map((each) => join(each).kind).at(-1)).toBe('malformed')
  })

  it('never make the joiner throw, nor hold more than came', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), (pieces) => {
        const join = createFrameJoiner()
        const cameBytes = pieces.reduce((sum, each) => sum + each.length, 0)
        for (const each of pieces) {
          const step = join(each)
          if (step.kind === 'frame') expect(step.frame.length).toBeLessThanOrEqual(cameBytes)
          if (step.kind === 'malformed') return
        }
      }),
    )
  })
})
