import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unwrap } from '../../../../shared/errors/result'
import {
  countChunks,
  encodeChunkContext,
  encodeImageClear,
  encodeImageSecret,
  imageChunkBytes,
  imageFileBytes,
  imageHeaderBytes,
  maxImageBytes,
  parseImageClear,
  parseImageSecret,
} from '../../../../shared/formats/image'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const natural = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
const clears = fc.record({
  vaultId: bytes(16),
  generation: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  chunkBytes: fc.constant(imageChunkBytes),
  plaintextBytes: fc.integer({ min: 0, max: maxImageBytes }),
})

const padded = (clear: Uint8Array): Uint8Array => {
  const out = new Uint8Array(imageHeaderBytes)
  out.set(clear)
  return out
}

describe('the image', () => {
  it('reads back its clear facts, in a file of the right size only', () => {
    fc.assert(
      fc.property(clears, fc.integer({ min: -80, max: 80 }), (clear, off) => {
        const head = padded(encodeImageClear(clear))
        const size = imageFileBytes(clear.plaintextBytes)
        expect(unwrap(parseImageClear(head, size))).toEqual(clear)
        if (off !== 0) expect(parseImageClear(head, size + off).ok).toBe(false)
      }),
    )
  })

  it('reads back its secret facts, of the exact length only', () => {
    const secrets = fc.record({
      fileKey: bytes(32),
      sequence: natural,
      headHash: bytes(32),
      writtenAtMs: natural,
      schemaVersion: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    })
    fc.assert(
      fc.property(secrets, (secret) => {
        const encoded = encodeImageSecret(secret)
        expect(parseImageSecret(encoded)).toEqual(secret)
        expect(parseImageSecret(encoded.subarray(1))).toBe(null)
      }),
    )
    expect(parseImageSecret(new Uint8Array(84).fill(255))).toBe(null)
  })

  it('never throws on any bytes', () => {
    const magic = new TextEncoder().encode('CONCIMAG')
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 250 }), fc.boolean(), (noise, hasMagic) => {
        const input = hasMagic ? new Uint8Array([...magic, 0, 1, ...noise]) : noise
        expect(parseImageClear(input, input.length).ok).toBe(false)
      }),
    )
  })

  it('has a chunk even when it is empty, and one context per chunk', () => {
    expect([0, 1, 65_536, 65_537, 131_072].map(countChunks)).toEqual([1, 1, 1, 2, 2])
    const clear = { vaultId: new Uint8Array(16), generation: 1 }
    const contexts = [
      encodeChunkContext(clear, 0, false),
      encodeChunkContext(clear, 0, true),
      encodeChunkContext(clear, 1, false),
      encodeChunkContext({ ...clear, generation: 2 }, 0, false),
    ].map(String)
    expect(new Set(contexts).size).toBe(4)
  })
})
