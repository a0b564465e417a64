import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, discardApp, makeHome, openApp } from './support/app'
import { listenOnLoopback } from './support/listeners'

let app: App
let pageUrl: string

beforeAll(async () => {
  app = await openApp(await makeHome())
  pageUrl = app.page.url()
})

afterAll(() => discardApp(app))

const settleMs = 500

describe('the window stays where it is', () => {
  it.each([
    "location.href = 'https://evil.example/'",
    "location.assign('http://127.0.0.1:9/')",
    "location.href = 'file:///etc/passwd'",
    "location.href = 'data:text/html,hello'",
    "document.body.append(Object.assign(document.createElement('a'), { href: 'https://evil.example/', id: 'away' })); document.getElementById('away').click()",
    "(() => { const form = document.createElement('form'); form.action = 'https://evil.example/'; document.body.append(form); form.submit() })()",
    "(() => { const meta = document.createElement('meta'); meta.httpEquiv = 'refresh'; meta.content = '0;url=https://evil.example/'; document.head.append(meta) })()",
  ])('%s', async (script) => {
    await app.page.evaluate(script).catch(() => {})
    await app.page.waitForTimeout(settleMs)
    expect(app.page.url()).toBe(pageUrl)
    expect(await app.page.evaluate('typeof conclave')).toBe('object')
  })

  it('opens no other window', async () => {
    const before = app.page.context().pages().length
    await app.page.evaluate(
      "void window.open('https://evil.example/'); void window.open('about:blank')",
    )
    await app.page.waitForTimeout(settleMs)
    expect(app.page.context().pages()).toHaveLength(before)
  })

  it('shows no page of others in a frame', async () => {
    await app.page.evaluate(`(() => {
      for (const src of ['https://evil.example/', 'data:text/html,<script>parent.framed = 1</script>']) {
        document.body.append(Object.assign(document.createElement('iframe'), { src }))
      }
    })()`)
    await app.page.waitForTimeout(settleMs)
    expect(await app.page.evaluate('typeof window.framed')).toBe('undefined')
    const urls = app.page.frames().map((frame) => frame.url())
    expect(urls.filter((url) => /^(https:\/\/evil|data:)/.test(url))).toEqual([])
  })
})

describe('the window has no network', () => {
  it('reaches nothing on loopback by any way out that a page has, WebRTC included', async () => {
    const listeners = await listenOnLoopback()
    const { udpPort, tcpPort } = listeners
    const wayOut = `
      const http = 'http://127.0.0.1:${tcpPort}/'
      const attempt = (leave) => { try { leave() } catch {} }
      attempt(() => void fetch(http).catch(() => {}))
      attempt(() => void fetch(http, { mode: 'no-cors' }).catch(() => {}))
      attempt(() => navigator.sendBeacon(http, 'x'))
      attempt(() => new WebSocket('ws://127.0.0.1:${tcpPort}/'))
      attempt(() => new EventSource(http))
      attempt(() => { new Image().src = http })
      attempt(() => { const request = new XMLHttpRequest(); request.open('GET', http); request.send() })
      attempt(() => void import(http).catch(() => {}))
      attempt(() => new Worker(http))
      attempt(() => document.head.append(Object.assign(document.createElement('link'), { rel: 'preconnect', href: http })))
      attempt(() => document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: http })))
      attempt(() => new FontFace('f', 'url(' + http + ')').load().catch(() => {}))
      const leaveByWebrtc = (realm) => attempt(() => {
        const link = new realm.RTCPeerConnection({
          iceServers: [
            { urls: 'stun:127.0.0.1:${udpPort}' },
            { urls: 'turn:127.0.0.1:${tcpPort}?transport=tcp', username: 'u', credential: 'c' },
          ],
        })
        link.createDataChannel('x')
        void link.createOffer().then((offer) => link.setLocalDescription(offer))
      })
      leaveByWebrtc(window)
      const frame = document.createElement('iframe')
      document.body.append(frame)
      leaveByWebrtc(frame.contentWindow)
    `
    await app.page.evaluate(`(() => {${wayOut}})()`)
    await app.page.waitForTimeout(2_000)
    const reached = listeners.count()
    listeners.close()
    expect(reached).toBe(0)
  })
})
