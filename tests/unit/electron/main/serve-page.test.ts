import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { buildContentPolicy } from '../../../../electron/main/policy/content-policy'
import { resolvePageRequest } from '../../../../electron/main/policy/page-request'
import { createPageServer } from '../../../../electron/main/serve-page'

const origin = 'app://conclave'
const folder = resolve(import.meta.dirname, '../../../support/electron-fake/page')
const serve = createPageServer({ kind: 'ui', folder, origin })
const get = (path: string) => serve('GET', `${origin}${path}`)

describe('what the page is made of (18: custom scheme)', () => {
  it('serves its document and its files with their types', async () => {
    expect(await get('/')).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    })
    expect(await get('/assets/main.js')).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'x-content-type-options': 'nosniff',
      },
    })
  })

  it.each(['POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE', 'get', ''])(
    'refuses the method %j',
    async (method) => {
      expect(await serve(method, `${origin}/`)).toMatchObject({
        status: 405,
        body: new Uint8Array(),
      })
    },
  )

  it.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/assets/../index.html',
    '//index.html',
    '/assets//main.js',
    '/./index.html',
    '/assets\\main.js',
    '/%69ndex.html',
    '/index.html%00',
    '/index.html?x=1',
    '/index.html#x',
    '/.sources',
    '/assets/',
    '/assets',
    '/missing.js',
    '/C:/x.js',
    '/index.html:stream.js',
    '/index.html.',
    `/${'a'.repeat(300)}.js`,
  ])('serves nothing for %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, body: new Uint8Array() })
  })

  it.each([
    'app://evil/index.html',
    'app://conclave.evil/index.html',
    'file:///index.html',
    'app:index.html',
    '',
  ])('serves nothing for the address %j', async (url) => {
    expect(await serve('GET', url)).toMatchObject({ status: 404 })
  })

  it('serves no file of a type that the page is not made of', async () => {
    expect(resolvePageRequest('GET', `${origin}/x.json`, origin).ok).toBe(false)
    expect(resolvePageRequest('GET', `${origin}/x.constructor`, origin).ok).toBe(false)
  })

  it('never resolves to a path that leaves its folder, whatever is asked', () => {
    const path = fc.array(
      fc.constantFrom('..', '.', '/', '\\', '%2e', 'a', '.js', '?', '#', ':', ' ', 'é'),
    )
    fc.assert(
      fc.property(path, (parts) => {
        const resolved = resolvePageRequest('GET', `${origin}/${parts.join('')}`, origin)
        if (!resolved.ok) return
        const names = resolved.value.path.split('/')
        expect(names.every((name) => /^[\w-][\w.-]*$/.test(name))).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('links in the folder of the page', () => {
  const made: string[] = []
  afterEach(() => Promise.all(made.splice(0).map((each) => rm(each, { recursive: true }))))

  it('are not followed, wherever they lead', async () => {
    const own = await mkdtemp(join(tmpdir(), 'conclave-page-'))
    made.push(own)
    await writeFile(join(own, 'real.js'), 'export {}')
    await symlink('/etc', join(own, 'assets'))
    await symlink(join(own, 'real.js'), join(own, 'link.js'))
    await symlink('/etc/hostname', join(own, 'host.js'))
    const serveOwn = createPageServer({ kind: 'ui', folder: own, origin })
    const statuses = await Promise.all(
      ['real.js', 'link.js', 'host.js', 'assets/hostname.js'].map(
        async (name) => (await serveOwn('GET', `${origin}/${name}`)).status,
      ),
    )
    expect(statuses).toEqual([200, 404, 404, 404])
  })
})

describe('the content security policy (7)', () => {
  it('is exactly this', () => {
    expect(buildContentPolicy('ui', 'N')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N'; style-src-attr 'none'; " +
        "img-src 'self'; font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'",
    )
  })

  it('of the sync window is exactly this: its own scripts, and web sockets', () => {
    expect(buildContentPolicy('sync', 'N')).toBe(
      "default-src 'none'; script-src 'self'; connect-src ws: wss:; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'",
    )
  })

  it('of the sync window comes with its page, and never with a file of the other origin', async () => {
    const serveSync = createPageServer({ kind: 'sync', folder, origin: 'app://sync' })
    for (const [url, status] of [
      ['app://sync/', 200],
      ['app://sync/missing.js', 404],
      ['app://conclave/', 404],
    ] as const) {
      const answer = await serveSync('GET', url)
      expect(answer.status).toBe(status)
      expect(answer.headers['content-security-policy']).toBe(buildContentPolicy('sync', 'N'))
    }
  })

  it('comes with every answer, refusals included', async () => {
    for (const path of ['/', '/assets/main.js', '/missing.js']) {
      expect((await get(path)).headers['content-security-policy']).toContain("default-src 'none'")
    }
  })

  it('has a nonce of 128 bits, new for every document, and the same in the document', async () => {
    const nonces = new Set<string>()
    for (let i = 0; i < 20; i++) {
      const { headers, body } = await get('/')
      const nonce =
        /'nonce-([A-Za-z0-9+/]{22}==)'/.exec(headers['content-security-policy'] ?? '')?.[1] ?? ''
      const html = new TextDecoder().decode(body)
      expect(html.split(`nonce="${nonce}"`)).toHaveLength(3)
      expect(html).not.toContain('__CSP_NONCE__')
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(20)
  })
})
