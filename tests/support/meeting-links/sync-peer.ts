import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { createPageServer } from '../../../electron/main/serve-page'
import { syncOrigin } from '../../../electron/preload/page-host'
import { findChromium } from '../../../scripts/lib/chromium-binary.mjs'
import { projectFolder } from '../../../scripts/lib/project.mjs'
import type { FromSync, MeetingRoom, ToSync } from '../../../shared/contracts/sync-link'
import { installPageVault, type PageVault, type ReceivedFrame } from './page-vault'

declare global {
  interface Window {
    readonly pageVault: PageVault
  }
}

/** Builds the sync page as the app has it. Under a second. */
export const buildSyncPage = async (): Promise<{ folder: string; remove(): Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'conclave-sync-page-'))
  await build({
    root: join(projectFolder, 'electron/sync'),
    base: './',
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome140',
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4_096,
    },
  })
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** A browser process of its own: nothing but the network is between two of them. */
export const launchPeerBrowser = async (): Promise<Browser> => {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('these tests need an installed Chromium')
  return chromium.launch({
    executablePath,
    args: [
      '--disable-features=WebRtcHideLocalIpsWithMdns',
      // A machine without a network has no other address.
      '--allow-loopback-in-peer-connection',
    ],
  })
}

type Linked = Extract<FromSync, { kind: 'linked' }>

/** One laptop's sync page, with the test as its vault. */
export interface SyncPeer {
  readonly page: Page
  be(wanted: { signalling?: readonly string[]; rooms: readonly MeetingRoom[] }): Promise<void>
  say(message: ToSync): Promise<void>
  said(): Promise<readonly Exclude<FromSync, { kind: 'frame' }>[]>
  /** Links that stand now. */
  links(room?: string): Promise<readonly Linked[]>
  /** The one link that stands. */
  link(): Promise<Linked>
  /** Waits until so many stand. */
  linked(count?: number, withinMs?: number): Promise<readonly Linked[]>
  frames(link: string): Promise<readonly ReceivedFrame[]>
  sendRandom(link: string, sizes: readonly number[]): Promise<readonly ReceivedFrame[]>
  /** See `PageVault.sendRaw`. */
  sendRaw(where: 'lobby' | 'frames', messages: readonly Uint8Array[]): Promise<void>
  lobbyMessages(): Promise<readonly Uint8Array[]>
  /** What nobody caught in the page. */
  uncaught(): Promise<readonly string[]>
  /** What the lobby showed last. */
  lobby(): Promise<readonly string[]>
  /** The whole page's, without what can be freed. */
  heapBytes(): Promise<number>
}

export const openSyncPage = async (context: BrowserContext, folder: string): Promise<SyncPeer> => {
  const servePage = createPageServer({ kind: 'sync', folder, origin: syncOrigin })
  await context.grantPermissions(['local-network-access'], { origin: syncOrigin })
  const page = await context.newPage()
  await page.route('**/*', async (route) => {
    const { status, headers, body } = await servePage(
      route.request().method(),
      route.request().url(),
    )
    await route.fulfill({ status, headers, body: Buffer.from(body) })
  })
  await page.addInitScript(installPageVault)
  await page.goto(`${syncOrigin}/`)
  await page.waitForFunction(() => window.pageVault.said.length > 0)

  const said: SyncPeer['said'] = async () =>
    (await page.evaluate(() => window.pageVault.said)) as Exclude<FromSync, { kind: 'frame' }>[]
  const links = async (room?: string): Promise<readonly Linked[]> => {
    const all = await said()
    const closed = new Set(all.flatMap((each) => (each.kind === 'closed' ? [each.link] : [])))
    return all.filter(
      (each): each is Linked =>
        each.kind === 'linked' &&
        !closed.has(each.link) &&
        (room === undefined || each.room === room),
    )
  }
  const say = (message: ToSync): Promise<void> =>
    page.evaluate((m) => window.pageVault.say(m), message)

  const linked: SyncPeer['linked'] = async (count = 1, withinMs = 15_000) => {
    const endMs = performance.now() + withinMs
    for (;;) {
      const now = await links()
      if (now.length === count) return now
      if (performance.now() > endMs) {
        throw new Error(`${now.length} links instead of ${count} after ${withinMs} ms`)
      }
      await page.waitForTimeout(25)
    }
  }
  return {
    page,
    say,
    linked,
    link: async () => {
      const [only] = await linked()
      if (only === undefined) throw new Error('one was waited for')
      return only
    },
    be: ({ signalling = [], rooms }) =>
      say({ kind: 'be', signalling: [...signalling], iceServers: [], rooms: [...rooms] }),
    said,
    links,
    frames: (link) => page.evaluate((id) => window.pageVault.frames(id), link),
    sendRandom: (link, sizes) =>
      page.evaluate(([id, each]) => window.pageVault.sendRandom(id, each), [link, sizes] as const),
    sendRaw: (where, messages) =>
      page.evaluate(
        ([to, each]) =>
          window.pageVault.sendRaw(
            to,
            each.map((bytes) => new Uint8Array(bytes)),
          ),
        [where, messages.map((each) => [...each])] as const,
      ),
    lobbyMessages: async () => {
      const all = await page.evaluate(() => window.pageVault.lobbyMessages.map((each) => [...each]))
      return all.map((each) => new Uint8Array(each))
    },
    uncaught: async () => [...(await page.evaluate(() => window.pageVault.uncaught))],
    lobby: async () => {
      const shown = (await said()).filter((each) => each.kind === 'lobby').at(-1)
      return (shown?.presences ?? []).map((each) => Buffer.from(each).toString('utf8')).sort()
    },
    heapBytes: async () => {
      const session = await page.context().newCDPSession(page)
      await session.send('HeapProfiler.collectGarbage')
      const { usedSize, backingStorageSize = 0 } = (await session.send('Runtime.getHeapUsage')) as {
        usedSize: number
        backingStorageSize?: number
      }
      await session.detach()
      return usedSize + backingStorageSize
    },
  }
}
