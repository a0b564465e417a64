import { describe, expect, it } from 'vitest'
import { networkContract } from '../../../../shared/contracts/network'
import { createClient } from '../../../../shared/contracts/rpc'
import { syncPageOrigins, syncProtocolVersion } from '../../../../shared/contracts/sync'
import { err, ok } from '../../../../shared/errors/result'
import { createEvent, isPrevented } from '../../../support/electron-fake/recorder'
import type { FakePort } from '../../../support/fake-port'
import { pageUrl, settle, startRig, syncUrl } from './main-rig'
import { permissions } from './permissions'

type Rig = Awaited<ReturnType<typeof startRig>>

const aboutNow = ok({ protocolVersion: syncProtocolVersion, canLink: true, openLinks: 0 })

const newest = (rig: Rig) => {
  const window = rig.syncWindows().at(-1)
  if (window === undefined) throw new Error('no sync window was opened')
  return window
}

const openCount = (rig: Rig) => rig.syncWindows().filter((each) => !each.isDestroyed()).length

const ask = (rig: Rig, permission: string, url: string) => {
  const answers: boolean[] = []
  const request = rig.sync.handlers.get('permissionRequest') as (...args: unknown[]) => void
  const check = rig.sync.handlers.get('permissionCheck') as (...args: unknown[]) => boolean
  request({}, permission, (given: boolean) => answers.push(given), { requestingUrl: url })
  return [...answers, check({}, permission, url)]
}

const isBlocked = (rig: Rig, kind: 'ui' | 'sync', url: string) => {
  const answers: boolean[] = []
  const handler = rig[kind].handlers.get('beforeRequest') as (...args: unknown[]) => void
  handler({ url }, ({ cancel }: { cancel: boolean }) => answers.push(cancel))
  return answers[0]
}

describe("Electron's security list, for the sync window", () => {
  it('1 loads its own page, from an origin of its own, which signalling servers know', async () => {
    const rig = await startRig()
    expect(syncUrl).toBe(`${syncPageOrigins.electron}/`)
    expect(rig.recorder.of('loadURL').map(({ args }) => args[0])).toEqual([pageUrl, syncUrl])
    expect(new URL(syncUrl).host).not.toBe(new URL(pageUrl).host)
  })

  it('2, 3, 4, 6 to 12 has the web preferences of the UI window, but for partition, preload and timers that go on', async () => {
    const rig = await startRig()
    expect(newest(rig).options.webPreferences).toEqual({
      ...rig.window.options.webPreferences,
      partition: 'conclave-sync',
      preload: '/app/out/preload/sync.cjs',
      backgroundThrottling: false,
    })
    expect(newest(rig).options.webPreferences).toMatchObject({ sandbox: true, devTools: false })
  })

  it('has a partition in memory, without cache, that no other window is in', async () => {
    const rig = await startRig()
    expect(rig.recorder.of('fromPartition').map(({ args }) => args)).toEqual([
      ['conclave-ui', { cache: false }],
      ['conclave-sync', { cache: false }],
    ])
    expect(newest(rig).webContents.session).not.toBe(rig.contents.session)
  })

  it('is never shown', async () => {
    const rig = await startRig()
    expect(newest(rig).options).toMatchObject({ show: false, focusable: false, skipTaskbar: true })
    newest(rig).emit('ready-to-show')
    rig.window.emit('ready-to-show')
    expect(rig.recorder.of('show').map(({ args }) => args)).toEqual([['conclave-ui']])
  })

  it.each(permissions.filter((name) => !/^(local-network|media$)/.test(name)))(
    '5 denies it the permission %s',
    async (permission) => {
      expect(ask(await startRig(), permission, syncUrl)).toEqual([false, false])
    },
  )

  it.each(['local-network', 'local-network-access'])(
    '5 lets its page reach the local network (%s), and no other origin',
    async (permission) => {
      const rig = await startRig()
      expect(ask(rig, permission, syncUrl)).toEqual([true, true])
      for (const url of [pageUrl, 'https://evil.example/', 'app://sync.evil/', 'null', '']) {
        expect(ask(rig, permission, url)).toEqual([false, false])
      }
    },
  )

  it('5 lets it record nothing, though WebRTC finds the permission by which it lists addresses', async () => {
    const rig = await startRig()
    expect(ask(rig, 'media', syncUrl)).toEqual([false, true])
    for (const url of [pageUrl, 'https://evil.example/', 'null', '']) {
      expect(ask(rig, 'media', url)).toEqual([false, false])
    }
    const serve = rig.sync.handlers.get('protocol:app') as (request: object) => Promise<Response>
    const { headers } = await serve({ method: 'GET', url: syncUrl })
    expect(headers.get('permissions-policy')).toContain('microphone=()')
    expect(headers.get('permissions-policy')).toContain('camera=()')
  })

  it('5 denies it the clipboard, devices and the screen', async () => {
    const rig = await startRig()
    expect(ask(rig, 'clipboard-sanitized-write', syncUrl)).toEqual([false, false])
    const names = (session: Rig['ui']) => [...session.handlers.keys()].sort()
    expect(names(rig.sync)).toEqual(names(rig.ui))
    const device = rig.sync.handlers.get('device') as (details: object) => boolean
    expect(device({ deviceType: 'usb' })).toBe(false)
  })

  it('7 is served under its own policy', async () => {
    const rig = await startRig()
    const serve = rig.sync.handlers.get('protocol:app') as (request: object) => Promise<Response>
    const policyOf = async (url: string) =>
      (await serve({ method: 'GET', url })).headers.get('content-security-policy')
    expect(await policyOf(syncUrl)).toContain('connect-src ws: wss:')
    expect((await serve({ method: 'GET', url: pageUrl })).status).toBe(404)
  })

  it.each(['https://evil.example/', 'file:///etc/passwd', 'app://sync/other', pageUrl, syncUrl])(
    '13 does not navigate to %s, in any frame, and follows no redirect',
    async (url) => {
      const { webContents } = newest(await startRig())
      for (const isMainFrame of [true, false]) {
        for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
          expect(isPrevented(webContents, name, { url, isMainFrame })).toBe(true)
        }
      }
      expect(isPrevented(webContents, 'will-attach-webview')).toBe(true)
    },
  )

  it('14, 15 opens no window, and asks nobody to open a link outside', async () => {
    const rig = await startRig()
    for (const url of ['https://example.org/', 'about:blank', pageUrl]) {
      expect(newest(rig).webContents.windowOpenHandler?.({ url })).toEqual({ action: 'deny' })
    }
    await settle()
    expect(rig.recorder.of('showMessageBox')).toEqual([])
    expect(rig.windows).toHaveLength(2)
  })

  it('17 is answered no call and gets no port of a vault', async () => {
    const rig = await startRig()
    const event = rig.trustedEvent({
      sender: { id: newest(rig).webContents.id },
      senderFrame: { url: syncUrl, parent: null, isDestroyed: () => false },
    })
    expect(await rig.callShell('shell.info', {}, event)).toMatchObject({
      error: { code: 'host/sender-refused' },
    })
    rig.wantVault(event)
    expect(rig.vaults[0]?.told).toEqual([])
    rig.wantVault()
    expect(newest(rig).webContents.ports).toMatchObject([{ channel: 'conclave:sync-port' }])
    const [posted] = newest(rig).webContents.ports as { ports: unknown[] }[]
    expect(posted?.ports).toHaveLength(2)
    expect(newest(rig).webContents.sent).toEqual([])
  })
})

describe('the network of the windows', () => {
  it.each([
    [`${syncUrl}assets/main.js`, 'sync'],
    ['ws://192.168.7.20:4444/', 'sync'],
    ['wss://signalling.example/', 'sync'],
    [`${pageUrl}assets/main.js`, 'ui'],
    ['http://192.168.7.20/', null],
    ['https://evil.example/', null],
    ['app://conclave.evil/', null],
    ['data:,x', null],
    ['file:///etc/passwd', null],
    ['wsx://evil.example/', null],
  ] as const)('%s is answered in: %s', async (url, allowed) => {
    const rig = await startRig()
    for (const kind of ['ui', 'sync'] as const) {
      expect(isBlocked(rig, kind, url)).toBe(kind !== allowed)
    }
  })

  it('lets web sockets of the sync window past the dead proxy, and UDP for its links', async () => {
    const rig = await startRig()
    expect(rig.recorder.of('conclave-sync.setProxy')[0]?.args).toEqual([
      {
        mode: 'fixed_servers',
        proxyRules: 'http://127.0.0.1:9',
        proxyBypassRules: '<-loopback>,ws://*,wss://*',
      },
    ])
    expect(rig.recorder.of('setWebRTCIPHandlingPolicy').map(({ args }) => args[0])).toEqual([
      'disable_non_proxied_udp',
      'default',
    ])
  })

  it('has neither downloads nor spelling in the sync window', async () => {
    const rig = await startRig()
    expect(isPrevented(rig.sync, 'will-download')).toBe(true)
    expect(rig.recorder.of('conclave-sync.setSpellCheckerEnabled')[0]?.args).toEqual([false])
  })
})

const crash = async (rig: Rig) => {
  newest(rig).webContents.emit('render-process-gone', {}, { reason: 'crashed' })
  await settle()
}

describe('the channel between vault and sync window', () => {
  /** Whether what the vault says on it arrives at the newest page. */
  const reaches = async (rig: Rig, vaultEnd: FakePort | undefined) => {
    const [posted] = newest(rig).webContents.ports as { ports: FakePort[] }[]
    const heard: unknown[] = []
    posted?.ports[1]?.on((message) => heard.push(message))
    vaultEnd?.post('from the vault')
    await settle()
    return heard.length === 1
  }

  it('is there as soon as the page has loaded; main has no end of it', async () => {
    const rig = await startRig()
    expect(rig.vaults[0]?.syncPorts).toHaveLength(1)
    expect(await reaches(rig, rig.vaults[0]?.syncPorts[0])).toBe(true)
  })

  it('is anew after a crash of the window, for the same vault', async () => {
    const rig = await startRig()
    await crash(rig)
    expect(rig.vaults).toHaveLength(1)
    expect(rig.vaults[0]?.syncPorts).toHaveLength(2)
    expect(await reaches(rig, rig.vaults[0]?.syncPorts[1])).toBe(true)
  })

  it('is anew after a lock, for the new vault and the new window', async () => {
    const rig = await startRig()
    rig.vaults[0]?.exit(true)
    await settle()
    expect(rig.vaults.map(({ syncPorts }) => syncPorts.length)).toEqual([1, 1])
    expect(await reaches(rig, rig.vaults[1]?.syncPorts[0])).toBe(true)
  })
})

describe("main's network service", () => {
  const clientOf = (port: FakePort | undefined) => createClient(networkContract, port as FakePort)

  it('is there for every vault process, by a port of its own', async () => {
    const rig = await startRig()
    const first = clientOf(rig.vaults[0]?.networkPorts[0])
    const hosts = ok([{ interfaceName: 'eth0', host: '10.0.0.7' }])
    expect(await first['network.hosts']({})).toEqual(hosts)
    rig.vaults[0]?.exit(true)
    await settle()
    expect(await first['network.hosts']({})).toEqual(err({ code: 'contract/closed' }))
    expect(rig.vaults.map(({ networkPorts }) => networkPorts.length)).toEqual([1, 1])
    expect(await clientOf(rig.vaults[1]?.networkPorts[0])['network.hosts']({})).toEqual(hosts)
  })

  it("hosts no meeting on this machine's own address", async () => {
    const rig = await startRig()
    const client = clientOf(rig.vaults[0]?.networkPorts[0])
    const asked = { host: '127.0.0.1', accessToken: 'ab'.repeat(32) }
    expect(await client['network.host'](asked)).toEqual(err({ code: 'meeting/address-not-local' }))
  })

  it('ends when the app quits', async () => {
    const rig = await startRig()
    const client = clientOf(rig.vaults[0]?.networkPorts[0])
    rig.app.emit('before-quit', createEvent({}))
    expect(await client['network.hosts']({})).toEqual(err({ code: 'contract/closed' }))
  })
})

describe('the life of the sync window', () => {
  it('begins with the UI window: it is asked what it is, and nothing else', async () => {
    const rig = await startRig()
    const [posted] = newest(rig).webContents.ports as { port: FakePort }[]
    const answers = posted?.port.posted as { r: unknown }[]
    expect(answers.map(({ r }) => r)).toEqual([aboutNow])
  })

  it('is asked what it is again and again, and stays while it answers', async () => {
    const rig = await startRig()
    const [posted] = newest(rig).webContents.ports as { port: FakePort }[]
    for (const _ of [1, 2, 3]) {
      await rig.timers.pass(20_000)
      await settle()
    }
    expect(posted?.port.posted).toHaveLength(4)
    expect(rig.syncWindows()).toHaveLength(1)
  })

  it('that answers no more is closed, and another takes its place', async () => {
    let hangs = false
    const about = () => (hangs ? new Promise<never>(() => {}) : aboutNow)
    const rig = await startRig({ syncHandlers: { 'sync.about': about } })
    hangs = true
    await rig.timers.pass(20_000)
    expect(openCount(rig)).toBe(1)
    hangs = false
    await rig.timers.pass(15_000)
    expect(rig.syncWindows()).toHaveLength(2)
    expect(openCount(rig)).toBe(1)
    expect(rig.defects).toEqual([])
  })

  it('goes on in a fresh window after a crash, with a port of its own', async () => {
    const rig = await startRig()
    const first = newest(rig)
    await crash(rig)
    expect(first.isDestroyed()).toBe(true)
    expect(rig.syncWindows()).toHaveLength(2)
    expect(newest(rig).webContents.ports).toHaveLength(1)
    expect(rig.window.isDestroyed()).toBe(false)
  })

  it('ends after the third crash within a minute; the app goes on, and a defect is noted', async () => {
    const rig = await startRig()
    for (const _ of [1, 2, 3]) await crash(rig)
    expect(rig.syncWindows()).toHaveLength(3)
    expect(openCount(rig)).toBe(0)
    expect(rig.defects).toMatchObject([{ row: '(sync)', errorName: 'GivenUp' }])
    expect(rig.recorder.of('exit')).toEqual([])
    expect(rig.recorder.of('showErrorBox')).toEqual([])
  })

  it('does not end by crashes that are far apart', async () => {
    const rig = await startRig()
    for (const _ of [1, 2, 3, 4]) {
      await crash(rig)
      await rig.timers.pass(60_000)
    }
    expect(openCount(rig)).toBe(1)
  })

  it('is anew after every lock: nothing of the page before is left', async () => {
    const rig = await startRig()
    const first = newest(rig)
    rig.vaults[0]?.exit(true)
    await settle()
    expect(first.isDestroyed()).toBe(true)
    expect(rig.syncWindows()).toHaveLength(2)
    expect(openCount(rig)).toBe(1)
  })

  it('ends when the app quits, before the vault does, and does not come back', async () => {
    const rig = await startRig()
    rig.app.emit('before-quit', createEvent({}))
    expect(openCount(rig)).toBe(0)
    rig.wantVault()
    await settle()
    rig.vaults[0]?.exit(true)
    await settle()
    expect(openCount(rig)).toBe(0)
    expect(rig.recorder.of('exit')[0]?.args).toEqual([0])
  })

  it.each([
    ['says nothing', null],
    ['is of another version', () => ok({ protocolVersion: 99, canLink: true, openLinks: 0 })],
    ['says what the contract has no place for', () => ok({ caseId: 'x' }) as never],
    ['refuses', () => err({ code: 'internal/defect' })],
  ])('is not begun with a page that %s: three times it is closed, then left', async (_n, about) => {
    const rig = await startRig({ syncHandlers: about === null ? null : { 'sync.about': about } })
    for (const _ of [1, 2, 3]) await rig.timers.pass(15_000)
    expect(rig.syncWindows()).toHaveLength(3)
    expect(openCount(rig)).toBe(0)
    expect(rig.defects).toMatchObject([{ row: '(sync)', errorName: 'GivenUp' }])
  })
})
