import * as Y from 'yjs'

/**
 * A text that people write together: one Y.Doc per text, its content in one XML fragment whose
 * elements are named like the nodes of Tiptap's StarterKit. Nothing outside this folder spells a key.
 */
const fragmentKey = 'content'

/** Root types that an update may write to. */
export const rootKeys: readonly string[] = [fragmentKey]

/**
 * An empty document.
 *
 * @param clientId 32 random bits from the caller's source. Needed where something will be written;
 * a document that is only read may go without.
 */
export const createTextDoc = (clientId?: number): Y.Doc => {
  const doc = new Y.Doc()
  if (clientId !== undefined) doc.clientID = clientId >>> 0
  doc.getXmlFragment(fragmentKey)
  return doc
}

/** What an editor binds to. */
export const textFragmentOf = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(fragmentKey)

/** The whole document as one update. */
export const encodeTextDoc = (doc: Y.Doc): Uint8Array => Y.encodeStateAsUpdate(doc)

/** Several updates as one, for batching. Throws on bytes that are no update. */
export const mergeTextUpdates = (updates: readonly Uint8Array[]): Uint8Array =>
  updates.length === 1 && updates[0] ? updates[0] : Y.mergeUpdates([...updates])
