import type { Port } from '../../shared/contracts/ports'
import { type FromSync, ToSync } from '../../shared/contracts/sync-link'
import type { FrameLink } from './links/frame-link'
import type { Meeting, MeetingDeps } from './rooms/meeting'

export type MeetingEvents = Pick<
  MeetingDeps,
  'onServer' | 'onLinked' | 'onFrame' | 'onSent' | 'onClosed' | 'onShown'
>

export interface ServeLinkDeps {
  readonly canLink: boolean
  createMeeting(events: MeetingEvents): Meeting
}

/** What is served, as far as others may know. */
export interface LinkService {
  openLinks(): number
}

const nowhere = { signalling: [], iceServers: [], rooms: [] }

/**
 * Serves the vault on its port. What is malformed is dropped: it comes from a program of the same version or from nobody.
 * A port that closes is a vault that locked or ended: then every link ends.
 */
export const serveLink = (port: Port, { canLink, createMeeting }: ServeLinkDeps): LinkService => {
  const links = new Map<string, FrameLink>()
  const say = (message: FromSync): void => port.post(message)

  const meeting = canLink
    ? createMeeting({
        onServer: (url, state) => say({ kind: 'server', url, state }),
        onLinked: (room, { id, link, localFingerprint, remoteFingerprint }) => {
          links.set(id, link)
          say({ kind: 'linked', link: id, room, localFingerprint, remoteFingerprint })
        },
        onFrame: (link, bytes) => say({ kind: 'frame', link, bytes }),
        onSent: (link, bytes) => say({ kind: 'sent', link, bytes }),
        onClosed: (link) => {
          if (links.delete(link)) say({ kind: 'closed', link })
        },
        onShown: (room, presences) => say({ kind: 'lobby', room, presences: [...presences] }),
      })
    : null

  const take = (message: ToSync): void => {
    switch (message.kind) {
      case 'be':
        meeting?.be(message)
        break
      case 'frame':
        links.get(message.link)?.send(message.bytes)
        break
      case 'taken':
        links.get(message.link)?.taken(message.bytes)
        break
      case 'close':
        links.get(message.link)?.close()
    }
  }

  port.on((message) => {
    const parsed = ToSync.safeParse(message)
    if (parsed.success) take(parsed.data)
  })
  port.onClose(() => meeting?.be(nowhere))
  say({ kind: 'ready', canLink })
  return { openLinks: () => links.size }
}
