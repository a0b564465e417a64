import { wordlist } from '@scure/bip39/wordlists/english.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { deriveInProcess } from '../../../../../electron/vault/crypto/kdf'
import { kdfFloor } from '../../../../../electron/vault/crypto/kdf-params'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import {
  encodeHandoffClear,
  parseHandoffClear,
} from '../../../../../electron/vault/handoff/handoff-file'
import {
  type HandoffDeps,
  handoffFileName,
  makeHandoff,
  maxHandoffContentBytes,
} from '../../../../../electron/vault/handoff/make-handoff'
import { openHandoff } from '../../../../../electron/vault/handoff/open-handoff'
import { suggestPassphrase } from '../../../../../electron/vault/handoff/suggest-passphrase'
import { unwrap } from '../../../../../shared/errors/result'
import { type Bytes, textOf } from '../../../../../shared/util/bytes'

const deps: HandoffDeps = {
  page: '<main></main><script type="text/plain">__SEALED__</script>',
  derive: deriveInProcess,
  kdf: kdfFloor,
}
const content = {
  title: 'Case blue-heron',
  sections: [
    {
      heading: 'What was told',
      paragraphs: ['In the north hall.', 'Grüße, <b>bold</b> \u{1f54a}'],
    },
    { heading: 'Facts', rows: [['Channel', 'phone'] as const] },
  ],
}
const passphrase = 'seven words that nobody wrote on paper'

let html: string
let sealed: Bytes

const sealedOf = (page: string): Bytes => {
  const [, data] = page.match(/>([A-Za-z0-9+/=]{100,})</) as RegExpMatchArray
  return new Uint8Array(Buffer.from(data as string, 'base64'))
}

beforeAll(async () => {
  await loadSodium()
  html = textOf(unwrap(await makeHandoff(content, passphrase, deps)))
  sealed = sealedOf(html)
})

describe('a hand-off package (R29)', () => {
  it('opens with its passphrase and gives back everything', async () => {
    expect(await openHandoff(sealed, passphrase)).toEqual(content)
  })

  it('opens however the words were spaced and composed when they were typed', async () => {
    expect(await openHandoff(sealed, `  ${passphrase.replaceAll(' ', '   ')}\n`)).toEqual(content)
    const composed = unwrap(await makeHandoff(content, 'caf\u00e9 au lait', deps))
    expect(await openHandoff(sealedOf(textOf(composed)), 'cafe\u0301 au lait')).toEqual(content)
  })

  it('stays closed to every other passphrase', async () => {
    for (const other of ['', 'seven words', passphrase.toUpperCase(), `${passphrase}s`]) {
      expect(await openHandoff(sealed, other)).toBe('wrong-passphrase')
    }
  })

  it('has nothing of the content in the clear, and its length to a block only', async () => {
    for (const word of ['heron', 'north', 'phone', 'seven']) {
      expect(html).not.toContain(word)
      expect(Buffer.from(sealed).toString('latin1')).not.toContain(word)
    }
    const shorter = unwrap(await makeHandoff({ title: 'x', sections: [] }, passphrase, deps))
    expect(shorter).toHaveLength(html.length)
  })

  it('does not open when a byte of it was changed', async () => {
    for (const at of [0, 9, 40, sealed.length - 1]) {
      const flipped = sealed.slice() as Bytes
      flipped[at] = (flipped[at] as number) ^ 1
      const opened = await openHandoff(flipped, passphrase)
      expect(opened).toBe(at < 10 ? 'damaged' : 'wrong-passphrase')
    }
  })

  it('is refused, before anything is derived, when it asks for too little work or too much', async () => {
    const salt = new Uint8Array(16)
    const asks = [
      { opsLimit: 1, memLimitBytes: kdfFloor.memLimitBytes, salt },
      { opsLimit: 3, memLimitBytes: 4_096 * 1_048_576 - 1_024, salt },
    ]
    for (const kdf of asks) {
      const weakened = sealed.slice() as Bytes
      weakened.set(encodeHandoffClear(kdf))
      expect(parseHandoffClear(weakened)).toEqual(kdf)
      expect(await openHandoff(weakened, passphrase)).toBe('damaged')
    }
    expect(await openHandoff(sealed.subarray(0, 90), passphrase)).toBe('damaged')
  })

  it('is refused over its limit', async () => {
    const paragraphs = ['x'.repeat(maxHandoffContentBytes)]
    const sections = [{ heading: 'Long', paragraphs }]
    expect(await makeHandoff({ title: 'x', sections }, passphrase, deps)).toEqual({
      ok: false,
      error: { code: 'handoff/too-large', limitBytes: maxHandoffContentBytes },
    })
  })

  it('is made of a page with one place for its data', async () => {
    const page = 'no place'
    await expect(makeHandoff(content, passphrase, { ...deps, page })).rejects.toThrow(/one place/)
  })

  it('has a file name that tells nothing', () => {
    expect(handoffFileName()).toMatch(/^sealed-[0-9a-f]{8}\.html$/)
  })
})

describe('a suggested passphrase', () => {
  it('is seven words of the list, every one as likely as another', () => {
    const first = suggestPassphrase((length) => new Uint8Array(length))
    expect(first).toBe(Array(7).fill(wordlist[0]).join(' '))
    const last = suggestPassphrase((length) => new Uint8Array(length).fill(0xff))
    expect(last).toBe(Array(7).fill(wordlist[2_047]).join(' '))
  })

  it('is another each time', () => {
    const words = new Set(Array.from({ length: 50 }, () => suggestPassphrase()))
    expect(words.size).toBe(50)
  })
})
