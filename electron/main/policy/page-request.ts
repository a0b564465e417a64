import { err, ok, type Result } from '../../../shared/errors/result'

/** The types that the built page consists of. A file of any other type is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
}

export interface PageFile {
  /** Relative, `/` between names, no dot segments. */
  readonly path: string
  readonly contentType: string
}

export type PageRefusal = { readonly code: 'page/method-refused' | 'page/not-found' }

/** Names begin with a letter, digit, `_` or `-`: no dot segment, no encoding, no drive, no stream. */
const plainPath = /^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*[A-Za-z0-9_-][A-Za-z0-9._-]*$/
const maxPathChars = 200

/**
 * Which file a request of the page's own origin asks for. Judges the address as it was written: an
 * encoded, doubled or dotted path is refused rather than understood.
 */
export const resolvePageRequest = (
  method: string,
  url: string,
  origin: string,
): Result<PageFile, PageRefusal> => {
  if (method !== 'GET') return err({ code: 'page/method-refused' })
  if (!url.startsWith(`${origin}/`)) return err({ code: 'page/not-found' })
  const written = url.slice(origin.length + 1)
  const path = written === '' ? 'index.html' : written
  if (path.length > maxPathChars || !plainPath.test(path)) return err({ code: 'page/not-found' })
  const extension = path.slice(path.lastIndexOf('.') + 1)
  const contentType = Object.hasOwn(contentTypes, extension) ? contentTypes[extension] : undefined
  return contentType === undefined ? err({ code: 'page/not-found' }) : ok({ path, contentType })
}
