import type { MeetingTroubleView } from '../../../shared/contracts/meeting-views'
import { authorOf, isCurrentMember, isLive } from '../../../shared/domain/committee/selectors'
import type { CaseId } from '../../../shared/domain/terms'
import { readWaiting } from '../join/join-row'
import { nameOf } from '../members/member-names'
import type { UnlockedVault } from '../session/unlocked-vault'
import { type OpenChannelFailure, openChannel } from './channel/open-channel'
import type { ExchangeEvent, ExchangeVault } from './exchange-ports'
import { createHeldCursors, type HeldCursors } from './held-cursors'
import { judgeDeviceIn } from './judge-device'
import { keepMet } from './last-seen'
import type { MeetingLink, SyncWindow } from './link/sync-window'
import { createLobbyLeavers } from './lobby-leavers'
import { createMeetingChannels, type StandingChannel } from './meeting-channels'
import { createMeetingExchange, type MeetingExchange } from './meeting-exchange'
import { createMeetingRooms, lingerMs, type MeetingRooms } from './meeting-rooms'
import type { MeetingTime } from './meeting-time'
import { createPresentMembers } from './present-members'
import { createRates, type Rates } from './rates'
import type { RoomSet } from './room-set'
import { createTroubles, troubleOfEnd, troubleOfRefusal } from './troubles'
import { exchangeVaultOf } from './vault-of-session'

/** A meeting that this laptop is in, from the first server to the leaving. */
export interface RunningMeeting
  extends Pick<MeetingRooms, 'use' | 'inLobby'>,
    Pick<MeetingExchange, 'progress' | 'unsynced' | 'showCursor'> {
  readonly cursors: HeldCursors
  readonly rates: Rates
  readonly takeLink: (link: MeetingLink) => void
  readonly takeLobby: MeetingRooms['takeLobby']
  /** The committee or its invitations may have changed. In a turn. */
  readonly reconsider: () => Promise<void>
  readonly channels: () => readonly StandingChannel[]
  readonly troubles: () => readonly MeetingTroubleView[]
  /** Ends everything at once; resolves when what arrived is settled. The vault locks in a later turn. */
  readonly stop: () => Promise<void>
}

export interface RunningMeetingDeps {
  readonly vault: UnlockedVault
  readonly inTurn: ExchangeVault['inTurn']
  readonly time: MeetingTime
  readonly sync: SyncWindow
  readonly rooms: RoomSet
  readonly onChanged: () => void
  /** The rooms were looked at anew. */
  readonly onRooms: () => void
  /** This device is none of the committee's any more. */
  readonly onGone: () => void
  readonly reportDefect: (thrown: unknown) => void
}

/** Expired invitations, and who is still here. */
export const lookAgainMs = 60_000

export const startMeeting = (deps: RunningMeetingDeps): RunningMeeting => {
  const { vault, inTurn, time, rooms, onChanged, reportDefect } = deps
  const troubles = createTroubles()
  const rates = createRates(time.nowMs)
  const present = createPresentMembers(time)
  const leavers = createLobbyLeavers()
  const farewells = new Map<string, number>()
  const cursors = createHeldCursors(time, (space, name) =>
    vault.emit({ kind: 'cursors-changed', caseId: space as CaseId, name }),
  )
  const ofSession = exchangeVaultOf(vault, inTurn)
  let isStopped = false
  let cancelLooking: () => void = () => {}
  let cancelGoing: (() => void) | null = null

  const committee = () => vault.ledger.committee()
  const nameOfDevice = (deviceId: string): string | null =>
    nameOf(committee(), authorOf(committee(), deviceId) ?? '') || null

  const isWaiting = (): boolean => readWaiting(vault.store.db) !== null

  const note = (event: ExchangeEvent): void => {
    if (event.kind === 'cursor') {
      cursors.put(event.deviceId, event)
      return
    }
    if (event.kind === 'haves-kept') {
      vault.emit({ kind: 'copies-changed' })
      return
    }
    if (event.kind === 'progress') rates.note(event.peers)
    else if (event.kind === 'request-refused') troubles.add(vault.now(), null, 'not-known')
    else noteEnd(event)
    onChanged()
  }
  const noteEnd = (event: Extract<ExchangeEvent, { kind: 'ended' }>): void => {
    const { deviceId } = event
    leavers.ended(event)
    if (event.by === 'us' && event.reason === 'gone')
      farewells.set(deviceId, (farewells.get(deviceId) ?? 0) + 1)
    const what = troubleOfEnd(event)
    if (what) troubles.add(vault.now(), nameOfDevice(deviceId), what)
  }
  const noteRefusal = (failure: OpenChannelFailure): void => {
    const what = troubleOfRefusal(failure)
    const name = failure.code === 'meeting/peer-refused' ? nameOfDevice(failure.deviceId) : null
    if (what) troubles.add(vault.now(), name, what)
    onChanged()
  }

  const exchange = createMeetingExchange(
    {
      ...ofSession,
      settle: async (reports, heard) => {
        const wasWaiting = isWaiting()
        const settled = await ofSession.settle(reports, heard)
        // A newcomer is let in by that, and the ledger tells nothing of it.
        if (wasWaiting) await reconsider()
        return settled
      },
    },
    { now: time.nowMs, startTimer: time.startTimer, emit: note, reportDefect },
  )

  const channels = createMeetingChannels({
    vault,
    time,
    openLink: openChannel,
    roomOf: rooms.get,
    rankOf: rooms.rankOf,
    judgeIn: ({ reason }) =>
      judgeDeviceIn(vault, reason, (deviceId) => farewells.get(deviceId) ?? 0),
    onOpen: (channel) => {
      leavers.opened(channel.peer.deviceId)
      exchange.open(channel)
    },
    onClosed: cursors.drop,
    onChanged: () => {
      keepMembers()
      mine.say()
      onChanged()
    },
    onRefused: noteRefusal,
    reportDefect,
  })
  const mine = createMeetingRooms({
    ownDevice: vault.ownDeviceId,
    time,
    sync: deps.sync,
    rooms,
    channels: channels.all,
  })

  const keepMembers = (): void => {
    const due = present.update(
      channels.all().flatMap(({ deviceId }) => authorOf(committee(), deviceId) ?? []),
    )
    if (due.length === 0) return
    inTurn(() => (isStopped ? undefined : keepMet(vault, due, vault.now()))).catch(reportDefect)
  }

  const isGone = (): boolean => {
    if (isWaiting()) return false
    const isMember = isCurrentMember(committee(), vault.device.memberId)
    return !isMember || !isLive(committee(), vault.ownDeviceId)
  }

  const reconsider = async (): Promise<void> => {
    if (isStopped) return
    if (isGone()) {
      // The others may still have to be told, and to say goodbye.
      cancelGoing ??= time.startTimer(lingerMs, deps.onGone)
      return
    }
    mine.refresh()
    deps.onRooms()
    // The room is another one then, and the door of the one before is kept.
    if (mine.isKeeper()) await vault.ledger.rotate(vault.committeeSpace)
  }

  const stopListening = vault.ledger.onChange((spaces) => {
    if (spaces.includes(vault.committeeSpace)) inTurn(reconsider).catch(reportDefect)
  })
  const lookAgain = (): void => {
    cancelLooking = time.startTimer(lookAgainMs, () => {
      keepMembers()
      inTurn(reconsider).catch(reportDefect)
      lookAgain()
    })
  }

  mine.refresh()
  lookAgain()

  return {
    progress: exchange.progress,
    unsynced: exchange.unsynced,
    showCursor: exchange.showCursor,
    cursors,
    rates,
    use: mine.use,
    inLobby: () => leavers.leaveOut(mine.inLobby()),
    takeLink: channels.take,
    takeLobby: (room, presences) => {
      mine.takeLobby(room, presences)
      onChanged()
    },
    reconsider,
    channels: channels.all,
    troubles: troubles.all,
    stop: async () => {
      const here = present.here()
      isStopped = true
      stopListening()
      cancelLooking()
      cancelGoing?.()
      mine.stop()
      // All take their turns now: the lock comes after them.
      const kept = inTurn(() => keepMet(vault, here, vault.now()))
      const stopped = exchange.stop()
      channels.stop()
      cursors.clear()
      await Promise.all([kept, stopped])
    },
  }
}
