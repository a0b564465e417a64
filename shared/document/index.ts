export { narrativeUpdateFromText, normalizeText, plainTextOf } from './plain-text'
export {
  encodeTextCursor,
  maxTextCursorBytes,
  parseTextCursor,
  type TextCursor,
} from './text-cursor'
export { createTextDoc, encodeTextDoc, mergeTextUpdates, textFragmentOf } from './text-doc'
export {
  applyTextUpdate,
  joinTextDoc,
  maxTextDepth,
  maxTextUpdateBytes,
} from './text-update'
