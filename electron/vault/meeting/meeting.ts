import type { MeetingView } from '../../../shared/contracts/meeting-views'
import { err, ok, type Result } from '../../../shared/errors/result'
import {
  type HostRules,
  meetingSocketUrl,
  parseMeetingAddress,
} from '../../../shared/formats/meeting-address'
import type { TextCursor } from '../../../shared/formats/meeting-message'
import { accessTokenOf } from '../../platform/meeting-access-token'
import { readWaiting } from '../join/join-row'
import type { UnlockedVault } from '../session/unlocked-vault'
import type { ExchangeVault } from './exchange-ports'
import { createFinder, type FoundMeeting } from './finder'
import type { HeldCursors } from './held-cursors'
import { createHosting } from './hosting'
import type { SyncWindow } from './link/sync-window'
import { atUrl, type MeetingWhere, viewPlace, watchServers } from './meeting-place'
import type { MeetingTime } from './meeting-time'
import type { NetworkService } from './network-service'
import { createRoomSet } from './room-set'
import { type RunningMeeting, startMeeting } from './running-meeting'
import { viewLastSeen, viewTable } from './view-meeting'

/** Meetings of one unlocked vault: none or one at a time. */
export interface Meeting {
  readonly view: () => MeetingView
  readonly host: (host: string) => Promise<Result<null>>
  readonly look: (on: boolean) => Promise<Result<null>>
  readonly joinFound: (meetingId: string) => Promise<Result<null>>
  readonly joinByCode: (code: string) => Promise<Result<null>>
  readonly joinOwnServers: () => Promise<Result<null>>
  /** Resolves when what arrived is settled. */
  readonly leave: () => Promise<void>
  readonly showCursor: (cursor: TextCursor) => void
  readonly cursorsOf: HeldCursors['of']
  /** An invitation was made that no entry tells of. */
  readonly reconsider: () => void
  /** The vault locks in a later turn: everything ends now, for good. */
  readonly stop: () => Promise<void>
}

export interface MeetingDeps {
  readonly vault: UnlockedVault
  readonly inTurn: ExchangeVault['inTurn']
  readonly time: MeetingTime
  readonly sync: SyncWindow
  readonly network: NetworkService
  readonly rules: HostRules
  readonly reportDefect: (thrown: unknown) => void
}

/** Of what is shown, four times a second. */
const tellAfterMs = 250

export const createMeeting = (deps: MeetingDeps): Meeting => {
  const { vault, time, sync, network } = deps
  const rooms = createRoomSet(vault)
  let running: { readonly meeting: RunningMeeting; readonly sinceMs: number } | null = null
  let where: MeetingWhere | null = null
  let isStopped = false
  /** Counted, so that what was asked before a leaving does not lead into a meeting after it. */
  let leavings = 0
  let cancelTelling: (() => void) | null = null

  const changed = (): void => {
    if (isStopped) return
    cancelTelling ??= time.startTimer(tellAfterMs, () => {
      cancelTelling = null
      vault.emit({ kind: 'meeting-changed' })
    })
  }

  const hosting = createHosting(network, vault.committeeSpace, changed)
  const finder = createFinder({
    network,
    committee: vault.committeeSpace,
    rules: deps.rules,
    discoveryKeys: rooms.discoveryKeys,
    onChanged: () => {
      follow()
      changed()
    },
  })

  /** A meeting on this network whose server is gone: whoever hosts on is followed. */
  const isAstray = (): boolean => where?.place.kind === 'local-network' && where.state() === 'lost'
  const follow = (): void => {
    const gone = where?.servers.signalling[0]
    const next = finder.found().find(({ url }) => url !== gone)
    if (next && isAstray()) goTo(atUrl({ kind: 'local-network', host: next.host }, next.url))
  }

  const goTo = (next: MeetingWhere): void => {
    where = next
    running?.meeting.use(next.servers)
    void finder.want({ follow: false })
    changed()
  }

  /** The server that ran here is gone: links stay, and whoever hosts on is followed. */
  const hostingEnded = (): void => {
    hosting.ended()
    if (where?.place.kind !== 'hosted-here') return
    const [url = ''] = where.servers.signalling
    where = atUrl({ kind: 'local-network', host: where.place.host }, url)
    where.heard(url, 'lost')
    void finder.want({ follow: true })
    changed()
  }

  sync.listen({
    onLink: (link) => (running ? running.meeting.takeLink(link) : link.pipe.close()),
    onLobby: (room, presences) => running?.meeting.takeLobby(room, presences),
    onServer: (url, state) => {
      where?.heard(url, state)
      void finder.want({ follow: isAstray() })
      changed()
    },
    onAbility: changed,
  })
  network.listen({
    onHeard: finder.heard,
    onHostingEnded: () => hostingEnded(),
    onAttached: finder.renewed,
  })

  const cannotMeet = (): Result<null> => {
    if (isStopped) return err({ code: 'vault/locked' })
    if (vault.store.mode().kind === 'read-only') return err({ code: 'vault/read-only' })
    return sync.canLink() ? ok(null) : err({ code: 'meeting/no-window' })
  }

  /** Enters a meeting, or goes on with the one that this laptop is in, by other servers. */
  const enter = async (next: MeetingWhere, leavingsBefore = leavings): Promise<Result<null>> => {
    const able = cannotMeet()
    if (!able.ok) return able
    if (next.place.kind !== 'hosted-here') hosting.stop()
    const hasLeft = (): boolean => leavings !== leavingsBefore
    await deps.inTurn(() => (hasLeft() ? undefined : begin()))
    if (isStopped) return err({ code: 'vault/locked' })
    if (hasLeft() || !running) {
      hosting.stop()
      return ok(null)
    }
    goTo(next)
    hosting.announce(rooms.discoveryKeys())
    await finder.want({ look: false })
    return ok(null)
  }

  const begin = (): void => {
    if (isStopped || running) return
    const meeting = startMeeting({
      vault,
      inTurn: deps.inTurn,
      time,
      sync,
      rooms,
      onChanged: changed,
      onRooms: () => hosting.announce(rooms.discoveryKeys()),
      onGone: () => void leave().catch(deps.reportDefect),
      reportDefect: deps.reportDefect,
    })
    running = { meeting, sinceMs: vault.now() }
  }

  const leave = async (): Promise<void> => {
    leavings += 1
    const ended = running
    running = null
    where = null
    hosting.stop()
    void finder.want({ follow: false })
    if (!ended) return
    const stopped = ended.meeting.stop()
    sync.beNowhere()
    if (!finder.wanted().look) rooms.wipe()
    changed()
    await stopped
  }

  const found = (meetingId: string): FoundMeeting | undefined =>
    finder.found().find((one) => one.meetingId === meetingId)

  return {
    view: () => ({
      ability: sync.canLink() ? 'ready' : 'no-window',
      meeting:
        running && where
          ? {
              place: viewPlace(where.place, hosting.notAnnounced()),
              server: where.state(),
              sinceMs: running.sinceMs,
              ...viewTable(vault, running.meeting),
            }
          : null,
      isLooking: finder.wanted().look,
      found: finder.found().map(({ meetingId, host }) => ({ meetingId, host })),
      hasOwnServers: (vault.ledger.committee().servers?.signalling.length ?? 0) > 0,
      lastSeen: viewLastSeen(vault, running?.meeting ?? null),
    }),
    host: async (host) => {
      const able = cannotMeet()
      if (!able.ok) return able
      const leavingsBefore = leavings
      const hosted = await hosting.start(host)
      if (!hosted.ok) {
        // What ran here before was stopped for it.
        hostingEnded()
        return hosted
      }
      const { url, code } = hosted.value
      const entered = await enter(atUrl({ kind: 'hosted-here', host, code }, url), leavingsBefore)
      if (!entered.ok) hosting.stop()
      return entered
    },
    look: async (on) => {
      if (isStopped) return err({ code: 'vault/locked' })
      if (on) await deps.inTurn(() => (isStopped ? false : rooms.refresh()))
      // The lock came between: no key is made after it, and nobody is listened to.
      if (isStopped) return err({ code: 'vault/locked' })
      const wanted = await finder.want({ look: on })
      if (!finder.wanted().look && !running) rooms.wipe()
      changed()
      return wanted
    },
    joinFound: async (meetingId) => {
      const one = found(meetingId)
      return one
        ? enter(atUrl({ kind: 'local-network', host: one.host }, one.url))
        : err({ code: 'meeting/not-found' })
    },
    joinByCode: async (code) => {
      const address = parseMeetingAddress(code, deps.rules)
      if (!address.ok) return address
      const { host, key } = address.value
      const url = meetingSocketUrl(address.value, accessTokenOf(key))
      return enter(atUrl({ kind: 'local-network', host }, url))
    },
    joinOwnServers: async () => {
      const { signalling = [], iceServers = [] } = vault.ledger.committee().servers ?? {}
      return signalling.length > 0 && !readWaiting(vault.store.db)
        ? enter(watchServers({ kind: 'own-servers' }, { signalling, iceServers }))
        : err({ code: 'meeting/no-servers' })
    },
    leave,
    showCursor: (cursor) => running?.meeting.showCursor(cursor),
    cursorsOf: (space, name) => running?.meeting.cursors.of(space, name) ?? [],
    reconsider: () => {
      const { meeting } = running ?? {}
      if (meeting) deps.inTurn(meeting.reconsider).catch(deps.reportDefect)
    },
    stop: async () => {
      const left = leave()
      isStopped = true
      cancelTelling?.()
      void finder.want({ look: false })
      rooms.wipe()
      // Another session may listen by the time that everything is settled.
      sync.listen(null)
      network.listen(null)
      await left
    },
  }
}
