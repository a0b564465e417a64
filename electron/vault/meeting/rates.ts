import type { PeerProgress } from './exchange-ports'
import { createPace, type Pace } from './pace'

/** How fast it goes with each laptop, and with all together. */
export interface Rates {
  readonly note: (peers: readonly PeerProgress[]) => void
  /** `null` for all together. */
  readonly secondsLeft: (deviceId: string | null) => number | null
}

const leftOf = ({ bytesToSend, bytesToReceive }: PeerProgress): number =>
  bytesToSend + bytesToReceive

export const createRates = (now: () => number): Rates => {
  const total = createPace(now)
  const paces = new Map<string, Pace>()
  return {
    note: (peers) => {
      total.note(peers.reduce((sum, peer) => sum + leftOf(peer), 0))
      const here = new Set(peers.map(({ deviceId }) => deviceId))
      for (const deviceId of [...paces.keys()]) if (!here.has(deviceId)) paces.delete(deviceId)
      for (const peer of peers) {
        const pace = paces.get(peer.deviceId) ?? createPace(now)
        paces.set(peer.deviceId, pace)
        pace.note(leftOf(peer))
      }
    },
    secondsLeft: (deviceId) =>
      (deviceId === null ? total : paces.get(deviceId))?.secondsLeft() ?? null,
  }
}
