import { randomBytes } from 'node:crypto'
import {
  type SignallingServer,
  startSignallingServer,
} from '../../../electron/main/meeting/signalling-server'
import { syncOrigin } from '../../../electron/preload/page-host'
import type { MeetingRoom } from '../../../shared/contracts/sync-link'
import { unwrap } from '../../../shared/errors/result'

export interface Place {
  readonly url: string
  readonly server: SignallingServer
}

/** The real server, on this machine. Everyone has one address here; how many that may be is another test's. */
export const startPlace = async ({
  port = 0,
  accessToken = randomBytes(32).toString('hex'),
} = {}): Promise<Place> => {
  const server = unwrap(
    await startSignallingServer({
      host: '127.0.0.1',
      port,
      accessToken,
      origins: [syncOrigin],
      allowsLoopback: true,
      nowMs: () => performance.now(),
      limits: { connectionsPerAddress: 64, connectionBurst: 400 },
    }),
  )
  return { url: `ws://127.0.0.1:${server.port}/${accessToken}`, server }
}

export const newRoom = (presence: string | null = null): MeetingRoom => ({
  name: randomBytes(32).toString('hex'),
  password: randomBytes(32).toString('hex'),
  presence: presence === null ? null : new TextEncoder().encode(presence),
})

/** The same room with another presence. */
export const as = (room: MeetingRoom, presence: string): MeetingRoom => ({
  ...room,
  presence: new TextEncoder().encode(presence),
})
