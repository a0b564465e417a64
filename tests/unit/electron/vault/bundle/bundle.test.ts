import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { openBundle } from '../../../../../electron/vault/bundle/open-bundle'
import { sealBundle } from '../../../../../electron/vault/bundle/seal-bundle'
import { hash256 } from '../../../../../electron/vault/crypto/hash'
import { makeBoxKeys, openBox } from '../../../../../electron/vault/crypto/keys'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import { unwrap } from '../../../../../shared/errors/result'
import {
  encodeBundleHead,
  maxBundleBoxes,
  maxBundleBytes,
  parseBundleHead,
} from '../../../../../shared/formats/bundle'
import {
  type Delivery,
  emptyDelivery,
  encodeDelivery,
} from '../../../../../shared/formats/delivery'
import { type Bytes, bytesToHex, concatBytes } from '../../../../../shared/util/bytes'
import {
  addressFor,
  type CastMember,
  makeDelivery,
  makeMember,
  readerOf,
} from '../../../../support/bundle-cast'
import { anyDelivery, joinDeliveries } from '../../../../support/sample-delivery'

let ada: CastMember
let ben: CastMember
let cleo: CastMember
let mallory: CastMember
/** From Ada to Ben, in four chunks. */
let bundle: Bytes
const sent = makeDelivery(7)

beforeAll(async () => {
  await loadSodium()
  ;[ada, ben, cleo, mallory] = [1, 2, 3, 4].map(makeMember) as [
    CastMember,
    CastMember,
    CastMember,
    CastMember,
  ]
  bundle = unwrap(sealBundle(sent, addressFor(ada, ben)))
})

const headOf = (bytes: Uint8Array) => unwrap(parseBundleHead(bytes, hash256))
const openAsBen = (bytes: Uint8Array) => openBundle(bytes, readerOf(ben, [ada, ben]))
const codeFor = (bytes: Uint8Array, reader = readerOf(ben, [ada, ben])) => {
  const opened = openBundle(bytes, reader)
  return opened.ok ? 'opened' : opened.error.code
}
/** Of what the pieces say together; bytes of this size are slow to compare one by one. */
const bytesOf = (pieces: readonly Delivery[]): string =>
  bytesToHex(hash256(encodeDelivery(joinDeliveries(pieces))))
const flip = (bytes: Uint8Array, at: number): Bytes => {
  const flipped = bytes.slice() as Bytes
  flipped[at] = (flipped[at] as number) ^ 1
  return flipped
}
/** Where each chunk begins, and where the last one ends. */
const startsOf = (bytes: Uint8Array): readonly number[] => {
  const { headBytes, manifestBytes } = headOf(bytes)
  const starts = [headBytes + manifestBytes]
  for (const chunk of unwrap(openAsBen(bytes)).manifest.chunks) {
    starts.push((starts.at(-1) as number) + chunk.bytes)
  }
  return starts
}

describe('a bundle', () => {
  it('gives its recipient what the sender put in, and who made it', () => {
    const opened = unwrap(openAsBen(bundle))
    expect(bytesOf(opened.deliveries)).toBe(bytesOf([sent]))
    expect(opened.deliveries.length).toBeGreaterThan(3)
    expect(opened.manifest).toMatchObject({
      sender: ada.deviceId,
      recipient: ben.memberId,
      madeAtMs: Date.UTC(2026, 4, 3),
      entryCount: 2,
      partCount: 7,
    })
    expect(opened).toMatchObject({ damagedChunks: [], missingChunks: [], surplusBytes: 0 })
  })

  it('carries any delivery', () => {
    fc.assert(
      fc.property(anyDelivery, (delivery) => {
        const bytes = unwrap(sealBundle(delivery, addressFor(ada, ben)))
        expect(joinDeliveries(unwrap(openAsBen(bytes)).deliveries)).toEqual(delivery)
      }),
      { numRuns: 40 },
    )
  })

  it('opens with each of the devices that it was boxed to, also with one that this folder was before', () => {
    const devices = Array.from({ length: 11 }, makeBoxKeys)
    const boxKeys = devices.map(({ publicKey }) => publicKey)
    const bytes = unwrap(sealBundle(sent, addressFor(ada, ben, { boxKeys })))
    for (const device of devices) {
      expect(codeFor(bytes, readerOf(ben, [ada], { boxKeys: [makeBoxKeys(), device] }))).toBe(
        'opened',
      )
    }
  })

  it('keeps a member from nothing for one device whose key takes no box', () => {
    const boxKeys = [new Uint8Array(32), ben.boxKeys.publicKey]
    expect(codeFor(unwrap(sealBundle(sent, addressFor(ada, ben, { boxKeys }))))).toBe('opened')
  })

  it('is for one device or more', () => {
    expect(() => sealBundle(sent, addressFor(ada, ben, { boxKeys: [] }))).toThrow(/one device/)
  })
})

describe('who finds a bundle', () => {
  it('sees neither who made it nor for whom, nor of which committee or space', () => {
    const inHex = bytesToHex(bundle.subarray(0, 60_000))
    const names = [ada.deviceId, ben.deviceId, ben.memberId, 'c0'.repeat(16), '5a'.repeat(16)]
    for (const name of [...names, bytesToHex(ben.boxKeys.publicKey)])
      expect(inHex).not.toContain(name)
  })

  it('sees a number of boxes that does not tell how many devices the member has', () => {
    const countFor = (devices: number) => {
      const boxKeys = Array.from({ length: devices }, () => makeBoxKeys().publicKey)
      return headOf(unwrap(sealBundle(emptyDelivery, addressFor(ada, ben, { boxKeys })))).boxes
        .length
    }
    expect([1, 2, 7, 8].map(countFor)).toEqual([8, 8, 8, 8])
    expect([9, 64, 90].map(countFor)).toEqual([16, maxBundleBoxes, maxBundleBoxes])
  })

  it('sees boxes to nobody that no key opens and that look like any other', () => {
    const { boxes } = headOf(bundle)
    const opening = boxes.filter((box) => openBox(ben.boxKeys, box) !== null)
    expect(opening).toHaveLength(1)
    // The clear first half of a box is a point of the curve, of which the highest bit is never set.
    expect(boxes.every((box) => ((box[31] as number) & 0x80) === 0)).toBe(true)
  })

  it('sees one size for deliveries that differ by little', () => {
    const sizeWith = (entryBytes: number) => {
      const spaces = [{ space: '5a'.repeat(16), entries: [new Uint8Array(entryBytes)], parts: [] }]
      return unwrap(sealBundle({ ...emptyDelivery, spaces }, addressFor(ada, ben))).length
    }
    expect(new Set([1, 100, 1_000, 3_900].map(sizeWith)).size).toBe(1)
    expect(unwrap(sealBundle(emptyDelivery, addressFor(ada, ben))).length).toBe(sizeWith(1))
    expect(sizeWith(5_000)).toBeGreaterThan(sizeWith(1))
  })

  it('learns nothing from two of the same: no byte run of one is in the other', () => {
    const again = unwrap(sealBundle(sent, addressFor(ada, ben)))
    expect(bytesToHex(again.subarray(16, 60_000))).not.toContain(
      bytesToHex(bundle.subarray(700, 732)),
    )
  })
})

describe('a bundle that is for somebody else', () => {
  it('is refused by a vault that has no key of it', () => {
    expect(codeFor(bundle, readerOf(cleo, [ada, ben, cleo]))).toBe('bundle/not-for-you')
  })

  it('is refused by a member to whom it was boxed and not addressed', () => {
    const boxKeys = [cleo.boxKeys.publicKey]
    const misaddressed = unwrap(sealBundle(sent, addressFor(ada, ben, { boxKeys })))
    expect(codeFor(misaddressed, readerOf(cleo, [ada]))).toBe('bundle/not-for-you')
  })

  it('is refused by a vault of another committee', () => {
    const reader = readerOf(ben, [ada], { committee: '0e'.repeat(16) })
    expect(codeFor(bundle, reader)).toBe('bundle/not-for-you')
  })
})

describe('a bundle from somebody else', () => {
  it('is refused when its sender is no member', () => {
    const bytes = unwrap(sealBundle(sent, addressFor(mallory, ben)))
    expect(codeFor(bytes)).toBe('bundle/sender-not-a-member')
  })

  it('is refused when it says to be from a member who did not sign it', () => {
    const signKeys = { publicKey: ada.signKeys.publicKey, secretKey: mallory.signKeys.secretKey }
    const forged = unwrap(sealBundle(sent, addressFor(mallory, ben, { signKeys })))
    expect(codeFor(forged)).toBe('bundle/damaged')
  })

  it('is refused when its recipient boxed it anew to a third', () => {
    const head = headOf(bundle)
    const boxes = head.boxes.slice(1)
    const boxed = unwrap(sealBundle(sent, addressFor(mallory, cleo)))
    const forCleo = headOf(boxed).boxes.filter((box) => openBox(cleo.boxKeys, box) !== null)
    const moved = concatBytes(
      encodeBundleHead(
        { manifestBytes: head.manifestBytes, boxes: [...boxes, ...forCleo] },
        hash256,
      ),
      bundle.subarray(head.headBytes),
    )
    expect(codeFor(moved, readerOf(cleo, [ada]))).toBe('bundle/damaged')
  })

  it('gives no chunk of another bundle, of the same sender or not, and none in another place', () => {
    const starts = startsOf(bundle)
    const [first, second, third] = starts as [number, number, number]
    for (const other of [ada, mallory]) {
      const mixed = bundle.slice() as Bytes
      const foreign = unwrap(sealBundle(sent, addressFor(other, ben)))
      mixed.set(foreign.subarray(first, second), first)
      expect(unwrap(openAsBen(mixed)).damagedChunks).toEqual([0])
    }
    const moved = bundle.slice() as Bytes
    moved.set(bundle.subarray(first, second), second)
    expect(second - first).toBe(third - second)
    expect(unwrap(openAsBen(moved)).damagedChunks).toEqual([1])
  })
})

describe('a bundle that did not arrive whole', () => {
  it('loses the chunk that was damaged, and nothing else', () => {
    const starts = startsOf(bundle)
    const chunkCount = starts.length - 1
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      for (const at of [starts[chunk] as number, (starts[chunk + 1] as number) - 1]) {
        const opened = unwrap(openAsBen(flip(bundle, at)))
        expect(opened.damagedChunks).toEqual([chunk])
        expect(opened.deliveries).toHaveLength(chunkCount - 1)
        expect(opened.missingChunks).toEqual([])
      }
    }
  })

  it('gives what stands before the place where it was cut, and says that there was more', () => {
    const starts = startsOf(bundle)
    const last = starts.length - 1
    for (const [chunk, start] of starts.slice(0, last).entries()) {
      const opened = unwrap(openAsBen(bundle.subarray(0, start + 10)))
      expect(opened.deliveries).toHaveLength(chunk)
      expect(opened.missingChunks).toEqual(
        Array.from({ length: last - chunk }, (_, i) => chunk + i),
      )
    }
    expect(unwrap(openAsBen(bundle.subarray(0, -1))).missingChunks).toEqual([last - 1])
  })

  it('gives the same from two halves, damaged in different chunks, as from the whole', () => {
    const starts = startsOf(bundle)
    const one = unwrap(openAsBen(flip(bundle, (starts[1] as number) + 200)))
    const other = unwrap(openAsBen(bundle.subarray(0, starts[2] as number)))
    const [, second] = other.deliveries
    expect(bytesOf([one.deliveries[0], second, ...one.deliveries.slice(1)] as never)).toBe(
      bytesOf([sent]),
    )
  })

  it('is refused when its manifest was damaged or cut off, each with its code', () => {
    const { headBytes, manifestBytes } = headOf(bundle)
    expect(codeFor(flip(bundle, headBytes))).toBe('bundle/damaged')
    expect(codeFor(flip(bundle, headBytes + manifestBytes - 1))).toBe('bundle/damaged')
    expect(codeFor(flip(bundle, 20))).toBe('bundle/damaged')
    expect(codeFor(bundle.subarray(0, headBytes + manifestBytes - 1))).toBe('bundle/truncated')
    expect(codeFor(bundle.subarray(0, 12))).toBe('bundle/truncated')
  })

  it('says when something was put after its end', () => {
    const opened = unwrap(openAsBen(concatBytes(bundle, new Uint8Array(5))))
    expect(opened.surplusBytes).toBe(5)
    expect(bytesOf(opened.deliveries)).toBe(bytesOf([sent]))
  })

  it('has no byte whose change goes unnoticed', () => {
    const small = unwrap(sealBundle(emptyDelivery, addressFor(ada, ben)))
    for (let at = 0; at < small.length; at += 7) {
      const opened = openAsBen(flip(small, at))
      expect(opened.ok && opened.value.damagedChunks.length === 0).toBe(false)
    }
  })
})

describe('the limit of a bundle', () => {
  it('is asked before anything is sealed', () => {
    const part = new Uint8Array(4_000_000)
    const spaces = [{ space: '5a'.repeat(16), entries: [], parts: Array(68).fill(part) }]
    expect(sealBundle({ ...emptyDelivery, spaces }, addressFor(ada, ben))).toEqual({
      ok: false,
      error: { code: 'bundle/too-large', limitBytes: maxBundleBytes },
    })
  })

  it('leaves room for many of the largest parts', () => {
    const part = new Uint8Array(4_000_000)
    const spaces = [{ space: '5a'.repeat(16), entries: [], parts: Array(16).fill(part) }]
    const bytes = unwrap(sealBundle({ ...emptyDelivery, spaces }, addressFor(ada, ben)))
    expect(unwrap(openAsBen(bytes)).deliveries).toHaveLength(16)
  })
})
