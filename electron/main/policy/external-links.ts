import { err, ok, type Result } from '../../../shared/errors/result'

export interface ExternalLink {
  /** Normalised; safe to hand to the desktop. */
  readonly url: string
  /** What a person is asked about: the host, or the mail address. */
  readonly target: string
}

const maxUrlChars = 2_000

/**
 * A link that may be opened outside the app, after a person confirmed it: a web page over https, or
 * a mail. The desktop would run programs for other schemes (file, smb, and any that is registered).
 */
export const parseExternalLink = (
  text: string,
): Result<ExternalLink, { readonly code: 'link/refused' }> => {
  const refused = err({ code: 'link/refused' })
  if (text.length > maxUrlChars || !URL.canParse(text)) return refused
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return refused
  if (url.protocol === 'https:' && url.hostname !== '') {
    return ok({ url: url.href, target: url.host })
  }
  // Only an address: a subject or body could carry a case out.
  if (url.protocol === 'mailto:' && /^[^\s?&%,;<>"]+@[^\s?&%,;<>"]+$/.test(url.pathname)) {
    return ok({ url: `mailto:${url.pathname}`, target: url.pathname })
  }
  return refused
}
