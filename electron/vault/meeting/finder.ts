import type { FoundMeetingId } from '../../../shared/contracts/meeting-views'
import type { HeardMeeting } from '../../../shared/contracts/network'
import { err, ok, type Result } from '../../../shared/errors/result'
import {
  type HostRules,
  isMeetingHost,
  isMeetingPort,
  meetingSocketUrl,
} from '../../../shared/formats/meeting-address'
import { bytesToHex, utf8 } from '../../../shared/util/bytes'
import { accessTokenOf } from '../../platform/meeting-access-token'
import { hash256 } from '../crypto/hash'
import type { NetworkService } from './network-service'
import { meetingKeyOf, recogniseAnnouncement } from './secrets/announcing'

/** A meeting of this committee that somebody on the network hosts. */
export interface FoundMeeting {
  readonly meetingId: FoundMeetingId
  readonly host: string
  readonly url: string
}

/** Why the network is listened to: a member looks, or the host of the meeting is gone and somebody may host on. */
export interface Wanted {
  readonly look: boolean
  readonly follow: boolean
}

/** Recognises the committee's meetings among everything that is announced. */
export interface Finder {
  readonly wanted: () => Wanted
  /** @returns what the network said, where it was asked */
  readonly want: (changes: Partial<Wanted>) => Promise<Result<null>>
  readonly found: () => readonly FoundMeeting[]
  readonly heard: (meetings: readonly HeardMeeting[]) => void
  /** A network service that listens to nothing yet took the place of the one before. */
  readonly renewed: () => void
}

export interface FinderDeps {
  readonly network: NetworkService
  readonly committee: string
  readonly rules: HostRules
  readonly discoveryKeys: () => readonly Uint8Array[]
  readonly onChanged: () => void
}

const searchCodes: ReadonlySet<string> = new Set([
  'meeting/discovery-blocked',
  'meeting/no-network',
])

export const createFinder = (deps: FinderDeps): Finder => {
  let wanted: Wanted = { look: false, follow: false }
  let found: readonly FoundMeeting[] = []
  const isOn = (): boolean => wanted.look || wanted.follow

  const recognise = ({ host, port, text }: HeardMeeting): readonly FoundMeeting[] => {
    const at = { host, port }
    if (!isMeetingHost(host, deps.rules) || !isMeetingPort(port)) return []
    const nonce = recogniseAnnouncement(text, at, deps.discoveryKeys())
    if (nonce === null) return []
    const accessToken = accessTokenOf(meetingKeyOf(deps.committee, nonce))
    const id = hash256(utf8(`conclave/found-meeting/v1\0${text} ${host} ${port}`))
    return [
      {
        meetingId: bytesToHex(id.subarray(0, 16)) as FoundMeetingId,
        host,
        url: meetingSocketUrl(at, accessToken),
      },
    ]
  }

  const search = async (): Promise<Result<null>> => {
    const client = deps.network.client()
    if (!client) return isOn() ? err({ code: 'meeting/no-network' }) : ok(null)
    const searched = await client['network.search']({ on: isOn() })
    if (searched.ok || searchCodes.has(searched.error.code)) return searched
    return err({ code: 'meeting/no-network' })
  }

  return {
    wanted: () => wanted,
    want: async (changes) => {
      const wasOn = isOn()
      wanted = { ...wanted, ...changes }
      if (!isOn()) found = []
      if (wasOn === isOn()) return ok(null)
      const searched = await search()
      if (!searched.ok) wanted = { ...wanted, look: false }
      return searched
    },
    found: () => found,
    heard: (meetings) => {
      const before = found.map(({ meetingId }) => meetingId).join()
      found = isOn() ? meetings.flatMap(recognise) : []
      if (found.map(({ meetingId }) => meetingId).join() !== before) deps.onChanged()
    },
    renewed: () => {
      if (isOn()) void search()
    },
  }
}
