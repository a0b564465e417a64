import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  createTextDoc,
  encodeTextCursor,
  maxTextCursorBytes,
  parseTextCursor,
  textFragmentOf,
} from '../../../../shared/document'

const createText = (words: string) => {
  const doc = createTextDoc(1)
  const paragraph = new Y.XmlElement('paragraph')
  const text = new Y.XmlText(words)
  paragraph.insert(0, [text])
  textFragmentOf(doc).insert(0, [paragraph])
  return { doc, text }
}

const at = (type: Y.XmlText, index: number) => Y.createRelativePositionFromTypeIndex(type, index)

const indexOf = (doc: Y.Doc, position: Y.RelativePosition) =>
  Y.createAbsolutePositionFromRelativePosition(position, doc)?.index

describe('a cursor in a text', () => {
  it('survives being encoded and parsed, wherever it is', () => {
    const { doc, text } = createText('a quiet room')
    fc.assert(
      fc.property(fc.nat(12), fc.nat(12), (from, to) => {
        const bytes = encodeTextCursor({ anchor: at(text, from), head: at(text, to) })
        expect(bytes.length).toBeLessThanOrEqual(maxTextCursorBytes)
        const parsed = parseTextCursor(bytes)
        expect(parsed === null ? null : indexOf(doc, parsed.anchor)).toBe(from)
        expect(parsed === null ? null : indexOf(doc, parsed.head)).toBe(to)
      }),
    )
  })

  it('moves with what is written before it', () => {
    const { doc, text } = createText('a quiet room')
    const cursor = parseTextCursor(encodeTextCursor({ anchor: at(text, 2), head: at(text, 7) }))
    text.insert(0, 'in ')
    expect(cursor === null ? null : indexOf(doc, cursor.head)).toBe(10)
  })

  it('in a text that is empty is where the text begins', () => {
    const doc = createTextDoc(1)
    const start = Y.createRelativePositionFromTypeIndex(textFragmentOf(doc), 0)
    expect(parseTextCursor(encodeTextCursor({ anchor: start, head: start }))).not.toBeNull()
  })

  it('is refused when it points to anything but the text', () => {
    const elsewhere = Y.createRelativePositionFromTypeIndex(new Y.Doc().getXmlFragment('other'), 0)
    expect(parseTextCursor(encodeTextCursor({ anchor: elsewhere, head: elsewhere }))).toBeNull()
  })

  it('is refused or parsed, and never throws, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const parsed = parseTextCursor(bytes)
        expect(parsed === null || 'anchor' in parsed).toBe(true)
      }),
    )
    expect(parseTextCursor(new Uint8Array(maxTextCursorBytes + 1))).toBeNull()
  })
})
