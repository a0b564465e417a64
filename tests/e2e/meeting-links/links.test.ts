import { describe, expect, it } from 'vitest'
import type { MeetingRoom } from '../../../shared/contracts/sync-link'
import { as, newRoom, startPlace } from '../../support/meeting-links/meeting-place'
import type { SyncPeer } from '../../support/meeting-links/sync-peer'
import { withPeers } from '../../support/meeting-links/with-peers'

const peers = withPeers(3)
const mebibyte = 1_048_576

/** @returns both ends of the one link between them. */
const linkTwo = async (a: SyncPeer, b: SyncPeer, room: MeetingRoom) => {
  const signalling = [peers.place.url]
  await Promise.all([a, b].map((each) => each.be({ signalling, rooms: [room] })))
  return Promise.all([a.link(), b.link()])
}

const carry = async (
  from: SyncPeer,
  fromLink: string,
  to: SyncPeer,
  toLink: string,
  sizes: number[],
) => {
  const before = await to.frames(toLink)
  const sent = await from.sendRandom(fromLink, sizes)
  await expect.poll(() => to.frames(toLink), { timeout: 60_000 }).toEqual([...before, ...sent])
}

describe('a link between two laptops', () => {
  it('names the same two DTLS fingerprints at both ends, crosswise', async () => {
    const [a, b] = await linkTwo(peers.first, peers.second, newRoom())
    expect(a.localFingerprint).toEqual(b.remoteFingerprint)
    expect(b.localFingerprint).toEqual(a.remoteFingerprint)
    expect(a.localFingerprint).not.toEqual(a.remoteFingerprint)
    expect(a.room).toBe(b.room)
  })

  it('carries frames of every size, up to 16 MiB, both ways at once', async () => {
    const { first, second } = peers
    const [a, b] = await linkTwo(first, second, newRoom())
    const sizes = [1, 65_531, 65_532, 200_000, 16 * mebibyte, 2]
    await Promise.all([
      carry(first, a.link, second, b.link, sizes),
      carry(second, b.link, first, a.link, sizes),
    ])
    expect(await first.uncaught()).toEqual([])
  })

  it('carries 64 MB with the memory of both windows bounded', async () => {
    const { first, second } = peers
    const [a, b] = await linkTwo(first, second, newRoom())
    const [restingA, restingB] = [await first.heapBytes(), await second.heapBytes()]
    const heaps: number[] = []
    let isOver = false
    const watch = async (): Promise<void> => {
      while (!isOver) {
        heaps.push((await first.heapBytes()) - restingA, (await second.heapBytes()) - restingB)
      }
    }
    const watching = watch()
    const beganMs = performance.now()
    await carry(
      first,
      a.link,
      second,
      b.link,
      Array.from({ length: 64 }, () => mebibyte),
    )
    const tookMs = performance.now() - beganMs
    isOver = true
    await watching
    const buffered = await first.page.evaluate(() => window.pageVault.mostBuffered())
    const most = Math.max(...heaps) / mebibyte
    console.log(
      `64 MiB in ${Math.round(tookMs)} ms; ${(buffered / mebibyte).toFixed(1)} MiB buffered, heap + ${most.toFixed(1)} MiB at most`,
    )
    expect(buffered).toBeLessThanOrEqual(4_194_304)
    expect(buffered).toBeGreaterThan(mebibyte)
    // What a vault may hand over ahead, what waits in the channel, and copies on the way.
    expect(most).toBeLessThan(32)
  })

  it('still sends what was handed over when it is closed, and then says so once, at both ends', async () => {
    const { first, second } = peers
    const [a, b] = await linkTwo(first, second, newRoom())
    const sent = await first.sendRandom(a.link, [mebibyte, 5 * mebibyte, 3])
    await first.say({ kind: 'close', link: a.link })
    await expect
      .poll(async () => (await second.frames(b.link)).length, { timeout: 20_000 })
      .toBe(sent.length)
    expect(await second.frames(b.link)).toEqual(sent)
    for (const [peer, { link }] of [
      [first, a],
      [second, b],
    ] as const) {
      const closings = async () =>
        (await peer.said()).filter((each) => each.kind === 'closed' && each.link === link).length
      await expect.poll(closings, { timeout: 15_000 }).toBe(1)
    }
  })

  it('ends at both ends when one leaves the room, and leaves no listener behind', async () => {
    const { first, second } = peers
    const room = newRoom('shown')
    await linkTwo(first, second, room)
    const listeners = () => first.page.evaluate(() => window.pageVault.unloadListeners())
    expect(await listeners()).toBe(1)
    await first.be({ rooms: [] })
    await Promise.all([first.linked(0), second.linked(0)])
    await expect.poll(listeners).toBe(0)
  })
})

describe('the rooms of a laptop', () => {
  it('are entered and left one by one, and the links of those that stay stand', async () => {
    const { first, second } = peers
    const [main, door] = [newRoom('shown'), newRoom()]
    const [kept] = await linkTwo(first, second, main)
    const signalling = [peers.place.url]
    for (const each of [first, second]) await each.be({ signalling, rooms: [main, door] })
    await first.linked(2)
    await first.be({ signalling, rooms: [as(main, 'other')] })
    expect(await first.linked(1)).toEqual([kept])
    await expect.poll(second.lobby, { timeout: 10_000 }).toContain('other')
  })

  it('keep their links when the server ends, and newcomers come by the next one', async () => {
    const { first, second, third } = peers
    const room = newRoom()
    const [a, b] = await linkTwo(first, second, room)
    await peers.place.server.close()
    await expect
      .poll(async () =>
        (await first.said()).some((each) => each.kind === 'server' && each.state === 'lost'),
      )
      .toBe(true)
    await carry(first, a.link, second, b.link, [100_000])
    const next = await startPlace()
    try {
      for (const each of [first, second, third]) {
        await each.be({ signalling: [next.url], rooms: [room] })
      }
      await Promise.all([third.linked(2), first.linked(2), second.linked(2)])
      await carry(first, a.link, second, b.link, [100_000])
      expect(await first.links()).toContainEqual(a)
    } finally {
      await next.server.close()
    }
  })

  it('are found again by a server that was away', async () => {
    const { first, second } = peers
    const room = newRoom()
    const { port } = peers.place.server
    const accessToken = peers.place.url.split('/').at(-1) ?? ''
    await peers.place.server.close()
    for (const each of [first, second]) {
      await each.be({ signalling: [peers.place.url], rooms: [room] })
    }
    const isLost = async () =>
      (await first.said()).some((each) => each.kind === 'server' && each.state === 'lost')
    await expect.poll(isLost).toBe(true)
    const back = await startPlace({ port, accessToken })
    try {
      await Promise.all([first.linked(1), second.linked(1)])
    } finally {
      await back.server.close()
    }
  })

  it('say nothing over BroadcastChannel or storage: two pages of one browser without a server do not meet', async () => {
    const { first } = peers
    const beside = await peers.openBesideFirst()
    const room = newRoom()
    await first.be({ rooms: [as(room, 'one')] })
    await beside.be({ rooms: [as(room, 'other')] })
    await first.page.waitForTimeout(2_000)
    for (const each of [first, beside]) {
      expect(await each.links()).toEqual([])
      expect(await each.lobby()).toHaveLength(1)
      expect(await each.page.evaluate(() => window.pageVault.leaked)).toEqual([])
    }
  })
})
