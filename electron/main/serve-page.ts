import { randomBytes } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { buildHeaders, noncePlaceholder } from './policy/content-policy'
import { resolvePageRequest } from './policy/page-request'
import type { WindowKind } from './policy/window-options'

export interface PageResponse {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Uint8Array<ArrayBuffer>
}

/** Answers a request of the page's own origin, never with anything but a file of the built page. */
export type ServePage = (method: string, url: string) => Promise<PageResponse>

/** CSP level 3 asks for at least 128 bits, new for every response. */
const nonceBytes = 16

const newNonce = (): string => randomBytes(nonceBytes).toString('base64')

const refusal = (kind: WindowKind, status: number): PageResponse => ({
  status,
  headers: buildHeaders(kind, 'text/plain; charset=utf-8', newNonce()),
  body: new Uint8Array(),
})

/** What a server of one window's page serves, and where. */
export interface PageSource {
  readonly kind: WindowKind
  /** The built page. Links that lead elsewhere, or anywhere, are not followed. */
  readonly folder: string
  readonly origin: string
}

export const createPageServer = ({ kind, folder, origin }: PageSource): ServePage => {
  const readPageFile = async (path: string): Promise<Buffer | null> => {
    const root = await realpath(folder)
    const wanted = join(root, ...path.split('/'))
    if ((await realpath(wanted)) !== wanted) return null
    return readFile(wanted)
  }

  return async (method, url) => {
    const file = resolvePageRequest(method, url, origin)
    if (!file.ok) return refusal(kind, file.error.code === 'page/method-refused' ? 405 : 404)
    const content = await readPageFile(file.value.path).catch(() => null)
    if (content === null) return refusal(kind, 404)
    const nonce = newNonce()
    const isDocument = file.value.contentType.startsWith('text/html')
    const body = isDocument
      ? Buffer.from(content.toString('utf8').replaceAll(noncePlaceholder, nonce))
      : content
    return {
      status: 200,
      headers: buildHeaders(kind, file.value.contentType, nonce),
      body: new Uint8Array(body),
    }
  }
}
