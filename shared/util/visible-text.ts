/**
 * What is on a line and does not show: it reverses what stands around it ("Trojan Source",
 * CVE-2021-42574), makes two names that look alike differ, or names nobody. Ranges instead of
 * Unicode properties: versions of the app must read an entry alike, whatever Unicode each was built with.
 *
 * Default_Ignorable_Code_Point of Unicode 16 (soft hyphen, joiners, bidi controls, fillers, variation
 * selectors, tags), control characters but white space, annotation anchors and the blank Braille pattern.
 */
const hidden = new RegExp(
  [
    '(?![\\t-\\r])\\p{Cc}',
    '\\u034f',
    '[\\xad\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f]',
    '[\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb]',
    '[\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}]',
  ].join('|'),
  'gu',
)

/** Scripts that are misspelt without joiners (Arabic to Georgian, Khmer, Mongolian, and Arabic's presentation forms). */
const joining =
  '[\\u0600-\\u061b\\u061d-\\u10ff\\u1700-\\u17b3\\u17b6-\\u180a\\u1810-\\u18af\\ufb50-\\ufdff\\ufe70-\\ufefc]'
const pictures = '[\\u2190-\\u27ff\\u2900-\\u2bff\\u{1f000}-\\u{1faff}]'
const han = '[\\u2e80-\\u2fdf\\u3005-\\u3007\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]'

/** What is written with purpose: joiners inside a word, the form of a Han sign, of a Mongolian letter or of a picture. */
const meant = new RegExp(
  [
    `(?<=${joining})[\\u200c\\u200d](?=${joining})`,
    '(?<=[\\u1820-\\u18aa])[\\u180b-\\u180d\\u180f]',
    `(?<=${han})[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]`,
    `(?<=${pictures})\\ufe0f`,
    `(?<=${pictures}\\ufe0f?)\\u200d(?=${pictures})`,
  ].join('|'),
  'gu',
)

/** The text without a character that does not show, not even those that some scripts need. For comparing. */
export const stripHidden = (text: string): string => text.replace(hidden, '')

/** The text as it shows: hidden characters are gone but for the few that change how a word looks. */
export const toVisible = (text: string): string => {
  if (text.search(hidden) < 0) return text
  const kept = new Set<number>()
  for (const { index } of text.matchAll(meant)) kept.add(index)
  return text.replace(hidden, (character, at: number) => (kept.has(at) ? character : ''))
}
