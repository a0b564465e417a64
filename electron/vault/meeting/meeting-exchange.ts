import type { ByeReason, TextCursor } from '../../../shared/formats/meeting-message'
import type { ReceiveReport, SpaceSharing } from '../ledger/ledger-port'
import {
  type ExchangeChannel,
  type ExchangePorts,
  type ExchangeVault,
  exchangeTimes,
  type PeerProgress,
} from './exchange-ports'
import { createJunkMeters } from './junk-meter'
import { keepWhatPeersTell } from './kept-haves'
import { openPeerExchange } from './peer-exchange'
import type { PeerExchange } from './peer-port'
import { createSettleBatch } from './settle-batch'
import { createSharingBoard } from './sharing-board'

/** What this vault says to all others that it has a channel to, from the first of them until it locks. */
export interface MeetingExchange {
  /** Speaks over a channel from now on. A second one of the same device takes the place of the first. */
  readonly open: (channel: ExchangeChannel) => void
  readonly progress: () => readonly PeerProgress[]
  /** What is not synced yet, and with whom: of spaces that are read here, members here who lack something. */
  readonly unsynced: () => ReadonlyMap<string, readonly string[]>
  /** Shows where this member is in a text to everyone here who may read it. */
  readonly showCursor: (cursor: TextCursor) => void
  /** Ends the channel of one device. */
  readonly close: (deviceId: string) => void
  /**
   * Ends everything at once: nothing is sent after it. Resolves when what had arrived is settled; the vault must
   * not be locked before.
   */
  readonly stop: () => Promise<void>
}

/** Entries of a few words, until something went over a channel. */
const usualEntryBytes = 700

export const createMeetingExchange = (
  vault: ExchangeVault,
  ports: ExchangePorts,
): MeetingExchange => {
  const { ledger, inTurn } = vault
  const peers = new Map<string, PeerExchange>()
  const board = createSharingBoard(vault)
  const meterOf = createJunkMeters(ports.now)
  const seen = { entries: 0, bytes: 0 }
  let isStopped = false
  let filled: Promise<void> | null = null
  /** Spaces that changed and were not looked up since. */
  let dirty = nothingDirty()
  let accessStamp = ''

  const onDefect = (thrown: unknown): void => {
    endAll('not-stored')
    ports.reportDefect(thrown)
  }
  const kept = keepWhatPeersTell(vault, ports, onDefect)

  const refresh = (spaces: Iterable<string>): void => {
    const changed = board.refresh(spaces)
    for (const peer of peers.values()) peer.changed(changed)
    if (changed.includes(vault.committeeSpace)) committeeChanged()
  }

  /** Who reads what depends on who is in the committee, and on nothing else that is entered there. */
  const committeeChanged = (): void => {
    for (const peer of [...peers.values()]) peer.reconsider()
    const before = accessStamp
    accessStamp = accessStampNow()
    if (accessStamp !== before) fill().catch(onDefect)
  }
  const accessStampNow = (): string => {
    const { devices, leavings, members } = ledger.committee()
    return JSON.stringify([devices, leavings, members.map(({ memberId }) => memberId)])
  }

  const fill = async (): Promise<void> => {
    const before = new Map([...board.all()].map((one) => [one.space, one.readers.join()]))
    await board.fill(() => !isStopped)
    const changed = [...board.all()]
      .filter(({ space, readers }) => before.get(space) !== readers.join())
      .map(({ space }) => space)
    for (const peer of peers.values()) peer.changed(changed)
  }

  const fillFirst = async (): Promise<void> => {
    await board.fill(() => !isStopped)
    accessStamp = accessStampNow()
  }

  /** What changed in the turns since, by whatever way: a command, a bundle, another channel. */
  const afterTurn = (): void => {
    const { own, all, hasLeft } = dirty
    dirty = nothingDirty()
    if (isStopped) return
    refresh(all)
    for (const peer of [...peers.values()]) peer.news([...own])
    if (hasLeft) for (const peer of [...peers.values()]) peer.asides()
    progressed()
  }
  const stopListening = ledger.onChange((spaces, how) => {
    if (dirty.all.size === 0 && peers.size > 0) inTurn(afterTurn).catch(onDefect)
    for (const space of spaces) {
      dirty.all.add(space)
      if (how === 'own') dirty.own.add(space)
    }
    dirty.hasLeft ||= how === 'gone'
  })

  const settling = createSettleBatch(
    vault,
    ports,
    (left) => refresh(left),
    () => endAll('not-stored'),
    onDefect,
  )

  /** What grew in the sender's turn came from the sender. */
  const onArrival = async (from: string, report: ReceiveReport): Promise<void> => {
    const before = new Map(report.spacesChanged.map((space) => [space, board.get(space)]))
    refresh(report.spacesChanged)
    for (const space of report.spacesChanged) dirty.all.delete(space)
    for (const [space, was] of before)
      peers.get(from)?.showed(space, grownIn(was, board.get(space), vault.deviceId))
    progressed()
    await settling.add(report, from)
  }

  let cancelProgress: (() => void) | null = null
  let isProgressOwed = false
  const progress = (): readonly PeerProgress[] => [...peers.values()].map((one) => one.progress())
  const progressed = (): void => {
    if (isStopped) return
    if (cancelProgress !== null) {
      isProgressOwed = true
      return
    }
    ports.emit({ kind: 'progress', peers: progress() })
    cancelProgress = ports.startTimer(exchangeTimes.progressMs, () => {
      cancelProgress = null
      if (isProgressOwed) progressed()
    })
    isProgressOwed = false
  }

  const endAll = (reason: ByeReason): void => {
    for (const peer of [...peers.values()]) peer.end(reason)
  }

  const open = (channel: ExchangeChannel): void => {
    if (dirty.all.size > 0) inTurn(afterTurn).catch(onDefect)
    const { deviceId } = channel.peer
    peers.get(deviceId)?.end('leaving')
    const peer = openPeerExchange(
      {
        vault,
        ports,
        board,
        meter: meterOf(deviceId),
        othersWith: (sharing, but) =>
          [...peers.values()]
            .filter((one) => one.deviceId !== but && one.hasAllOf(sharing))
            .map((one) => one.deviceId),
        onArrival,
        onTold: kept.told,
        onProgress: progressed,
        onRequest: (taken) => {
          if (!taken.ok) ports.emit({ kind: 'request-refused', deviceId })
        },
        onCursor: ({ space, name, at }) =>
          ports.emit({ kind: 'cursor', deviceId, space, name, at }),
        onDefect,
        onEnd: (end) => {
          if (peers.get(deviceId) === peer) peers.delete(deviceId)
          for (const other of peers.values()) other.replan()
          ports.emit({ kind: 'ended', deviceId, memberId: channel.peer.memberId, ...end })
          progressed()
        },
        entryBytes: (entries, bytes) => {
          if (entries === 0) return
          seen.entries += entries
          seen.bytes += bytes
        },
        meanEntryBytes: () => (seen.entries === 0 ? usualEntryBytes : seen.bytes / seen.entries),
      },
      channel,
    )
    peers.set(deviceId, peer)
  }

  return {
    open: (channel) => {
      if (isStopped) {
        channel.close()
        return
      }
      // What comes earlier waits in the channel, within its limits.
      filled ??= fillFirst()
      filled.then(() => (isStopped ? channel.close() : open(channel))).catch(onDefect)
    },
    progress,
    unsynced: () => {
      const lacking = new Map<string, string[]>()
      for (const peer of peers.values()) {
        for (const space of peer.lacking()) {
          const members = lacking.get(space) ?? []
          lacking.set(space, members)
          const memberId = peer.memberOfPeer()
          if (!members.includes(memberId)) members.push(memberId)
        }
      }
      return lacking
    },
    showCursor: (cursor) => {
      for (const peer of peers.values()) peer.showCursor(cursor)
    },
    close: (deviceId) => peers.get(deviceId)?.end('leaving'),
    stop: async () => {
      endAll('leaving')
      isStopped = true
      cancelProgress?.()
      stopListening()
      // Both take their turns now: the lock comes after them.
      await Promise.all([kept.finish(), settling.finish()])
    },
  }
}

const nothingDirty = () => ({
  own: new Set<string>(),
  all: new Set<string>(),
  hasLeft: false,
})

/** How far others' logs are here that were not here so far before. */
const grownIn = (
  before: SpaceSharing | undefined,
  after: SpaceSharing | undefined,
  ownDevice: string,
): SpaceSharing['reaches'] => {
  const counts = new Map(before?.reaches.map(({ device, count }) => [device, count]))
  return (after?.reaches ?? []).filter(
    ({ device, count }) => device !== ownDevice && count > (counts.get(device) ?? 0),
  )
}
