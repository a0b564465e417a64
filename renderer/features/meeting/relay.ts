import type { MeetingServers } from '../../../shared/domain/committee/meeting-servers'
import { checkLines, linesOf, relayScheme } from './server-lines'

type IceServer = MeetingServers['iceServers'][number]

/** One STUN or TURN server as it stands in the form. */
export interface Relay {
  /** Its place in the form while it is edited. */
  readonly key: string
  readonly urls: string
  readonly username: string
  readonly credential: string
}

let made = 0
const nextKey = (): string => `relay ${++made}`

export const emptyRelay = (): Relay => ({ key: nextKey(), urls: '', username: '', credential: '' })

export const relayOf = ({ urls, username = '', credential = '' }: IceServer): Relay => ({
  key: nextKey(),
  urls: urls.join('\n'),
  username,
  credential,
})

export const relayToServer = ({ urls, username, credential }: Relay): IceServer => ({
  urls: linesOf(urls),
  ...(username.trim() === '' ? {} : { username: username.trim() }),
  ...(credential === '' ? {} : { credential }),
})

/** A server without an address is none. */
export const isRelayFine = ({ urls }: Relay): boolean =>
  linesOf(urls).length > 0 && checkLines(urls, relayScheme) === null
