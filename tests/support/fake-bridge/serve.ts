import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { noncePlaceholder } from './build'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

export interface PageServer {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Serves a build on a port of its own, with the policy of the UI window and a new nonce per page. */
export const servePages = async (dir: string): Promise<PageServer> => {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://page').pathname)
    const file = join(dir, path === '/' ? 'index.html' : path)
    readFile(file).then(
      (bytes) => {
        const isPage = file.endsWith('.html')
        const nonce = randomBytes(16).toString('base64')
        response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
        if (isPage) response.setHeader('content-security-policy', policyOf(nonce))
        // The names of all else say what is in them: it need not be compiled anew for each page.
        else response.setHeader('cache-control', 'public, max-age=31536000, immutable')
        response.end(isPage ? bytes.toString('utf8').replaceAll(noncePlaceholder, nonce) : bytes)
      },
      () => {
        // Browsers ask for an icon by themselves; a page without one is not a trouble.
        response.statusCode = path === '/favicon.ico' ? 204 : 404
        response.end()
      },
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
