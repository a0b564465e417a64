export { narrativeUpdateFromText, normalizeText, plainTextOf } from './plain-text'
export { createTextDoc, encodeTextDoc, mergeTextUpdates, textFragmentOf } from './text-doc'
export {
  applyTextUpdate,
  joinTextDoc,
  maxTextDepth,
  maxTextUpdateBytes,
} from './text-update'
