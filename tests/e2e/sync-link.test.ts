import { MessageChannel } from 'node:worker_threads'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findAppFiles } from '../../electron/hosts/app-files'
import { type Browser, launchBrowser } from '../../electron/hosts/chromium/launch-browser'
import { createSyncBrowser } from '../../electron/hosts/chromium/sync-browser'
import { type ChromiumSyncPage, openSyncPage } from '../../electron/hosts/chromium/sync-page'
import { nodePort } from '../../electron/hosts/node-port'
import { startTimer } from '../../electron/hosts/timers'
import { createSyncSupervisor } from '../../electron/main/sync-supervisor'
import { findChromium } from '../../scripts/lib/chromium-binary.mjs'
import { maxFrameBytes } from '../../shared/contracts/frame-pipe'
import type { Port } from '../../shared/contracts/ports'
import type { FromSync, ToSync } from '../../shared/contracts/sync-link'
import { fromSyncCodec } from '../../shared/contracts/sync-link-codec'
import { type App, chooseHost, discardApp, makeHome, openApp } from './support/app'
import { callVault, waitUntilSettled } from './support/bridge'

const program = findChromium()
const isChromium = chooseHost().host === 'chromium'
const passphrase = 'seven lanterns over a quiet harbour'
const link = 'ab'.repeat(16)
const mebibyte = 1_048_576

/** The vault's end of one channel, and what it heard there. */
interface VaultEnd {
  readonly port: Port
  readonly heard: FromSync[]
  isClosed: boolean
}

const takeVaultEnd = (port: Port): VaultEnd => {
  const end: VaultEnd = { port, heard: [], isClosed: false }
  port.on((message) => end.heard.push(message as FromSync))
  port.onClose(() => {
    end.isClosed = true
  })
  return end
}

/** The host's sync page and its supervisor, with a page that echoes and a test in the place of the vault. */
const openEcho = () => {
  const ends: VaultEnd[] = []
  const contexts: BrowserContext[] = []
  const browsers: Browser[] = []
  const pages: ChromiumSyncPage[] = []
  const syncBrowser = createSyncBrowser(async () => {
    const browser = await launchBrowser({
      kind: 'sync',
      executablePath: program ?? '',
      headless: true,
      ...(process.env.CI && {
        onSandboxRefused: () =>
          console.warn('WARNING: this kernel refuses the sandbox; Chromium runs WITHOUT it here'),
      }),
    })
    browsers.push(browser)
    return browser
  })
  const files = {
    ...findAppFiles(import.meta.dirname),
    syncPage: new URL('./support/echo-page', import.meta.url).pathname,
  }
  const supervisor = createSyncSupervisor({
    openPage: () => {
      const page = openSyncPage({
        files,
        openContext: async () => {
          const context = await syncBrowser.openContext()
          contexts.push(context)
          return context
        },
        onRefused: () => {},
        connectVault: () => {
          const { port1, port2 } = new MessageChannel()
          ends.push(takeVaultEnd(nodePort(port2)))
          return nodePort(port1)
        },
        onText: () => {},
        onBytes: () => {},
      })
      pages.push(page)
      return page
    },
    onGivenUp: () => {},
    nowMs: () => performance.now(),
    startTimer,
  })
  supervisor.renew()
  return {
    ends,
    pages,
    contexts,
    browsers,
    renew: supervisor.renew,
    stop: async () => {
      supervisor.stop()
      for (const { port } of ends) port.close()
      await syncBrowser.close()
    },
  }
}

const isReady = ({ heard }: VaultEnd): boolean => heard[0]?.kind === 'ready'
/** The vault's end of the newest page, once that page has said that it is there. */
const readyEnd = async (
  { ends }: ReturnType<typeof openEcho>,
  count: number,
): Promise<VaultEnd> => {
  await expect.poll(() => ends.filter(isReady).length, { timeout: 30_000 }).toBe(count)
  return ends.at(-1) as VaultEnd
}

describe.skipIf(program === null)("the vault's channel to the page of a driven Chromium", () => {
  let echo: ReturnType<typeof openEcho>

  beforeAll(() => {
    echo = openEcho()
  })
  afterAll(() => echo.stop())

  it('carries 64 MiB in frames of 16 MiB there and back, whole and in order', async () => {
    const end = await readyEnd(echo, 1)
    const frames = [1, 2, 3, 4].map((n): ToSync => {
      const bytes = new Uint8Array(maxFrameBytes).fill(n)
      return { kind: 'frame', link, bytes }
    })
    const startedAtMs = performance.now()
    for (const frame of frames) end.port.post(frame)
    const frameCount = () => end.heard.filter(({ kind }) => kind === 'frame').length
    await expect.poll(frameCount, { timeout: 60_000, interval: 10 }).toBe(frames.length)
    const tookMs = performance.now() - startedAtMs
    console.log(`64 MiB there and back: ${Math.round(tookMs)} ms`)
    const back = end.heard.flatMap((message) => (message.kind === 'frame' ? [message.bytes] : []))
    for (const [i, bytes] of back.entries()) {
      expect(bytes).toHaveLength(maxFrameBytes)
      expect(Buffer.from(bytes).equals(Buffer.alloc(maxFrameBytes, i + 1))).toBe(true)
    }
    expect(tookMs).toBeLessThan(64 * 1_000)
  })

  it('answers small frames one by one, in far less than 100 ms each', async () => {
    const end = await readyEnd(echo, 1)
    const before = end.heard.length
    const startedAtMs = performance.now()
    for (let i = 0; i < 100; i++) {
      end.port.post({ kind: 'frame', link, bytes: new Uint8Array([i]) })
      await expect.poll(() => end.heard.length, { interval: 1 }).toBe(before + i + 1)
    }
    const tookMs = performance.now() - startedAtMs
    console.log(`a small frame there and back: ${(tookMs / 100).toFixed(1)} ms`)
    expect(tookMs).toBeLessThan(10_000)
  })

  it('is another one after a crash of the page; the vault is told that the old one is over', async () => {
    const old = await readyEnd(echo, 1)
    const page = await (echo.pages.at(-1) as ChromiumSyncPage).opened
    const session = await page.context().newCDPSession(page)
    void session.send('Page.crash').catch(() => {})
    const fresh = await readyEnd(echo, 2)
    expect(old.isClosed).toBe(true)
    expect(fresh.isClosed).toBe(false)
    fresh.port.post({ kind: 'frame', link, bytes: new Uint8Array(mebibyte) })
    await expect.poll(() => fresh.heard.length, { timeout: 20_000 }).toBe(2)
  })

  it('is another one after its browser was killed, with the browser', async () => {
    const old = await readyEnd(echo, 2)
    const browser = echo.contexts.at(-1)?.browser()
    const session = await browser?.newBrowserCDPSession()
    const processes = await session?.send('SystemInfo.getProcessInfo')
    const own = processes?.processInfo.find(({ type }) => type === 'browser')
    process.kill(own?.id as number, 'SIGKILL')
    await readyEnd(echo, 3)
    expect(old.isClosed).toBe(true)
    expect(echo.browsers.map((each) => each.isOpen())).toEqual([false, true])
  })

  it('is another one when the page is renewed', async () => {
    const old = await readyEnd(echo, 3)
    echo.renew()
    await readyEnd(echo, 4)
    expect(old.isClosed).toBe(true)
  })
})

describe.skipIf(!isChromium)('the sync page of the app', () => {
  let app: App
  beforeAll(async () => {
    app = await openApp(await makeHome())
  })
  afterAll(() => discardApp(app))

  /** How many pages have said to their vault that they are there. */
  const readyCount = () =>
    app.syncBytes.filter((bytes) => {
      const message = fromSyncCodec.decode(bytes)
      return message.ok && message.value.kind === 'ready'
    }).length

  it('has its vault from the start, and another with the next vault process after a lock', async () => {
    await expect.poll(readyCount, { timeout: 20_000 }).toBe(1)
    const founded = await callVault(app.page, 'vault.found', {
      committeeName: 'Harbour committee',
      memberName: 'Ada',
      employer: 'Lantern works',
      label: 'Harbour',
      playbook: { id: 'kubernetes' },
      acceptedAgreement: '1',
      passphrase,
    })
    if (!founded.ok) throw new Error(founded.error.code)
    const before = await app.syncPage()
    await callVault(app.page, 'vault.lock', {})
    await waitUntilSettled(app.page)
    await expect.poll(readyCount, { timeout: 20_000 }).toBe(2)
    expect(await app.syncPage()).not.toBe(before)
    expect(app.defects).toEqual([])
  })
})
