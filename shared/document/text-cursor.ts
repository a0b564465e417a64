import * as Y from 'yjs'
import { rootKeys } from './text-doc'

/** Where somebody is in a text: both ends of what they chose, as places that move with the text. */
export interface TextCursor {
  readonly anchor: Y.RelativePosition
  readonly head: Y.RelativePosition
}

/** What a vault passes on at most. */
export const maxTextCursorBytes = 1_024

/** Length of the first position (2 bytes, big-endian), then both positions as Yjs encodes them. */
export const encodeTextCursor = ({ anchor, head }: TextCursor): Uint8Array => {
  const first = Y.encodeRelativePosition(anchor)
  const second = Y.encodeRelativePosition(head)
  const bytes = new Uint8Array(2 + first.length + second.length)
  bytes.set([first.length >> 8, first.length & 0xff])
  bytes.set(first, 2)
  bytes.set(second, 2 + first.length)
  return bytes
}

/** Looking a position up makes the root type that it names: only a text's own is let through. */
const isInText = ({ tname }: Y.RelativePosition): boolean =>
  tname === null || rootKeys.includes(tname)

/** @returns `null` for bytes that are no cursor, or one that points out of the text. */
export const parseTextCursor = (bytes: Uint8Array): TextCursor | null => {
  const [high, low] = bytes
  if (bytes.length > maxTextCursorBytes || high === undefined || low === undefined) return null
  const split = 2 + high * 256 + low
  try {
    const anchor = Y.decodeRelativePosition(bytes.subarray(2, split))
    const head = Y.decodeRelativePosition(bytes.subarray(split))
    return isInText(anchor) && isInText(head) ? { anchor, head } : null
  } catch {
    return null
  }
}
