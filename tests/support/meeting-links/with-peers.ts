import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { type Place, startPlace } from './meeting-place'
import { buildSyncPage, launchPeerBrowser, openSyncPage, type SyncPeer } from './sync-peer'

/** What a test has: laptops, each a browser process of its own, and a signalling server. */
export interface Peers {
  readonly all: readonly SyncPeer[]
  readonly first: SyncPeer
  readonly second: SyncPeer
  readonly third: SyncPeer
  readonly place: Place
  /** One more page, in the browser process of the first laptop and in the same profile as its own. */
  openBesideFirst(): Promise<SyncPeer>
}

/** The browsers last for the file; each test has pages of its own, and nobody of the test before. */
export const withPeers = (count: number): Peers => {
  let built: Awaited<ReturnType<typeof buildSyncPage>>
  let browsers: readonly Browser[]
  let all: readonly SyncPeer[] = []
  let place: Place

  beforeAll(async () => {
    built = await buildSyncPage()
    browsers = await Promise.all(Array.from({ length: count }, launchPeerBrowser))
  })
  beforeEach(async () => {
    place = await startPlace()
    const open = async (browser: Browser): Promise<SyncPeer> =>
      openSyncPage(await browser.newContext(), built.folder)
    all = await Promise.all(browsers.map(open))
  })
  afterEach(async () => {
    await Promise.all(all.map((each) => each.page.context().close()))
    await place.server.close()
  })
  afterAll(async () => {
    await Promise.all(browsers.map((each) => each.close()))
    await built.remove()
  })

  const at = (index: number): SyncPeer => {
    const peer = all[index]
    if (peer === undefined) throw new Error(`there are ${count} laptops`)
    return peer
  }
  return {
    get all() {
      return all
    },
    get first() {
      return at(0)
    },
    get second() {
      return at(1)
    },
    get third() {
      return at(2)
    },
    get place() {
      return place
    },
    openBesideFirst: () => openSyncPage(at(0).page.context(), built.folder),
  }
}
