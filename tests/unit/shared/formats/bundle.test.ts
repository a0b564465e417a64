import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unwrap } from '../../../../shared/errors/result'
import {
  type BundleManifest,
  bundleBoxBytes,
  bundleBoxStep,
  bundleFileName,
  bundleSignedMessage,
  encodeBundleHead,
  encodeManifest,
  encodeSignedManifest,
  maxBundleBoxes,
  maxBundleBytes,
  maxBundleChunks,
  parseBundleHead,
  parseManifest,
  parseSignedManifest,
  sealedSizeOf,
} from '../../../../shared/formats/bundle'
import { type CborValue, encodeCbor } from '../../../../shared/formats/cbor'
import {
  emptyDelivery,
  encodeDelivery,
  maxDeliveryBytes,
  measureDelivery,
  parseDelivery,
} from '../../../../shared/formats/delivery'
import type { Hash256 } from '../../../../shared/formats/ledger-ids'
import { maxPartBytes } from '../../../../shared/formats/part'
import { splitDelivery } from '../../../../shared/formats/split-delivery'
import { bytesToHex, concatBytes } from '../../../../shared/util/bytes'
import { anyDelivery, joinDeliveries } from '../../../support/sample-delivery'

/** Any hash will do: the formats only compare. */
const hash: Hash256 = (...parts) =>
  new Uint8Array(
    createHash('sha256')
      .update(concatBytes(...parts))
      .digest(),
  )

const filled = (length: number, fill = 7) => new Uint8Array(length).fill(fill)
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const hex = (length: number) => exactly(length).map(bytesToHex)

const makeBoxes = (count: number) =>
  Array.from({ length: count }, (_, i) => filled(bundleBoxBytes, i + 1))
const makeHead = (boxes = makeBoxes(bundleBoxStep), manifestBytes = sealedSizeOf(0)) =>
  concatBytes(encodeBundleHead({ boxes, manifestBytes }, hash), filled(manifestBytes))
/** Changed bytes with a hash that fits, as no accident makes them. */
const rehash = (bytes: Uint8Array, boxCount = bundleBoxStep) => {
  const end = 16 + boxCount * bundleBoxBytes
  return concatBytes(bytes.subarray(0, end), hash(bytes.subarray(0, end)), bytes.subarray(end + 32))
}
const codeOf = (bytes: Uint8Array) => {
  const parsed = parseBundleHead(bytes, hash)
  return parsed.ok ? 'read' : parsed.error.code
}

const anyManifest: fc.Arbitrary<BundleManifest> = fc.record({
  sender: hex(32),
  recipient: hex(16),
  committee: hex(16),
  madeAtMs: fc.maxSafeNat(),
  entryCount: fc.nat(),
  partCount: fc.nat(),
  chunks: fc.array(
    fc.record({ bytes: fc.nat(maxDeliveryBytes).map(sealedSizeOf), hash: exactly(32) }),
    { minLength: 1, maxLength: 20 },
  ),
})

describe('the head of a bundle', () => {
  it('comes back from its bytes, its boxes in one order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(exactly(bundleBoxBytes), {
          minLength: bundleBoxStep,
          maxLength: bundleBoxStep,
          selector: bytesToHex,
        }),
        (boxes) => {
          const parsed = unwrap(parseBundleHead(makeHead(boxes), hash))
          expect(parsed.boxes.map(bytesToHex)).toEqual(boxes.map(bytesToHex).sort())
          expect(makeHead([...boxes].reverse())).toEqual(makeHead(boxes))
        },
      ),
    )
  })

  it('gives another id for every other head', () => {
    const ids = [makeHead(), makeHead(makeBoxes(16)), makeHead(makeBoxes(8), sealedSizeOf(5_000))]
    const found = ids.map((bytes) => bytesToHex(unwrap(parseBundleHead(bytes, hash)).id))
    expect(new Set(found).size).toBe(ids.length)
  })

  it('is told from other files, and newer versions from damage', () => {
    const newer = makeHead()
    newer[9] = 2
    expect(codeOf(new Uint8Array())).toBe('bundle/not-a-bundle')
    expect(codeOf(new TextEncoder().encode('any other file'))).toBe('bundle/not-a-bundle')
    expect(parseBundleHead(newer.subarray(0, 10), hash)).toEqual({
      ok: false,
      error: { code: 'bundle/newer-version', version: 2 },
    })
  })

  it('is refused over the limit before anything of it is read', () => {
    const huge = new Uint8Array(maxBundleBytes + 1)
    huge.set(makeHead())
    expect(codeOf(huge)).toBe('bundle/too-large')
    expect(codeOf(huge.subarray(0, maxBundleBytes))).toBe('read')
  })

  it('is truncated wherever it is cut before the end of the manifest', () => {
    const whole = makeHead()
    for (let length = 10; length < whole.length; length += 13) {
      expect(codeOf(whole.subarray(0, length))).toBe('bundle/truncated')
    }
    expect(codeOf(whole)).toBe('read')
  })

  it('is damaged whichever bit of it changes', () => {
    const whole = makeHead()
    for (let at = 10; at < whole.length - sealedSizeOf(0); at++) {
      const flipped = whole.slice()
      flipped[at] = (flipped[at] as number) ^ 1
      expect(['bundle/damaged', 'bundle/truncated']).toContain(codeOf(flipped))
    }
  })

  it.each<[string, Uint8Array]>([
    ['no box', rehash(makeHead([]), 0)],
    ['boxes off the step', rehash(makeHead(makeBoxes(9)), 9)],
    ['too many boxes', makeHead(makeBoxes(maxBundleBoxes + bundleBoxStep))],
    ['a box twice', makeHead([...makeBoxes(7), filled(bundleBoxBytes, 1)])],
    ['a manifest off the block', makeHead(undefined, sealedSizeOf(0) + 1)],
    ['no manifest', makeHead(undefined, 0)],
    ['a manifest over the limit', makeHead(undefined, sealedSizeOf(70_000))],
  ])('is refused with %s, however well hashed', (_what, bytes) => {
    expect(codeOf(bytes)).toBe('bundle/damaged')
  })

  it('never throws, whatever bytes arrive', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 900 }), (bytes) => {
        const whole = makeHead()
        whole.set(bytes, 10)
        expect(codeOf(whole)).toMatch(bytes.length === 0 ? /read/ : /read|damaged|truncated/)
        expect(codeOf(bytes)).toBe('bundle/not-a-bundle')
      }),
    )
  })
})

describe('the manifest of a bundle', () => {
  it('comes back from its bytes with every field', () => {
    fc.assert(
      fc.property(anyManifest, exactly(64), (manifest, signature) => {
        expect(parseManifest(encodeManifest(manifest))).toEqual(manifest)
        const signed = { manifest: encodeManifest(manifest), signature }
        expect(parseSignedManifest(encodeSignedManifest(signed))).toEqual(signed)
      }),
    )
  })

  const wire = (chunks: CborValue) =>
    encodeCbor([filled(32), filled(16), filled(16), 0, 0, 0, chunks])
  const chunk = [sealedSizeOf(0), filled(32)]

  it('is read with as many chunks as a bundle may have', () => {
    expect(parseManifest(wire(Array(maxBundleChunks).fill(chunk)))?.chunks).toHaveLength(
      maxBundleChunks,
    )
  })

  it.each<[string, CborValue]>([
    ['no chunk', []],
    ['too many chunks', Array(maxBundleChunks + 1).fill(chunk)],
    ['a chunk of nothing', [[0, filled(32)]]],
    ['a chunk off the block', [[sealedSizeOf(0) + 1, filled(32)]]],
    ['a chunk over the limit', [[sealedSizeOf(maxDeliveryBytes + 4_096), filled(32)]]],
    ['a short hash', [[sealedSizeOf(0), filled(31)]]],
  ])('is refused with %s', (_what, chunks) => {
    expect(parseManifest(wire(chunks))).toBeNull()
  })

  it('is signed together with the id: neither serves with another', () => {
    const messages = [
      bundleSignedMessage(filled(32, 1), filled(9, 1)),
      bundleSignedMessage(filled(32, 2), filled(9, 1)),
      bundleSignedMessage(filled(32, 1), filled(9, 2)),
    ].map(bytesToHex)
    expect(new Set(messages).size).toBe(3)
  })
})

describe('a delivery as bytes', () => {
  it('comes back with everything, and is as long as was measured', () => {
    fc.assert(
      fc.property(anyDelivery, (delivery) => {
        const encoded = encodeDelivery(delivery)
        expect(parseDelivery(encoded)).toEqual(delivery)
        expect(measureDelivery(delivery)).toBe(encoded.length)
      }),
    )
  })

  it('is divided into pieces within the limit, which say the same together', () => {
    fc.assert(
      fc.property(anyDelivery, fc.integer({ min: 800, max: 3_000 }), (delivery, limit) => {
        const pieces = splitDelivery(delivery, limit)
        for (const piece of pieces) expect(measureDelivery(piece)).toBeLessThanOrEqual(limit)
        expect(joinDeliveries(pieces)).toEqual(delivery)
      }),
    )
  })

  it('never divides what it tells of one space: the rest would be taken for all of it', () => {
    const logs = Array.from({ length: 40 }, (_, i) => ({
      device: bytesToHex(new Uint8Array(32).fill(i)),
      count: i,
      last: '1a'.repeat(32),
    }))
    const haves = ['5a', '5b', '5c'].map((byte) => ({ space: byte.repeat(16), logs }))
    const pieces = splitDelivery({ ...emptyDelivery, haves }, 1_000)
    expect(pieces.map((piece) => piece.haves)).toEqual(haves.map((have) => [have]))
  })

  it('keeps the beginning of a space together where it fits, and divides it where it does not', () => {
    const entries = [filled(300), filled(300), filled(300), filled(300)]
    const space = { space: '5a'.repeat(16), entries, parts: [], beginning: 3 }
    const before = { space: '5b'.repeat(16), entries: [filled(200)], parts: [] }
    const countsIn = (limit: number) =>
      splitDelivery({ ...emptyDelivery, spaces: [before, space] }, limit).map(({ spaces }) =>
        spaces.map((one) => one.entries.length),
      )
    expect(countsIn(1_000)).toEqual([[1], [3], [1]])
    expect(countsIn(700)).toEqual([[1, 1], [2], [1]])
  })

  it('is one piece, even of nothing', () => {
    expect(splitDelivery(emptyDelivery, 1_000)).toEqual([emptyDelivery])
  })

  it('leaves what is above the limit a piece of its own', () => {
    const space = '5a'.repeat(16)
    const parts = [filled(10), filled(5_000), filled(10)]
    const pieces = splitDelivery({ ...emptyDelivery, spaces: [{ space, entries: [], parts }] }, 900)
    expect(pieces.map(({ spaces }) => spaces[0]?.parts.length)).toEqual([1, 1, 1])
  })

  it('has room for the largest part alone', () => {
    const spaces = [{ space: '5a'.repeat(16), entries: [], parts: [filled(maxPartBytes)] }]
    const [piece] = splitDelivery({ ...emptyDelivery, spaces }, 1_048_576)
    const encoded = encodeDelivery(piece ?? emptyDelivery)
    expect(encoded.length).toBeLessThanOrEqual(maxDeliveryBytes)
    expect(parseDelivery(encoded)?.spaces[0]?.parts[0]).toHaveLength(maxPartBytes)
  })

  it.each<[string, CborValue]>([
    ['a space of another length', [[[filled(15), [], []]], [], []]],
    ['an entry of nothing', [[[filled(16), [filled(0)], []]], [], []]],
    ['an entry over the limit', [[[filled(16), [filled(300_000)], []]], [], []]],
    ['a part over the limit', [[[filled(16), [], [filled(maxPartBytes + 1)]]], [], []]],
    ['a negative count', [[], [], [[filled(16), filled(32), -1]]]],
    ['a list too many', [[], [], [], []]],
  ])('is refused with %s', (_what, value) => {
    expect(parseDelivery(encodeCbor(value))).toBeNull()
  })
})

describe("a bundle's file name", () => {
  it('tells the day and nothing else', () => {
    expect(bundleFileName(Date.UTC(2026, 4, 3, 12), filled(4, 0xab))).toBe(
      '2026-05-03-abababab.conclave',
    )
  })
})
