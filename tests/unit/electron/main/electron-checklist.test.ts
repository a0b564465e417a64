import { describe, expect, it } from 'vitest'
import { isPrevented } from '../../../support/electron-fake/recorder'
import { pageUrl, startRig, syncUrl } from './main-rig'
import { permissions } from './permissions'

// Named after the rows of Electron's own security list, in its order.

const evilUrls = [
  'https://evil.example/',
  'file:///etc/passwd',
  'app://conclave/other',
  'app://evil/',
]

type Rig = Awaited<ReturnType<typeof startRig>>

const ask = (rig: Rig, permission: string, url = pageUrl) => {
  let granted: boolean | null = null
  const answer = (given: boolean) => {
    granted = given
  }
  const handler = rig.ui.handlers.get('permissionRequest') as (...args: unknown[]) => void
  handler({}, permission, answer, { requestingUrl: url })
  return granted
}

const check = (rig: Rig, permission: string, origin: string) =>
  (rig.ui.handlers.get('permissionCheck') as (...args: unknown[]) => boolean)(
    {},
    permission,
    origin,
  )

const isBlocked = (rig: Rig, url: string, session = rig.ui) => {
  let cancelled = false
  const answer = ({ cancel }: { cancel: boolean }) => {
    cancelled = cancel
  }
  const handler = session.handlers.get('beforeRequest') as (...args: unknown[]) => void
  handler({ url }, answer)
  return cancelled
}

const frame = (url: string, parent: object | null, destroyed = false) => ({
  url,
  parent,
  isDestroyed: () => destroyed,
})

describe("Electron's security list", () => {
  it('1 loads only secure content: every window shows the app scheme, and no request leaves it', async () => {
    const rig = await startRig()
    expect(rig.recorder.of('loadURL').map(({ args }) => args[0])).toEqual([pageUrl, syncUrl])
    expect(isBlocked(rig, 'app://conclave/assets/main.js')).toBe(false)
    for (const url of [...evilUrls.slice(0, 2), 'wss://evil.example', 'devtools://x', 'data:,x']) {
      expect(isBlocked(rig, url)).toBe(true)
    }
  })

  it('1 developer tools load their page outside production only', async () => {
    const rig = await startRig({ isPackaged: false })
    expect(isBlocked(rig, 'devtools://devtools/bundled/x.html')).toBe(false)
    expect(isBlocked(rig, 'https://evil.example/')).toBe(true)
  })

  it('2, 3, 4 gives pages no Node, an isolated context and the sandbox', async () => {
    const { window } = await startRig()
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    })
  })

  it('4 turns the sandbox on for everything, before the app is ready', async () => {
    const { recorder } = await startRig()
    expect(recorder.indexOf('enableSandbox')).toBeGreaterThanOrEqual(0)
    expect(recorder.indexOf('enableSandbox')).toBeLessThan(recorder.indexOf('whenReady'))
  })

  it.each(permissions)('5 denies the permission %s, asked for or checked', async (permission) => {
    const rig = await startRig()
    expect(ask(rig, permission)).toBe(false)
    expect(check(rig, permission, pageUrl)).toBe(false)
  })

  it('5 lets the page write plain text to the clipboard, and no other origin', async () => {
    const rig = await startRig()
    expect(ask(rig, 'clipboard-sanitized-write')).toBe(true)
    expect(check(rig, 'clipboard-sanitized-write', 'app://conclave')).toBe(true)
    for (const url of ['https://evil.example/', 'app://conclave.evil/', 'null', '']) {
      expect(ask(rig, 'clipboard-sanitized-write', url)).toBe(false)
      expect(check(rig, 'clipboard-sanitized-write', url)).toBe(false)
    }
  })

  it('5 denies devices, capture of the screen, pairing, and protects every class of USB', async () => {
    const { ui } = await startRig()
    const handler = (name: string) => ui.handlers.get(name) as (...args: unknown[]) => unknown
    expect(handler('device')({ deviceType: 'hid' })).toBe(false)
    const answers: unknown[] = []
    handler('displayMedia')({}, (answer: unknown) => answers.push(answer))
    handler('bluetooth')({}, (answer: unknown) => answers.push(answer))
    expect(answers).toEqual([null, { confirmed: false }])
    expect(handler('usb')({ protectedClasses: ['audio', 'hid'] })).toEqual(['audio', 'hid'])
  })

  it('5 guards the default session too, in which no page lives', async () => {
    const { sessions } = await startRig()
    const names = (name: string) => [...(sessions.get(name)?.handlers.keys() ?? [])].sort()
    expect(names('conclave-ui').filter((name) => name !== 'protocol:app')).toEqual(names('default'))
  })

  it('6, 8, 9, 10, 11, 12 names no setting that weakens a page', async () => {
    const { window } = await startRig()
    expect(Object.keys(window.options.webPreferences ?? {}).sort()).toEqual([
      'contextIsolation',
      'devTools',
      'nodeIntegration',
      'nodeIntegrationInSubFrames',
      'nodeIntegrationInWorker',
      'partition',
      'preload',
      'sandbox',
      'spellcheck',
    ])
  })

  it('7 serves the page with its policy', async () => {
    const { ui } = await startRig()
    const serve = ui.handlers.get('protocol:app') as (request: object) => Promise<Response>
    const response = await serve({ method: 'GET', url: pageUrl })
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'/,
    )
  })

  it('11, 12 lets no webview be attached', async () => {
    const { contents } = await startRig()
    expect(isPrevented(contents, 'will-attach-webview')).toBe(true)
  })

  it.each(evilUrls)('13 does not navigate to %s, in any frame', async (url) => {
    const { contents } = await startRig()
    for (const isMainFrame of [true, false]) {
      expect(isPrevented(contents, 'will-navigate', { url, isMainFrame })).toBe(true)
      expect(isPrevented(contents, 'will-frame-navigate', { url, isMainFrame })).toBe(true)
    }
  })

  it('13 loads its own document anew, which a lock does, but follows no redirect and frames nothing', async () => {
    const { contents } = await startRig()
    expect(isPrevented(contents, 'will-navigate', { url: pageUrl, isMainFrame: true })).toBe(false)
    expect(isPrevented(contents, 'will-frame-navigate', { url: pageUrl, isMainFrame: false })).toBe(
      true,
    )
    expect(isPrevented(contents, 'will-redirect', { url: pageUrl, isMainFrame: true })).toBe(true)
  })

  it('14 opens no window, whatever is asked for', async () => {
    const { contents, windows } = await startRig()
    const before = windows.length
    for (const url of [...evilUrls, pageUrl, 'about:blank', 'https://example.org/']) {
      expect(contents.windowOpenHandler?.({ url })).toEqual({ action: 'deny' })
    }
    expect(windows).toHaveLength(before)
  })

  it('15 opens a link outside only after a person confirmed it, with the host in sight', async () => {
    const rig = await startRig()
    rig.state.messageBoxAnswer = 1
    rig.contents.windowOpenHandler?.({ url: 'https://example.org/path' })
    await rig.timers.pass(0)
    expect(rig.recorder.of('showMessageBox')[0]?.args[0]).toMatchObject({
      message: 'Open example.org outside Conclave?',
      defaultId: 0,
      cancelId: 0,
    })
    expect(rig.recorder.of('openExternal').map(({ args }) => args[0])).toEqual([
      'https://example.org/path',
    ])
  })

  it('15 opens nothing when the person declines, and does not even ask for other schemes', async () => {
    const rig = await startRig()
    rig.contents.windowOpenHandler?.({ url: 'https://example.org/' })
    await rig.timers.pass(0)
    for (const url of [
      'file:///etc/passwd',
      'smb://host/share',
      'javascript:alert(1)',
      'ms-msdt:x',
    ]) {
      rig.contents.windowOpenHandler?.({ url })
    }
    await rig.timers.pass(0)
    expect(rig.recorder.of('showMessageBox')).toHaveLength(1)
    expect(rig.recorder.of('openExternal')).toEqual([])
  })

  it.each([
    ['another page', { senderFrame: frame('https://evil.example/', null) }],
    ['a frame inside', { senderFrame: frame(pageUrl, {}) }],
    ['a frame that is gone', { senderFrame: null }],
    ['a destroyed frame', { senderFrame: frame(pageUrl, null, true) }],
    ['another window', { sender: { id: 8 } }],
  ])('17 answers no call from %s, and gives it no vault', async (_name, changes) => {
    const rig = await startRig()
    const event = rig.trustedEvent(changes)
    expect(await rig.callShell('shell.info', {}, event)).toMatchObject({
      ok: false,
      error: { code: 'host/sender-refused' },
    })
    rig.wantVault(event)
    expect(rig.vaults[0]?.told).toEqual([])
    expect(rig.contents.ports).toEqual([])
  })

  it('17 answers its own document, and has no other channel', async () => {
    const rig = await startRig()
    expect(await rig.callShell('shell.info', {})).toEqual({
      ok: true,
      value: { host: 'electron', appVersion: '1.2.3', platform: 'linux', canChooseFolder: true },
    })
    expect([...rig.ipcHandlers.keys()]).toEqual(['conclave:shell'])
    expect(rig.ipcListeners.eventNames()).toEqual(['conclave:vault-wanted'])
  })

  it('18 registers its own scheme before the app is ready, with no privilege but a secure origin', async () => {
    const { recorder } = await startRig()
    expect(recorder.of('registerSchemesAsPrivileged')[0]?.args[0]).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true } },
    ])
    expect(recorder.indexOf('registerSchemesAsPrivileged')).toBeLessThan(
      recorder.indexOf('whenReady'),
    )
  })
})

const switchesOf = (recorder: Rig['recorder']) =>
  new Map(recorder.of('appendSwitch').map(({ args }) => [args[0], args[1]]))

describe('the window has no network', () => {
  it('sends WebRTC and everything else to a proxy that is not there', async () => {
    const { recorder } = await startRig()
    expect(recorder.of('setWebRTCIPHandlingPolicy')[0]?.args).toEqual(['disable_non_proxied_udp'])
    for (const name of ['conclave-ui', 'default']) {
      expect(recorder.of(`${name}.setProxy`)[0]?.args[0]).toEqual({
        mode: 'fixed_servers',
        proxyRules: 'http://127.0.0.1:9',
        proxyBypassRules: '<-loopback>',
      })
    }
  })

  it('looks up no name that a page hints at, and none that Chromium would for itself', async () => {
    const { recorder } = await startRig()
    const switches = switchesOf(recorder)
    expect(switches.get('blink-settings')).toBe('dnsPrefetchingEnabled=false')
    expect(switches.get('host-resolver-rules')).toContain('MAP *.google.com ~NOTFOUND')
  })

  it('leaves links and names to the sync window: nothing that forbids them holds for every window', async () => {
    const { recorder } = await startRig()
    const switches = switchesOf(recorder)
    expect(switches.has('force-webrtc-ip-handling-policy')).toBe(false)
    expect(switches.get('host-resolver-rules')).not.toContain('MAP * ')
    expect(switches.get('disable-features')).toContain('WebRtcHideLocalIpsWithMdns')
  })

  it('sets Chromium quiet before it starts', async () => {
    const { recorder } = await startRig()
    const switches = recorder.of('appendSwitch').map(({ args }) => args[0])
    expect(switches).toContain('disable-background-networking')
    expect(switches).toContain('disable-component-update')
    const last = recorder.calls.findLastIndex(({ name }) => name === 'appendSwitch')
    expect(last).toBeLessThan(recorder.indexOf('whenReady'))
  })

  it('keeps nothing on disk: its partition is in memory and has no cache', async () => {
    const { recorder, window } = await startRig()
    expect(recorder.of('fromPartition')[0]?.args).toEqual(['conclave-ui', { cache: false }])
    expect(window.options.webPreferences?.partition).toBe('conclave-ui')
  })

  it('downloads nothing', async () => {
    const { ui } = await startRig()
    expect(isPrevented(ui, 'will-download')).toBe(true)
  })

  it('checks no spelling, whose words and dictionaries travel', async () => {
    const { recorder } = await startRig()
    expect(recorder.of('conclave-ui.setSpellCheckerEnabled')[0]?.args).toEqual([false])
  })
})
