import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createSignalSeal,
  sealedPrefixChars,
} from '../../../../../electron/sync/signalling/sealed-signal'
// y-webrtc shows none of this; the file is read as it is in the package.
// @ts-expect-error it has no types either
import * as yWebrtc from '../../../../../node_modules/y-webrtc/src/crypto.js'

const password = '5a'.repeat(32)
const room = 'ab'.repeat(32)
const seal = createSignalSeal(password, room)
const message = { type: 'announce', from: 'x', nested: { token: 1.5, list: [1, null] } }

describe('what laptops tell each other over a signalling server', () => {
  it('is opened by who has the password of the room, and by nobody else', async () => {
    const sealed = await seal.seal(message)
    expect(await seal.open(sealed)).toEqual(message)
    expect(await createSignalSeal('5b'.repeat(32), room).open(sealed)).toBeUndefined()
    expect(await createSignalSeal(password, 'ac'.repeat(32)).open(sealed)).toBeUndefined()
  })

  it('is in the format of y-webrtc with a password', async () => {
    const key = await yWebrtc.deriveKey(password, room)
    const theirs: Uint8Array = await yWebrtc.encryptJson(message, key)
    expect(await seal.open(Buffer.from(theirs).toString('base64'))).toEqual(message)
    const ours = Buffer.from(await seal.seal(message), 'base64')
    expect(await yWebrtc.decryptJson(new Uint8Array(ours), key)).toEqual(message)
  })

  it('never looks the same twice, from its first characters on', async () => {
    const texts = await Promise.all(Array.from({ length: 50 }, () => seal.seal(message)))
    expect(new Set(texts.map((text) => text.slice(0, sealedPrefixChars))).size).toBe(50)
    expect(texts.join('')).not.toContain('announce')
  })

  it('is not opened when a byte of it was changed, or when it is anything else', async () => {
    const sealed = Buffer.from(await seal.seal(message), 'base64')
    for (let at = 8; at < sealed.length; at += 5) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(await seal.open(changed.toString('base64'))).toBeUndefined()
    }
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.base64String()), async (text) => {
        expect(await seal.open(text)).toBeUndefined()
      }),
    )
  })
})
