import { describe, expect, it } from 'vitest'
import { as, newRoom } from '../../support/meeting-links/meeting-place'
import type { SyncPeer } from '../../support/meeting-links/sync-peer'
import { withPeers } from '../../support/meeting-links/with-peers'

const nightly = process.env.CONCLAVE_NIGHTLY === '1'

const peers = withPeers(6)

/** All at once into a room that nobody was in. @returns how long the last link took, in milliseconds. */
const joinAtOnce = async (joining: readonly SyncPeer[]): Promise<number> => {
  const room = newRoom()
  const beganMs = performance.now()
  await Promise.all(
    joining.map((each, index) =>
      each.be({ signalling: [peers.place.url], rooms: [as(room, `laptop ${index}`)] }),
    ),
  )
  await Promise.all(joining.map((each) => each.linked(joining.length - 1)))
  const tookMs = performance.now() - beganMs
  const everyone = joining.map((_each, index) => `laptop ${index}`)
  for (const each of joining) await expect.poll(each.lobby, { timeout: 10_000 }).toEqual(everyone)
  await Promise.all(joining.map((each) => each.be({ rooms: [] })))
  await Promise.all(joining.map((each) => each.linked(0)))
  return tookMs
}

const describeTimes = (timesMs: readonly number[]): string => {
  const sorted = timesMs.map(Math.round).toSorted((a, b) => a - b)
  return `median ${sorted[Math.floor(sorted.length / 2)]} ms, longest ${sorted.at(-1)} ms`
}

describe('laptops that join a meeting at one moment', () => {
  const pairs = nightly ? 200 : 20
  it(`are all linked, ${pairs} of ${pairs} times two, and see each other in the lobby`, async () => {
    const times: number[] = []
    for (let round = 0; round < pairs; round++) {
      times.push(await joinAtOnce(peers.all.slice(0, 2)))
    }
    console.log(`${pairs} joins of two: ${describeTimes(times)}`)
    expect(Math.max(...times)).toBeLessThan(5_000)
  }, 600_000)

  const rooms = nightly ? 20 : 2
  it(`are all linked, ${rooms} of ${rooms} times six, each pair once`, async () => {
    const times: number[] = []
    for (let round = 0; round < rooms; round++) times.push(await joinAtOnce(peers.all))
    console.log(`${rooms} joins of six: ${describeTimes(times)}`)
    expect(Math.max(...times)).toBeLessThan(8_000)
  }, 600_000)
})
