import type { BenchPeer, PeerCpu, PeerMemory, PeerState } from './peer'

/** What is measured, the same for laptops that meet and for plain pages. */

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** y-webrtc leaves one in six pairs that join at once unlinked for ever: they come again. */
const linkPatienceMs = 20_000
const maxAttempts = 6

/** Joins, again if need be, until it is linked. */
const joinUntil = async (
  peer: BenchPeer,
  isLinked: (state: PeerState) => boolean,
): Promise<void> => {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    await peer.join()
    const endsAtMs = performance.now() + linkPatienceMs
    while (performance.now() < endsAtMs) {
      if (isLinked(await peer.state())) return
      await pause(50)
    }
    await peer.leave()
    await pause(leavingMs)
  }
  throw new Error('the peers do not link')
}

/** Longer than a goodbye has time to go out. */
const leavingMs = 1_500

/** One after the other, each until it is linked to all who are there; then until nobody lacks anything. */
export const joinAll = async (peers: readonly BenchPeer[]): Promise<void> => {
  for (const [others, peer] of peers.entries())
    await joinUntil(peer, ({ links }) => links >= others)
  for (const peer of peers) while ((await peer.state()).upToDate < peers.length - 1) await pause(50)
}

export interface Spent extends PeerCpu {
  readonly passedMs: number
}

const cpuOf = async (peers: readonly BenchPeer[]): Promise<PeerCpu> => {
  const all = await Promise.all(peers.map((peer) => peer.cpu()))
  return {
    windowMs: all.reduce((sum, { windowMs }) => sum + windowMs, 0),
    vaultMs: all.reduce((sum, { vaultMs }) => sum + vaultMs, 0),
  }
}

/** What work takes of the processor, by all peers together. */
const spentIn = async (peers: readonly BenchPeer[], work: () => Promise<void>): Promise<Spent> => {
  const [before, startedAtMs] = [await cpuOf(peers), performance.now()]
  await work()
  const passedMs = performance.now() - startedAtMs
  const after = await cpuOf(peers)
  return {
    passedMs,
    windowMs: after.windowMs - before.windowMs,
    vaultMs: after.vaultMs - before.vaultMs,
  }
}

/** The highest of all peers. */
export const memoryOf = async (peers: readonly BenchPeer[]): Promise<PeerMemory> => {
  const all = await Promise.all(peers.map((peer) => peer.memory()))
  const peaks = all.flatMap(({ windowPeakMb }) => windowPeakMb ?? [])
  return {
    windowPeakMb: peaks.length === 0 ? null : Math.max(...peaks),
    windowHeapMb: Math.max(...all.map(({ windowHeapMb }) => windowHeapMb)),
    vaultMb: Math.max(...all.map(({ vaultMb }) => vaultMb)),
  }
}

/** From the link to when the last entry is here. */
const untilReached = async (peer: BenchPeer, count: number): Promise<number> => {
  const atMs = await peer.reached(count)
  const { linkedAtMs } = await peer.state()
  if (linkedAtMs === null) throw new Error('in sync without a link')
  return atMs - linkedAtMs
}

export interface SyncFigures extends Spent {
  /** From the link to the last entry. */
  readonly syncMs: number
  /** Of the one who has nothing, both ways. */
  readonly wireBytes: number
}

/** Two peers, of which the second has nothing. @param count of entries that the first one has */
export const firstSync = async (
  [full, empty]: readonly [BenchPeer, BenchPeer],
  count: number,
): Promise<SyncFigures> => {
  let syncMs = 0
  const spent = await spentIn([full, empty], async () => {
    await full.join()
    await joinUntil(empty, hasLink)
    syncMs = await untilReached(empty, count)
  })
  return { ...spent, syncMs, wireBytes: (await empty.state()).wireBytes }
}

const hasLink = ({ linkedAtMs }: PeerState): boolean => linkedAtMs !== null

/** The second leaves, both go on alone, and it comes back. */
export const reconnect = async (
  [stays, leaves]: readonly [BenchPeer, BenchPeer],
  editsOfEach: number,
): Promise<{ readonly syncMs: number; readonly wireBytes: number }> => {
  await leaves.leave()
  await pause(leavingMs)
  await stays.edit(editsOfEach)
  await leaves.edit(editsOfEach)
  const [before, other] = [await leaves.state(), await stays.state()]
  const total = Math.max(before.count, other.count) + editsOfEach
  await joinUntil(leaves, hasLink)
  const tookMs = await Promise.all([stays, leaves].map((peer) => untilReached(peer, total)))
  return {
    syncMs: Math.max(...tookMs),
    wireBytes: (await leaves.state()).wireBytes - before.wireBytes,
  }
}

export interface EditFigures {
  /** To visible on each other side, when one edits at a time. */
  readonly p50Ms: number
  readonly p95Ms: number
  /** All edit at the same moment: until everyone sees everything. */
  readonly together50Ms: number
  readonly together95Ms: number
  /** By all peers together, for one edit of those made together. */
  readonly windowMs: number
  readonly vaultMs: number
}

const shareOf = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number
}

/** People pause between two edits: what one leads to is over when the next one comes. */
const betweenEditsMs = 100

/** Peers that are in sync. @param rounds of each kind */
export const editing = async (
  peers: readonly BenchPeer[],
  rounds: number,
): Promise<EditFigures> => {
  let count = Math.max(
    ...(await Promise.all(peers.map(async (peer) => (await peer.state()).count))),
  )
  for (const peer of peers) await peer.reached(count)

  const alone: number[] = []
  for (let round = 0; round < rounds; round++) {
    const writer = peers[round % peers.length] as BenchPeer
    count += 1
    const wanted = count
    const seen = peers.filter((peer) => peer !== writer).map((peer) => peer.reached(wanted))
    const atMs = await writer.edit(1)
    for (const seenAtMs of await Promise.all(seen)) alone.push(seenAtMs - atMs)
    await pause(betweenEditsMs)
  }

  const together: number[] = []
  const spent = await spentIn(peers, async () => {
    for (let round = 0; round < rounds; round++) {
      count += peers.length
      const wanted = count
      const seen = peers.map((peer) => peer.reached(wanted))
      const madeAtMs = await Promise.all(peers.map((peer) => peer.edit(1)))
      const firstAtMs = Math.min(...madeAtMs)
      for (const seenAtMs of await Promise.all(seen)) together.push(seenAtMs - firstAtMs)
      await pause(betweenEditsMs)
    }
  })
  const edits = rounds * peers.length
  return {
    p50Ms: shareOf(alone, 0.5),
    p95Ms: shareOf(alone, 0.95),
    together50Ms: shareOf(together, 0.5),
    together95Ms: shareOf(together, 0.95),
    windowMs: spent.windowMs / edits,
    vaultMs: spent.vaultMs / edits,
  }
}
