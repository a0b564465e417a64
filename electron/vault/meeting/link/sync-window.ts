import type { FramePipe, LinkBinding } from '../../../../shared/contracts/frame-pipe'
import type { Port } from '../../../../shared/contracts/ports'
import { FromSync, type ToSync } from '../../../../shared/contracts/sync-link'
import type { MeetingTime } from '../meeting-time'
import { createFrameLink, type FrameLink } from './frame-link'

/** In which rooms to be, and by which servers. */
export type SyncPlan = Omit<Extract<ToSync, { kind: 'be' }>, 'kind'>
export type ServerState = Extract<FromSync, { kind: 'server' }>['state']

/** A link to another laptop that just stood up; nobody has proven anything yet. */
export interface MeetingLink {
  readonly room: string
  readonly binding: LinkBinding
  readonly pipe: FramePipe
}

export interface SyncListener {
  readonly onLink: (link: MeetingLink) => void
  readonly onServer: (url: string, state: ServerState) => void
  readonly onLobby: (room: string, presences: readonly Uint8Array[]) => void
  /** There is a window now that can link, or none any more. */
  readonly onAbility: () => void
}

/**
 * The hidden window that makes the links, whichever runs now. It is trusted with nothing: what it says is parsed, what
 * is no message is dropped, and nothing waits for it.
 */
export interface SyncWindow {
  /** Talks over this port from now on; every link of the one before is over. */
  readonly attach: (port: Port) => void
  readonly canLink: () => boolean
  /** Says it to this window, and to the next one that takes its place. */
  readonly be: (plan: SyncPlan) => void
  /** Leaves every room as soon as what was handed over had time to go out, unless told where to be before that. */
  readonly beNowhere: () => void
  readonly listen: (listener: SyncListener | null) => void
}

const nowhere: SyncPlan = { signalling: [], iceServers: [], rooms: [] }
/** Laptops in a meeting are 20 members with a few devices each, and in a change of rooms twice. */
const maxLinks = 256

/** Goodbyes arrive within that time, or not at all. */
const farewellMs = 500

/** @param reportDefect a listener threw: a mistake of the program */
export const createSyncWindow = (
  time: Pick<MeetingTime, 'startTimer'>,
  reportDefect: (thrown: unknown) => void,
): SyncWindow => {
  const links = new Map<string, FrameLink>()
  let current: Port | null = null
  let isAble = false
  let plan = nowhere
  let listener: SyncListener | null = null

  const post = (message: ToSync): void => {
    try {
      current?.post(message)
    } catch {
      // A port that carries no more says so by closing.
    }
  }

  const endLinks = (): void => {
    const ended = [...links.values()]
    links.clear()
    for (const link of ended) link.over()
  }

  const setAbility = (able: boolean): void => {
    if (isAble === able) return
    isAble = able
    listener?.onAbility()
  }

  const detach = (): void => {
    current = null
    endLinks()
    setAbility(false)
  }

  const begin = ({
    link,
    room,
    localFingerprint,
    remoteFingerprint,
  }: Extract<FromSync, { kind: 'linked' }>): void => {
    if (links.has(link)) return
    const made = createFrameLink(link, post)
    if (listener === null || links.size >= maxLinks) {
      made.pipe.close()
      return
    }
    links.set(link, made)
    listener.onLink({ room, binding: { localFingerprint, remoteFingerprint }, pipe: made.pipe })
  }

  const receive = (message: FromSync): void => {
    switch (message.kind) {
      case 'ready':
        endLinks()
        post({ kind: 'be', ...plan })
        setAbility(message.canLink)
        return
      case 'server':
        listener?.onServer(message.url, message.state)
        return
      case 'lobby':
        listener?.onLobby(message.room, message.presences)
        return
      case 'linked':
        begin(message)
        return
      case 'frame':
        links.get(message.link)?.take(message.bytes)
        return
      case 'sent':
        links.get(message.link)?.sent(message.bytes)
        return
      case 'closed': {
        const link = links.get(message.link)
        links.delete(message.link)
        link?.over()
      }
    }
  }

  return {
    attach: (port) => {
      current?.close()
      detach()
      current = port
      port.on((message) => {
        const parsed = FromSync.safeParse(message)
        if (current !== port || !parsed.success) return
        try {
          receive(parsed.data)
        } catch (thrown) {
          reportDefect(thrown)
        }
      })
      port.onClose(() => {
        if (current === port) detach()
      })
    },
    canLink: () => isAble,
    be: (next) => {
      plan = next
      if (current !== null) post({ kind: 'be', ...plan })
    },
    beNowhere: () => {
      plan = nowhere
      time.startTimer(farewellMs, () => {
        if (plan === nowhere) post({ kind: 'be', ...nowhere })
      })
    },
    listen: (next) => {
      listener = next
    },
  }
}
