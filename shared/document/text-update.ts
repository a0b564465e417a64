import * as Y from 'yjs'
import { err, ok, type Result } from '../errors/result'
import { createTextDoc, rootKeys, textFragmentOf } from './text-doc'

/** The limit of one entry's part; typing is batched into updates of some hundred bytes. */
export const maxTextUpdateBytes = 1_048_576

/** Lists in quotes in lists end long before this; deeper nesting exhausts the stack of a reader. */
export const maxTextDepth = 64

export type TextUpdateRefused =
  | { readonly code: 'text/malformed-update' }
  | { readonly code: 'text/too-large'; readonly limitBytes: number }

export interface TextApplied {
  /** False while the document waits for earlier updates that have not been applied (or were erased). */
  readonly isComplete: boolean
}

const isAllowedContent = (content: Y.Item['content']): boolean => {
  if (content instanceof Y.ContentType)
    return content.type instanceof Y.XmlElement || content.type instanceof Y.XmlText
  return (
    content instanceof Y.ContentString ||
    content instanceof Y.ContentFormat ||
    content instanceof Y.ContentAny ||
    content instanceof Y.ContentDeleted
  )
}

/** Only what an editor writes: no subdocuments, no binaries, no other roots, no other shared types. */
const isAllowedStruct = (struct: Y.Item | Y.GC | Y.Skip): boolean =>
  !(struct instanceof Y.Item) ||
  (isAllowedContent(struct.content) &&
    (typeof struct.parent !== 'string' || rootKeys.includes(struct.parent)))

const isShallow = (doc: Y.Doc): boolean => {
  let level: unknown[] = textFragmentOf(doc).toArray()
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= maxTextDepth) return false
    level = level.flatMap((child) => (child instanceof Y.XmlElement ? child.toArray() : []))
  }
  return true
}

const isComplete = (doc: Y.Doc): boolean =>
  doc.store.pendingStructs === null && doc.store.pendingDs === null

/** Applies to a copy first: an update that throws halfway would leave its half behind. */
const isSafeFor = (doc: Y.Doc, update: Uint8Array): boolean => {
  const copy = createTextDoc()
  try {
    const { structs } = Y.decodeUpdate(update)
    if (!structs.every(isAllowedStruct)) return false
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    Y.applyUpdate(copy, update)
    return isShallow(copy)
  } catch {
    // Yjs reports malformed bytes by throwing, with whatever error its decoder happened on.
    return false
  } finally {
    copy.destroy()
  }
}

const applySafely = (
  doc: Y.Doc,
  update: Uint8Array,
  origin: unknown,
): Result<TextApplied, { readonly code: 'text/malformed-update' }> => {
  if (!isSafeFor(doc, update)) return err({ code: 'text/malformed-update' })
  Y.applyUpdate(doc, update, origin)
  return ok({ isComplete: isComplete(doc) })
}

/**
 * Applies an update from outside (another process, another author). On failure the document is
 * unchanged. Costs a copy of the document: merge many stored updates into one before applying.
 *
 * @param origin handed to the observers of the document, so that an editor can tell its own writing.
 */
export const applyTextUpdate = (
  doc: Y.Doc,
  update: Uint8Array,
  origin?: unknown,
): Result<TextApplied, TextUpdateRefused> =>
  update.length > maxTextUpdateBytes
    ? err({ code: 'text/too-large', limitBytes: maxTextUpdateBytes })
    : applySafely(doc, update, origin)

/**
 * Joins a whole document, as `encodeTextDoc` gives it, with what the document holds already. As
 * {@link applyTextUpdate}, without its limit: a text grows with every edit of its life.
 */
export const joinTextDoc = (
  doc: Y.Doc,
  whole: Uint8Array,
  origin?: unknown,
): Result<TextApplied, { readonly code: 'text/malformed-update' }> =>
  applySafely(doc, whole, origin)
