export { narrativeUpdateFromText, normalizeText, plainTextOf } from './plain-text'
export { createTextDoc, encodeTextDoc, mergeTextUpdates, textFragmentOf } from './text-doc'
export {
  applyTextUpdate,
  joinTextDoc,
  maxTextDepth,
  maxTextUpdateBytes,
  type TextApplied,
  type TextUpdateRefused,
} from './text-update'
