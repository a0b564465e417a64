import { networkInterfaces } from 'node:os'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoFiles } from '../../electron/hosts/demo/demo-files'
import { createMouseOperator } from '../../electron/hosts/demo/operator'
import { demoPassphrase, playDemo } from '../../electron/hosts/demo/play-demo'
import { listMeetingHosts } from '../../electron/main/meeting/meeting-hosts'
import { startSignallingServer } from '../../electron/main/meeting/signalling-server'
import { accessTokenOf } from '../../electron/platform/meeting-access-token'
import { syncPageOrigins } from '../../shared/contracts/sync'
import { unwrap } from '../../shared/errors/result'
import { meetingSocketUrl } from '../../shared/formats/meeting-address'
import { type App, chooseHost, discardApp, makeHome, openApp } from './support/app'
import { listenOnLoopback } from './support/listeners'

const resources = new URL('../../resources', import.meta.url).pathname
const isChromium = chooseHost().host === 'chromium'

/**
 * Everything that a page holds, as text: its document, its storage, its cookies and names, and every
 * string and object in its memory, by a snapshot of its heap.
 */
const readPageContents = async (page: Page): Promise<string> => {
  const stored = await page.evaluate(async () => ({
    document: document.documentElement.outerHTML,
    title: document.title,
    url: location.href,
    referrer: document.referrer,
    name: window.name,
    cookie: document.cookie,
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: await indexedDB.databases(),
    history: JSON.stringify(history.state),
    requests: performance.getEntries().map((entry) => entry.name),
    globals: Object.getOwnPropertyNames(globalThis),
  }))
  return `${JSON.stringify(stored)}\n${await takeHeapSnapshot(page)}`
}

const takeHeapSnapshot = async (page: Page): Promise<string> => {
  const session = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  return chunks.join('')
}

let app: App
let sync: Page

beforeAll(async () => {
  app = await openApp(await makeHome())
  sync = await app.syncPage()
})

afterAll(() => discardApp(app))

const settleMs = 500

describe('the sync page', () => {
  it('is there, hidden, with WebRTC, in an origin of its own, in Chromium in a browser of its own', async () => {
    expect(new URL(sync.url()).host).not.toBe(new URL(app.page.url()).host)
    if (!isChromium) expect(await sync.evaluate('document.visibilityState')).toBe('hidden')
    expect(await sync.evaluate('typeof RTCPeerConnection')).toBe('function')
    expect(await app.page.evaluate('typeof RTCPeerConnection')).toBe('undefined')
    if (isChromium) expect(sync.context().browser()).not.toBe(app.page.context().browser())
  })

  it('is asked what it is and answers, and nothing else passes between it and main', () => {
    if (!isChromium) return
    const texts = app.syncTexts.map((text) => JSON.parse(text))
    const asked = texts.filter(Array.isArray).flat()
    const said = texts.flatMap((text) => (text.to === 'host' ? [text.message] : []))
    expect(asked.length).toBeGreaterThan(0)
    expect(said).toHaveLength(asked.length)
    for (const each of asked) expect(each).toMatchObject({ t: 'q', m: 'sync.about', a: [{}] })
    for (const each of said) {
      expect(each).toMatchObject({
        t: 's',
        r: { ok: true, value: { protocolVersion: 1, canLink: true, openLinks: 0 } },
      })
    }
  })

  it('has no bridge, no method of the vault, no Node and no way to the host', async () => {
    const names = ['conclave', '__conclaveHost', 'require', 'process', 'module', 'Buffer']
    expect(
      await sync.evaluate(`${JSON.stringify(names)}.map((name) => typeof window[name])`),
    ).toEqual(names.map(() => 'undefined'))
  })

  it('reaches this machine by a web socket and by nothing else that a page has', async () => {
    const listeners = await listenOnLoopback()
    const http = `http://127.0.0.1:${listeners.tcpPort}/`
    await sync.evaluate(`(() => {
      const http = ${JSON.stringify(http)}
      const attempt = (leave) => { try { leave() } catch {} }
      attempt(() => void fetch(http).catch(() => {}))
      attempt(() => void fetch(http, { mode: 'no-cors' }).catch(() => {}))
      attempt(() => navigator.sendBeacon(http, 'x'))
      attempt(() => new EventSource(http))
      attempt(() => { new Image().src = http })
      attempt(() => { const request = new XMLHttpRequest(); request.open('GET', http); request.send() })
      attempt(() => void import(http).catch(() => {}))
      attempt(() => new Worker(http))
      attempt(() => new FontFace('f', 'url(' + http + ')').load().catch(() => {}))
      attempt(() => document.body.append(Object.assign(document.createElement('iframe'), { src: http })))
      attempt(() => document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: http })))
      attempt(() => void window.open(http))
      attempt(() => { location.href = http })
    })()`)
    await sync.waitForTimeout(settleMs)
    expect(listeners.count()).toBe(0)
    const reach = `(() => { new WebSocket('ws://127.0.0.1:${listeners.tcpPort}/') })()`
    await app.page.evaluate(reach).catch(() => {})
    await app.page.waitForTimeout(settleMs)
    expect(listeners.count()).toBe(0)
    await sync.evaluate(reach)
    await expect.poll(() => listeners.count()).toBeGreaterThan(0)
    listeners.close()
  })

  it('reaches a signalling server on the local network', async ({ skip }) => {
    const [own] = listMeetingHosts(networkInterfaces(), { allowsLoopback: false })
    if (own === undefined) return skip('this machine is on no local network')
    const accessToken = accessTokenOf(new Uint8Array(6))
    const server = unwrap(
      await startSignallingServer({
        host: own.host,
        port: 0,
        accessToken,
        origins: Object.values(syncPageOrigins),
        allowsLoopback: false,
        nowMs: () => performance.now(),
      }),
    )
    const answer = await sync.evaluate(
      (url) =>
        new Promise((resolve) => {
          const socket = new WebSocket(url)
          socket.onopen = () => socket.send('{"type":"ping"}')
          socket.onmessage = ({ data }) => resolve(data)
          socket.onerror = () => resolve('failed')
        }),
      meetingSocketUrl(server, accessToken),
    )
    await server.close()
    expect(answer).toBe('{"type":"pong"}')
  })

  it("offers links at this machine's own addresses, not at names that need multicast", async ({
    skip,
  }) => {
    const addresses = Object.values(networkInterfaces()).flatMap((infos = []) => infos)
    if (addresses.every(({ internal }) => internal)) return skip('this machine is on no network')
    const candidates = (await sync.evaluate(async () => {
      const link = new RTCPeerConnection()
      link.createDataChannel('x')
      const found: string[] = []
      const isDone = new Promise<void>((resolve) => {
        link.onicecandidate = ({ candidate }) => {
          if (candidate === null) resolve()
          else found.push(candidate.candidate)
        }
      })
      await link.setLocalDescription(await link.createOffer())
      await isDone
      link.close()
      return found
    })) as string[]
    expect(candidates.length).toBeGreaterThan(0)
    expect(candidates.filter((each) => each.includes('.local'))).toEqual([])
    // Of every network, though one alone leads to the internet.
    for (const { host } of listMeetingHosts(networkInterfaces(), { allowsLoopback: false })) {
      expect(candidates.some((each) => each.includes(` ${host} `))).toBe(true)
    }
  })

  it('may record nothing: its own policy forbids it, whatever its browser would allow', async () => {
    for (const name of ['microphone', 'camera', 'display-capture']) {
      const isAllowed = (page: Page) =>
        page.evaluate(
          (feature) => Reflect.get(document, 'featurePolicy').allowsFeature(feature) as boolean,
          name,
        )
      expect([name, await isAllowed(sync), await isAllowed(app.page)]).toEqual([name, false, false])
    }
  })

  it('stays where it is and opens no window', async () => {
    const url = sync.url()
    for (const script of [
      "location.href = 'https://evil.example/'",
      `location.href = ${JSON.stringify(app.page.url())}`,
      "void window.open('https://evil.example/'); void window.open('about:blank')",
    ]) {
      await sync.evaluate(script).catch(() => {})
      await sync.waitForTimeout(settleMs)
    }
    expect(sync.url()).toBe(url)
    if (isChromium) expect(sync.context().pages()).toHaveLength(1)
  })

  it('shares nothing with the page of the window: no opener, channel, storage or lock', async () => {
    const listen = `(() => {
      window.heard = []
      const hear = ({ data }) => window.heard.push(data)
      window.channel = new BroadcastChannel('conclave')
      window.channel.onmessage = hear
      addEventListener('storage', ({ newValue }) => hear({ data: newValue }))
      return [window.opener, window.parent === window, document.referrer]
    })()`
    for (const page of [app.page, sync]) {
      expect(await page.evaluate(listen)).toEqual([null, true, ''])
    }
    const speak = (page: Page, word: string) =>
      page.evaluate(async (given) => {
        new BroadcastChannel('conclave').postMessage(given)
        localStorage.setItem(given, given)
        await new Promise((resolve) => {
          indexedDB.open(given).onsuccess = resolve
        })
        void navigator.locks.request(given, () => new Promise(() => {}))
      }, word)
    const read = (page: Page) =>
      page.evaluate(async () => [
        ...Reflect.get(window, 'heard'),
        ...Object.keys(localStorage),
        ...(await indexedDB.databases()).map(({ name }) => name),
        ...((await navigator.locks.query()).held ?? []).map(({ name }) => name),
      ])
    await speak(app.page, 'from-window')
    await speak(sync, 'from-sync')
    await sync.waitForTimeout(settleMs)
    expect(new Set(await read(app.page))).toEqual(new Set(['from-window']))
    expect(new Set(await read(sync))).toEqual(new Set(['from-sync']))
    await app.page.evaluate('localStorage.clear()')
  })

  it('is followed by a fresh one when it crashes, and the window does not notice', async () => {
    await app.page.evaluate('window.stays = true')
    const session = await sync.context().newCDPSession(sync)
    void session.send('Page.crash').catch(() => {})
    await expect.poll(async () => (await app.syncPage()) !== sync).toBe(true)
    sync = await app.syncPage()
    expect(await sync.evaluate('document.title')).toBe('Conclave')
    expect(await sync.evaluate('localStorage.length')).toBe(0)
    expect(await app.page.evaluate('window.stays')).toBe(true)
    expect(app.defects).toEqual([])
  })
})

describe('promise 2, before there are meetings', () => {
  it('the sync page gets and holds no word of what is typed into the window', async () => {
    const { samples, ...files } = loadDemoFiles(resources)
    const pages: string[] = []
    const look = async (name: string) => {
      // The page changes at a lock: what it held before and what the next one holds both count.
      if (/11-case|identity|notes|unlocked/.test(name)) {
        pages.push(await readPageContents(await app.syncPage()))
      }
    }
    const before = await app.syncPage()
    const { cases, committee } = await playDemo({
      page: app.page,
      operator: createMouseOperator(app.page),
      ...files,
      samples,
      look,
      say: () => {},
    })
    const after = await app.syncPage()
    expect(after).not.toBe(before)

    const { call } = samples
    const canaries = [
      committee,
      demoPassphrase,
      call.note.slice(0, 40),
      ...call.people.map(({ name }) => name),
      ...('reporter' in call ? [call.reporter.name, call.reporter.contact] : []),
      ...cases.map(({ codeName }) => codeName),
    ]
    expect(canaries.length).toBeGreaterThan(7)
    const shown = await readPageContents(app.page)
    const bytes = app.syncBytes.map((each) => Buffer.from(each).toString('utf8'))
    const held = [...pages, await readPageContents(after), ...app.syncTexts, ...bytes]
    expect(pages.length).toBeGreaterThan(3)
    // The same eyes find it in the window, where it is on the screen, and in this page if it is put there.
    expect(shown).toContain(cases[0]?.codeName)
    for (const canary of canaries) {
      expect(held.filter((text) => text.includes(canary))).toHaveLength(0)
    }
    await after.evaluate((leak) => {
      Reflect.set(window, 'leak', { deep: [leak] })
    }, `a leak of ${canaries[0]}`)
    expect(await readPageContents(after)).toContain(canaries[0])
  }, 400_000)
})
