import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as realKeys from '../../../electron/vault/crypto/keys'
import * as realSeal from '../../../electron/vault/crypto/seal'
import { loadSodium } from '../../../electron/vault/crypto/sodium'
import * as fakeKeys from './fake-keys'
import * as fakeSeal from './fake-seal'
import { seedRandomness } from './randomness'
import { withSeededRandomness } from './seeded-keys'

const anyBytes = fc.uint8Array({ maxLength: 200 })

/** Another text of the same length. */
const changed = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, index) => (index === at % bytes.length ? byte ^ 1 : byte))

await loadSodium()

describe.each([
  ['fake', fakeKeys, fakeSeal],
  ['seeded', withSeededRandomness(realKeys), realSeal],
])('the %s cryptography of simulations', (_name, keys, { open, seal }) => {
  it('opens a seal with its key and associated data, and with nothing else', () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, fc.nat(), (text, context, at) => {
        const key = keys.randomBytes(32)
        const sealed = seal(key, text, context)
        expect(sealed.length).toBe(text.length + realSeal.sealOverheadBytes)
        expect(open(key, sealed, context)).toEqual(text)
        expect(open(changed(key, at), sealed, context)).toBeNull()
        expect(open(key, changed(sealed, at), context)).toBeNull()
        expect(open(key, sealed, new Uint8Array([...context, 0]))).toBeNull()
      }),
    )
  })

  it('verifies a signature for its key and message alone', () => {
    fc.assert(
      fc.property(anyBytes, fc.nat(), (text, at) => {
        const ada = keys.makeSigningKeys()
        const mallory = keys.makeSigningKeys()
        const signature = keys.sign(ada.secretKey, text)
        expect(signature.length).toBe(64)
        expect(keys.verify(ada.publicKey, text, signature)).toBe(true)
        expect(keys.verify(mallory.publicKey, text, signature)).toBe(false)
        expect(keys.verify(ada.publicKey, text, changed(signature, at))).toBe(false)
        expect(keys.verify(ada.publicKey, new Uint8Array([...text, 0]), signature)).toBe(false)
      }),
      { numRuns: 30 },
    )
  })

  it('opens a box with its key pair alone', () => {
    fc.assert(
      fc.property(anyBytes, fc.nat(), (text, at) => {
        const ada = keys.makeBoxKeys()
        const mallory = keys.makeBoxKeys()
        const box = keys.boxTo(ada.publicKey, text)
        expect(box.length).toBe(text.length + 48)
        expect(keys.openBox(ada, box)).toEqual(text)
        expect(keys.openBox(mallory, box)).toBeNull()
        expect(keys.openBox({ ...ada, secretKey: mallory.secretKey }, box)).toBeNull()
        expect(keys.openBox(ada, changed(box, at))).toBeNull()
      }),
      { numRuns: 30 },
    )
  })

  it('gives the same keys, seals and boxes again for the same seed', () => {
    const draw = () => {
      seedRandomness('again')
      const { publicKey } = keys.makeBoxKeys()
      return [
        keys.makeSigningKeys(),
        publicKey,
        keys.boxTo(publicKey, new Uint8Array([1, 2, 3])),
        keys.randomBytes(7),
      ]
    }
    expect(draw()).toEqual(draw())
  })
})
