import { err, ok, type Result } from '../../../shared/errors/result'
import { encodeMeetingAddress, meetingSocketUrl } from '../../../shared/formats/meeting-address'
import { announcementNonceBytes } from '../../../shared/formats/meeting-announcement'
import { accessTokenOf } from '../../platform/meeting-access-token'
import { randomBytes } from '../crypto/keys'
import type { NotAnnounced } from './meeting-place'
import type { NetworkService } from './network-service'
import { announceTo, meetingKeyOf } from './secrets/announcing'

/** A meeting that this laptop hosts. */
export interface Hosted {
  readonly host: string
  readonly url: string
  /** For those whose network hides announcements. */
  readonly code: string
}

export interface Hosting {
  /** What ran before is stopped first. */
  readonly start: (host: string) => Promise<Result<Hosted>>
  /** For everyone who has one of these keys; nothing happens while that is announced already, or nothing is hosted. */
  readonly announce: (discoveryKeys: readonly Uint8Array[]) => void
  readonly notAnnounced: () => NotAnnounced
  readonly stop: () => void
  /** The server is gone by itself. */
  readonly ended: () => void
}

const startCodes: ReadonlySet<string> = new Set([
  'meeting/port-in-use',
  'meeting/no-network',
  'meeting/address-not-local',
])

interface Running {
  readonly nonce: Uint8Array
  readonly fillerKey: Uint8Array
  readonly host: string
  readonly port: number
  text: string
  notAnnounced: NotAnnounced
}

/** @param onChanged whether it is announced changed */
export const createHosting = (
  network: NetworkService,
  committee: string,
  onChanged: () => void,
): Hosting => {
  let running: Running | null = null

  const announce = async (one: Running, text: string): Promise<void> => {
    one.text = text
    const announced = await network.client()?.['network.announce']({ text })
    if (running !== one || one.text !== text) return
    const code = announced?.ok === false ? announced.error.code : null
    one.notAnnounced =
      code === null || code === 'meeting/discovery-blocked' ? code : 'meeting/not-announced'
    onChanged()
  }

  return {
    start: async (host) => {
      const client = network.client()
      if (!client) return err({ code: 'meeting/no-network' })
      const nonce = randomBytes(announcementNonceBytes)
      const key = meetingKeyOf(committee, nonce)
      const accessToken = accessTokenOf(key)
      const hosted = await client['network.host']({ host, accessToken })
      if (!hosted.ok) {
        return startCodes.has(hosted.error.code) ? hosted : err({ code: 'meeting/no-network' })
      }
      const { port } = hosted.value
      running = { nonce, fillerKey: randomBytes(32), host, port, text: '', notAnnounced: null }
      const at = { host, port }
      return ok({
        host,
        url: meetingSocketUrl(at, accessToken),
        code: encodeMeetingAddress({ ...at, key }),
      })
    },
    announce: (discoveryKeys) => {
      if (!running) return
      const { nonce, fillerKey, text } = running
      const next = announceTo(discoveryKeys, nonce, fillerKey, running)
      // What the network did not take is tried again whenever the rooms are looked at.
      if (next !== text || running.notAnnounced !== null) void announce(running, next)
    },
    notAnnounced: () => running?.notAnnounced ?? null,
    stop: () => {
      if (!running) return
      running = null
      void network.client()?.['network.stopHosting']({})
    },
    ended: () => {
      running = null
    },
  }
}
