import * as Y from 'yjs'
import { createTextDoc, encodeTextDoc, textFragmentOf } from './text-doc'

const paragraph = 'paragraph'

/** Elements that are one line of plain text each; every other element only holds such lines. */
const lineElements: readonly string[] = [paragraph, 'heading', 'codeBlock']
const lineBreakElement = 'hardBreak'

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

const isBlank = (line: string): boolean => line.trim() === ''

const linesOf = (text: string): readonly string[] =>
  text
    .replace(loneSurrogate, '\uFFFD')
    .split(/\r\n?|\n/)
    .filter((line) => !isBlank(line))

/**
 * One kind of line end, no half characters and no blank lines, which paragraphs stand for: what a
 * document can hold and give back unchanged.
 */
export const normalizeText = (text: string): string => linesOf(text).join('\n')

/**
 * A new document with the text as its content, one paragraph per line that is not blank, as pasting
 * it into an editor makes, as an update to begin the document with. {@link plainTextOf} gives the
 * normalized text back.
 *
 * @param clientId 32 random bits that no other author of this document has.
 */
export const narrativeUpdateFromText = (text: string, clientId: number): Uint8Array => {
  const doc = createTextDoc(clientId)
  const paragraphs = linesOf(text).map((line) => {
    const element = new Y.XmlElement(paragraph)
    element.insert(0, [new Y.XmlText(line)])
    return element
  })
  doc.transact(() => textFragmentOf(doc).insert(0, paragraphs))
  const update = encodeTextDoc(doc)
  doc.destroy()
  return update
}

/** Cut to at most `maxChars` UTF-16 units without cutting a character in half. */
const cutText = (text: string, maxChars: number): string => {
  if (text.length <= maxChars) return text
  const cut = text.slice(0, maxChars)
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut
}

const textRuns = (text: Y.XmlText): string =>
  (text.toDelta() as readonly { insert?: unknown }[])
    .map((run) => (typeof run.insert === 'string' ? run.insert : ''))
    .join('')

type Step = Y.AbstractType<unknown> | 'line'

/**
 * The words of the document, one line per paragraph, heading or code block.
 *
 * Never throws on a document built by `applyTextUpdate`, however deep; reads no further than it
 * has to.
 *
 * @param maxChars UTF-16 units after which the rest is left out.
 */
export const plainTextOf = (doc: Y.Doc, maxChars: number): string => {
  const pieces: string[] = []
  let length = 0
  let hasLine = false
  const push = (piece: string): void => {
    pieces.push(piece)
    length += piece.length
  }
  const steps: Step[] = [...textFragmentOf(doc).toArray()].reverse() as Step[]
  for (let step = steps.pop(); step !== undefined && length <= maxChars; step = steps.pop()) {
    if (step === 'line') {
      if (hasLine) push('\n')
      hasLine = true
    } else if (step instanceof Y.XmlText) {
      push(textRuns(step))
    } else if (step instanceof Y.XmlElement) {
      if (step.nodeName === lineBreakElement) push('\n')
      for (const child of [...step.toArray()].reverse()) steps.push(child as Step)
      if (lineElements.includes(step.nodeName)) steps.push('line')
    }
  }
  return cutText(pieces.join(''), maxChars)
}
