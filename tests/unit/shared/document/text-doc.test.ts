import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  applyTextUpdate,
  createTextDoc,
  encodeTextDoc,
  joinTextDoc,
  maxTextDepth,
  maxTextUpdateBytes,
  mergeTextUpdates,
  narrativeUpdateFromText,
  normalizeText,
  plainTextOf,
  textFragmentOf,
} from '../../../../shared/document'
import { err } from '../../../../shared/errors/result'

const noLimit = Number.POSITIVE_INFINITY
const anyLine = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.lorem({ mode: 'sentences' }),
  fc.constantFrom('', ' ', '\t'),
)
const anyText = fc
  .array(fc.tuple(anyLine, fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\n \n')), { maxLength: 6 })
  .map((lines) => lines.flat().join(''))

/** Lone surrogates replaced, as by any encoder of UTF-8. */
const wellFormed = (text: string): string => Buffer.from(text).toString()

const docOf = (text: string): Y.Doc => {
  const doc = createTextDoc(7)
  expect(applyTextUpdate(doc, narrativeUpdateFromText(text, 3)).ok).toBe(true)
  return doc
}

const snapshotOf = (doc: Y.Doc): string =>
  JSON.stringify([
    [...encodeTextDoc(doc)],
    textFragmentOf(doc).toString(),
    plainTextOf(doc, noLimit),
  ])

const updateOf = (write: (doc: Y.Doc) => void): Uint8Array => {
  const doc = new Y.Doc()
  doc.transact(() => write(doc))
  return Y.encodeStateAsUpdate(doc)
}

describe('a narrative made from plain text', () => {
  it('gives any text back, with line ends, blank lines and half characters normalized', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(plainTextOf(docOf(text), noLimit)).toBe(normalizeText(text))
      }),
    )
  })

  it('gives normalized text back as it was, and makes the same document again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const normalized = normalizeText(text)
        expect(normalizeText(normalized)).toBe(normalized)
        expect(plainTextOf(docOf(normalized), noLimit)).toBe(normalized)
        expect(textFragmentOf(docOf(normalized)).toString()).toBe(
          textFragmentOf(docOf(text)).toString(),
        )
      }),
    )
  })

  it('keeps every line that says something, in its order, and no paragraph without words', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const said = wellFormed(text).split(/\r\n?|\n/)
        const words = plainTextOf(docOf(text), noLimit)
        expect(words === '' ? [] : words.split('\n')).toEqual(
          said.filter((line) => /\S/.test(line)),
        )
        expect(textFragmentOf(docOf(text)).toString()).not.toContain('<paragraph></paragraph>')
      }),
    )
  })

  it('gives text of arbitrary code units back, lone surrogates replaced', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 }), (units) => {
        const text = String.fromCharCode(...units)
        expect(plainTextOf(docOf(text), noLimit)).toBe(normalizeText(text))
        expect(normalizeText(normalizeText(text))).toBe(normalizeText(text))
      }),
    )
  })

  it('is the same bytes for the same text and author', () => {
    expect(narrativeUpdateFromText('a\nb', 5)).toEqual(narrativeUpdateFromText('a\nb', 5))
  })

  it.each(['Hello\nagain', 'Hello\n\nagain', '\n\nHello\r\n \t\r\n\r\nagain\n'])(
    'makes one paragraph per line, and none of a blank one: %j',
    (text) => {
      expect(textFragmentOf(docOf(text)).toString()).toBe(
        '<paragraph>Hello</paragraph><paragraph>again</paragraph>',
      )
    },
  )

  it.each(['', '\n', ' \n\n'])('holds nothing for a text without words: %j', (text) => {
    expect(textFragmentOf(docOf(text)).length).toBe(0)
  })
})

describe('plain text of a document', () => {
  it('reads headings, lists, code, breaks and marked words, one line each', () => {
    const doc = createTextDoc(1)
    const element = (name: string, children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement => {
      const made = new Y.XmlElement(name)
      made.insert(0, children)
      return made
    }
    textFragmentOf(doc).insert(0, [
      element('heading', [new Y.XmlText('What was said')]),
      element('bulletList', [
        element('listItem', [element('paragraph', [new Y.XmlText('one')])]),
        element('listItem', [element('paragraph', [new Y.XmlText('two')])]),
      ]),
      new Y.XmlElement('horizontalRule'),
      element('paragraph', [
        new Y.XmlText('up'),
        new Y.XmlElement('hardBreak'),
        new Y.XmlText('down'),
      ]),
    ])
    const marked = new Y.XmlText()
    textFragmentOf(doc).push([element('paragraph', [marked])])
    marked.insert(0, 'plain ')
    marked.insert(6, 'bold', { bold: true })
    expect(plainTextOf(doc, noLimit)).toBe('What was said\none\ntwo\nup\ndown\nplain bold')
  })

  it('stops at the limit without cutting a character in half', () => {
    fc.assert(
      fc.property(anyText, fc.nat(60), (text, maxChars) => {
        const cut = plainTextOf(docOf(text), maxChars)
        expect(cut.length).toBeLessThanOrEqual(maxChars)
        expect(normalizeText(text).startsWith(cut)).toBe(true)
        expect(cut).toBe(wellFormed(cut))
      }),
    )
  })
})

describe('applying an update from outside', () => {
  it('converges whatever the order, and says when something earlier is missing', () => {
    const writer = createTextDoc(11)
    const updates: Uint8Array[] = []
    writer.on('update', (update: Uint8Array) => updates.push(update))
    const line = new Y.XmlElement('paragraph')
    textFragmentOf(writer).insert(0, [line])
    const words = new Y.XmlText()
    line.insert(0, [words])
    for (const word of ['Ada ', 'wrote ', 'this']) words.insert(words.length, word)

    const reader = createTextDoc(12)
    const [first, ...later] = updates as [Uint8Array, ...Uint8Array[]]
    expect(applyTextUpdate(reader, mergeTextUpdates(later))).toEqual({
      ok: true,
      value: { isComplete: false },
    })
    expect(applyTextUpdate(reader, first)).toEqual({ ok: true, value: { isComplete: true } })
    expect(plainTextOf(reader, noLimit)).toBe('Ada wrote this')
  })

  it('never throws on random bytes, and leaves the document as it was when it refuses', () => {
    const doc = docOf('keep me')
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const before = snapshotOf(doc)
        const result = applyTextUpdate(doc, bytes)
        if (!result.ok) expect(snapshotOf(doc)).toBe(before)
        expect(plainTextOf(doc, noLimit).startsWith('keep me')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('never throws on a real update that was cut or changed', () => {
    const good = narrativeUpdateFromText('Ben said something\nand then more', 9)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 4 }),
        fc.nat(good.length),
        (changes, length) => {
          const bytes = good.slice(0, length)
          for (const [at, value] of changes) if (at < length) bytes[at] = value
          const doc = docOf('keep me')
          const before = snapshotOf(doc)
          const result = applyTextUpdate(doc, bytes)
          if (!result.ok) expect(snapshotOf(doc)).toBe(before)
          plainTextOf(doc, noLimit)
          const copy = createTextDoc()
          expect(applyTextUpdate(copy, encodeTextDoc(doc)).ok).toBe(true)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it.each([
    ['another root', updateOf((doc) => doc.getText('elsewhere').insert(0, 'hidden'))],
    ['a map in the text', updateOf((doc) => doc.getArray('content').insert(0, [new Y.Map()]))],
    ['a subdocument', updateOf((doc) => doc.getArray('content').insert(0, [new Y.Doc()]))],
    ['binary content', updateOf((doc) => doc.getArray('content').insert(0, [new Uint8Array(3)]))],
    ['no bytes at all', new Uint8Array()],
  ])('refuses %s', (_name, update) => {
    const doc = docOf('keep me')
    const before = snapshotOf(doc)
    expect(applyTextUpdate(doc, update)).toEqual(err({ code: 'text/malformed-update' }))
    expect(snapshotOf(doc)).toBe(before)
  })

  const nested = (depth: number): Uint8Array =>
    updateOf((doc) => {
      let at: Y.XmlFragment = doc.getXmlFragment('content')
      for (let i = 0; i < depth; i++) {
        const child = new Y.XmlElement('blockquote')
        at.insert(0, [child])
        at = child
      }
    })

  it('refuses nesting that would exhaust a reader, and takes what is just below', () => {
    expect(applyTextUpdate(createTextDoc(), nested(maxTextDepth)).ok).toBe(true)
    for (const depth of [maxTextDepth + 1, 20_000])
      expect(applyTextUpdate(createTextDoc(), nested(depth))).toEqual(
        err({ code: 'text/malformed-update' }),
      )
  })

  it('refuses an update above the limit, and says the limit', () => {
    expect(applyTextUpdate(createTextDoc(), new Uint8Array(maxTextUpdateBytes + 1))).toEqual(
      err({ code: 'text/too-large', limitBytes: maxTextUpdateBytes }),
    )
  })

  it('joins a whole document that has grown beyond that limit, and still refuses a malformed one', () => {
    const whole = narrativeUpdateFromText('word '.repeat(maxTextUpdateBytes / 4), 3)
    expect(whole.length).toBeGreaterThan(maxTextUpdateBytes)
    const doc = createTextDoc(4)
    expect(joinTextDoc(doc, whole)).toEqual({ ok: true, value: { isComplete: true } })
    expect(plainTextOf(doc, noLimit)).toBe('word '.repeat(maxTextUpdateBytes / 4))
    expect(joinTextDoc(doc, new Uint8Array())).toEqual(err({ code: 'text/malformed-update' }))
  })
})
