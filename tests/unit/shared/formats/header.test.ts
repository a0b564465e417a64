import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unwrap } from '../../../../shared/errors/result'
import {
  encodeHeader,
  encodeSlotContext,
  type HeaderBody,
  maxHeaderBytes,
  maxLabelChars,
  parseHeader,
} from '../../../../shared/formats/header'
import { concatBytes } from '../../../../shared/util/bytes'

/** Any hash will do for the layout. */
const hash = (...parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(
    createHash('sha256')
      .update(concatBytes(...parts))
      .digest(),
  )

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const natural = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
const headers: fc.Arbitrary<HeaderBody> = fc.record({
  vaultId: bytes(16),
  label: fc.string({ unit: 'grapheme', maxLength: 50 }),
  createdAtMs: natural,
  revision: natural,
  kdf: fc.record({ opsLimit: natural, memLimitBytes: natural }),
  kdfSalt: bytes(16),
  intakePublicKey: bytes(32),
  machineSalt: bytes(16),
  machineHash: bytes(32),
  slots: fc.record({ passphrase: bytes(104), recovery: bytes(104) }),
  mac: bytes(32),
})

describe('the header', () => {
  it('reads back what was written, and writes it alike', () => {
    fc.assert(
      fc.property(headers, (header) => {
        const encoded = encodeHeader(header, hash)
        expect(unwrap(parseHeader(encoded, hash))).toEqual(header)
        expect(encodeHeader(unwrap(parseHeader(encoded, hash)), hash)).toEqual(encoded)
      }),
    )
  })

  it('refuses any change of any byte', () => {
    fc.assert(
      fc.property(headers, fc.nat(), fc.integer({ min: 1, max: 255 }), (header, place, change) => {
        const encoded = encodeHeader(header, hash)
        const at = place % encoded.length
        encoded[at] = (encoded[at] as number) ^ change
        expect(parseHeader(encoded, hash).ok).toBe(false)
      }),
    )
  })

  it('never throws on any bytes', () => {
    const magic = new TextEncoder().encode('CONCLAVE')
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (noise, hasMagic) => {
        const input = hasMagic ? concatBytes(magic, new Uint8Array([0, 1]), noise) : noise
        expect(parseHeader(input, hash).ok).toBe(false)
      }),
    )
  })

  it('is refused above its limits', () => {
    const [sample] = fc.sample(headers, 1) as [HeaderBody]
    const long = encodeHeader({ ...sample, label: 'x'.repeat(maxLabelChars + 1) }, hash)
    expect(parseHeader(long, hash)).toEqual({ ok: false, error: { code: 'header/damaged' } })
    const most = encodeHeader({ ...sample, label: '\u{1F512}'.repeat(maxLabelChars / 2) }, hash)
    expect(most.length).toBeLessThan(maxHeaderBytes)
    expect(parseHeader(most, hash).ok).toBe(true)
  })

  it('binds each slot to what opening it depends on', () => {
    const [sample] = fc.sample(headers, 1) as [HeaderBody]
    const contexts = [
      encodeSlotContext('passphrase', sample),
      encodeSlotContext('recovery', sample),
      encodeSlotContext('passphrase', { ...sample, kdf: { opsLimit: 3, memLimitBytes: 1 } }),
      encodeSlotContext('passphrase', { ...sample, kdfSalt: new Uint8Array(16) }),
      encodeSlotContext('passphrase', { ...sample, vaultId: new Uint8Array(16) }),
      encodeSlotContext('passphrase', { ...sample, createdAtMs: 7 }),
    ].map((context) => Buffer.from(context).toString('hex'))
    expect(new Set(contexts).size).toBe(contexts.length)
    // A new passphrase has a new salt, and must leave the recovery slot valid.
    expect(encodeSlotContext('recovery', { ...sample, kdfSalt: new Uint8Array(16) })).toEqual(
      encodeSlotContext('recovery', sample),
    )
  })
})
