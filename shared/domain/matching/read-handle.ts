import { foldText, runsOf } from './fold'
import { toLooks } from './letters'

/** A name that somebody goes by on some platform, or a mail address. */
export interface Handle {
  /** Folded and as it looks; dots, dashes and underscores stay. */
  readonly base: string
  /** The base without punctuation. */
  readonly squeezed: string
  /** The server, where one was given; the same base elsewhere may be somebody else. */
  readonly host: string | null
  /** The digits after `#`, where a platform gives one name to many. */
  readonly discriminator: string | null
}

const label = /^\p{L}[\p{L} ]{1,19}:\s*(?!\/)/u
const webAddress = /^(?:https?:\/\/)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)\/(.+)$/
const trailingNote = /(?:\s*\(.*\)|\s*\[.*\]|\s+on\s+\S+)$/u

/** `null` for what is no handle: nothing in it, or words, which are a name. */
export const readHandle = (text: string): Handle | null => {
  let rest = foldText(text)
    .trim()
    .replace(trailingNote, '')
    .replace(/^mailto:/, '')
  rest = rest
    .replace(label, '')
    .replace(/[?].*$/u, '')
    .replace(/\/+$/u, '')
  let host: string | null = null
  const address = webAddress.exec(rest)
  if (address) {
    host = address[1] ?? null
    rest = address[2] ?? ''
  }
  rest = (rest.split('/').at(-1) ?? '').replace(/^[@＠~]+/u, '')
  const numbered = /^(.+)#(\d{1,6})$/u.exec(rest)
  if (numbered) rest = numbered[1] ?? ''
  const at = rest.indexOf('@')
  if (at > 0) {
    host = rest.slice(at + 1)
    rest = rest.slice(0, at)
  }
  if (/\s/u.test(rest)) return null
  const base = toLooks(rest)
  const squeezed = runsOf(base).join('')
  return squeezed === '' ? null : { base, squeezed, host, discriminator: numbered?.[2] ?? null }
}

/** Whether a text without a label is a handle by its form: `@ada`, `ada_l`, `ada#1234`, an address. */
export const looksLikeHandle = (text: string): boolean =>
  !/\s/u.test(text.trim()) && /[@＠_#\d/]/u.test(text)
