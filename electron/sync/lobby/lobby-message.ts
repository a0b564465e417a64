import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { maxPresenceBytes } from '../../../shared/contracts/sync-link'

/**
 * What y-webrtc 10.3.0 says on its own data channel (y-protocols, PROTOCOL.md): a 0 for the document, then
 *
 * | second | then         | is                                |
 * |--------|--------------|-----------------------------------|
 * | 0      | state vector | a question for what is missing    |
 * | 1, 2   | update       | an answer, and a change           |
 *
 * Everything else of it (awareness, its questions, the BroadcastChannel's peers) is not for us: y-webrtc throws at some.
 */
export type LobbyMessage =
  | { readonly kind: 'question' }
  | { readonly kind: 'update'; readonly update: Uint8Array }

export const lobbyMapName = 'lobby'

const syncMessage = 0
const question = 0
const lastKindOfUpdate = 2

/** 128 presences of 512 bytes with what Yjs puts around each, and what is left of those that changed. */
export const maxLobbyBytes = 98_304
/** Every page that was ever in this lobby's document is in a state vector, with up to 12 bytes. */
const maxVectorBytes = 8_192

/**
 * @returns `null` for what is malformed, too large, or holds anything but presences: it never reaches Yjs, which throws at some of
 * it and would keep the rest.
 */
export const readLobbyMessage = (bytes: Uint8Array): LobbyMessage | null => {
  if (bytes.length > maxLobbyBytes) return null
  try {
    const decoder = decoding.createDecoder(bytes)
    if (decoding.readVarUint(decoder) !== syncMessage) return null
    const kind = decoding.readVarUint(decoder)
    const content = decoding.readVarUint8Array(decoder)
    if (kind > lastKindOfUpdate || decoding.hasContent(decoder)) return null
    if (kind === question) return isStateVector(content) ? { kind: 'question' } : null
    return isOfPresences(content) ? { kind: 'update', update: content } : null
  } catch {
    return null
  }
}

/** The question that y-webrtc asks when a connection begins, to be asked again. */
export const writeQuestion = (doc: Y.Doc): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, syncMessage)
    encoding.writeVarUint(encoder, question)
    encoding.writeVarUint8Array(encoder, Y.encodeStateVector(doc))
  })

const isStateVector = (bytes: Uint8Array): boolean => {
  if (bytes.length > maxVectorBytes) return false
  Y.decodeStateVector(bytes)
  return true
}

const isOfPresences = (update: Uint8Array): boolean =>
  Y.decodeUpdate(update).structs.every((struct) => !(struct instanceof Y.Item) || isEntry(struct))

/** An item that follows another one does not say where it is: then it is where that one is. */
const isEntry = (item: Y.Item): boolean => {
  const { parent, content } = item
  if (typeof parent === 'string' && parent !== lobbyMapName) return false
  if (content instanceof Y.ContentDeleted) return true
  return content instanceof Y.ContentBinary && content.content.length <= maxPresenceBytes
}
