import type { Delivery } from '../../../shared/formats/delivery'
import {
  type ByeReason,
  encodePeerMessage,
  type PeerMessage,
  peerProtocol,
} from '../../../shared/formats/meeting-message'
import type { ReceiveReport, SpaceSharing } from '../ledger/ledger-port'
import { createCatchUp, type Haste } from './catch-up'
import {
  type ExchangeChannel,
  type ExchangeEnd,
  exchangeLimits,
  exchangeTimes,
} from './exchange-ports'
import { createOwedReceipts, createRequestTaker } from './peer-asides'
import { createPeerCursors } from './peer-cursors'
import { createPeerGaps } from './peer-gaps'
import { createPeerInbox } from './peer-inbox'
import { createPeerKnowledge } from './peer-knowledge'
import { createPeerOutbox } from './peer-outbox'
import type { PeerExchange, PeerHub } from './peer-port'
import { isOwedFarewell, type Standing, standingOf } from './peer-standing'
import { createPeerVoice } from './peer-voice'
import { vainBytesOf } from './vain-bytes'

export const openPeerExchange = (hub: PeerHub, channel: ExchangeChannel): PeerExchange => {
  const { vault, ports, board, meter } = hub
  const { deviceId } = channel.peer
  /** Of a device that the committee does not know yet there is none. */
  const memberOfPeer = (): string => channel.peer.memberId
  const knowledge = createPeerKnowledge()
  const gaps = createPeerGaps(knowledge)
  let peerSpeaks: number | null = null
  let hasToldAll = false
  let standing: Standing = 'unknown'
  let isOver = false
  let takenUpTo = 0

  const standingNow = (): Standing => standingOf(vault, channel.peer)
  const isCurrent = (): boolean => !isOver && standingNow() === 'current'

  const finish = (end: ExchangeEnd): void => {
    if (isOver) return
    if (end.by === 'us') void channel.send(encodePeerMessage({ kind: 'bye', reason: end.reason }))
    isOver = true
    inbox.stop()
    voice.stop()
    outbox.stop()
    catchUp.stop()
    cursors.stop()
    cancelFarewell()
    channel.close()
    hub.onEnd(end)
  }
  const endBy = (reason: ByeReason): void => finish({ by: 'us', reason })
  let cancelFarewell: () => void = () => {}

  const voice = createPeerVoice({
    vault,
    ports,
    channel,
    board,
    mayTell: isCurrent,
    takenUpTo: () => takenUpTo,
    onDefect: hub.onDefect,
  })
  const outbox = createPeerOutbox({
    vault,
    channel,
    board,
    knowledge,
    isCurrent,
    onSent: hub.entryBytes,
    onDefect: hub.onDefect,
  })
  const catchUp = createCatchUp({
    ports,
    ownDevice: vault.deviceId,
    knowledge,
    sharingOf: board.get,
    othersWith: (sharing) => hub.othersWith(sharing, deviceId),
    onDue: outbox.due,
  })

  const cursors = createPeerCursors({
    vault,
    ports,
    channel,
    isCurrent: () => peerSpeaks !== null && isCurrent(),
  })

  const reads = (sharing: SpaceSharing | undefined): sharing is SpaceSharing =>
    sharing?.readers.includes(memberOfPeer()) === true

  /** Everything that the peer lacks, once it has told what it has. */
  const considerAll = (haste: Haste): void => {
    for (const sharing of board.all()) if (reads(sharing)) catchUp.consider(sharing, haste)
    for (const { space } of board.all()) updateGap(space)
    hub.onProgress()
  }

  const updateGap = (space: string): void => {
    const sharing = board.get(space)
    gaps.update(space, reads(sharing) ? sharing : undefined)
  }

  /** Of what the peer's member reads no more it is told how far its own log is here. */
  const owesReceipt = createOwedReceipts(deviceId, outbox.asides)

  const begin = async (): Promise<void> => {
    standing = standingNow()
    if (standing === 'gone') await sayFarewell()
    else await voice.tellAll()
    outbox.asides()
  }

  /** What led to their leaving; whoever never acknowledges it is not waited for. */
  const sayFarewell = async (): Promise<void> => {
    cancelFarewell = ports.startTimer(exchangeTimes.graceMs, () => endBy('gone'))
    if (isOwedFarewell(vault, channel.peer)) await outbox.farewell()
    endBy('gone')
  }

  const takeHello = (protocol: number, oldest: number): void => {
    if (peerSpeaks !== null) {
      countMalformed()
      return
    }
    peerSpeaks = protocol
    if (oldest > peerProtocol) endBy('newer-program')
    else if (protocol < oldestUnderstood) endBy('older-program')
    else begin().catch(hub.onDefect)
  }

  const countMalformed = (): void => {
    meter.malformed()
    if (meter.isFull() || peerSpeaks === null) endBy('malformed')
  }

  const takeReached = (haves: Delivery['haves'], upTo: number, isAll: boolean): Promise<void> =>
    vault.inTurn(() => {
      if (isOver) return
      outbox.acked(upTo)
      takeHaves(haves, upTo)
      if (isAll && !hasToldAll) {
        hasToldAll = true
        considerAll('in-line')
      }
      hub.onProgress()
    })

  const takeHaves = (haves: Delivery['haves'], upTo: number): void => {
    const { devices } = vault.ledger.committee()
    const known = new Set<string>(devices.map((one) => one.deviceId))
    let gone: ReadonlySet<string> | null = null
    for (const { space, logs } of haves) {
      const sharing = board.get(space)
      if (!sharing) gone ??= vault.ledger.goneSpaces()
      if (gone?.has(space)) continue
      // Before the committee is here no device is known, and nothing is sent by what is told.
      const admitted = known.size === 0 ? logs : logs.filter(({ device }) => known.has(device))
      const isProgress = knowledge.tell(space, admitted, upTo)
      if (sharing) hub.onTold(deviceId, space, admitted)
      if (hasToldAll) catchUp.told(reads(sharing) ? sharing : undefined, space, isProgress)
      updateGap(space)
    }
    const { logsTold, spacesTold } = exchangeLimits
    if (knowledge.logsTold() > logsTold || knowledge.spacesTold() > spacesTold) endBy('flooded')
  }

  const takeDelivery = (number: number, delivery: Delivery, sizeBytes: number): Promise<void> =>
    vault.inTurn(async () => {
      if (isOver) return
      if (number !== takenUpTo + 1) return countMalformed()
      const taken = await vault.takeIn(delivery, deviceId)
      if (!taken.ok && taken.error.code !== 'bundle/sender-not-a-member') return endBy('not-stored')
      takenUpTo = number
      // Also of what was refused: the sender would wait for ever, or send it again.
      const owed = voice.answer(delivery.spaces.map(({ space }) => space))
      if (owed > exchangeLimits.spacesTold) return endBy('flooded')
      meter.vain(vainBytesOf(delivery, sizeBytes, taken.ok ? taken.value : null))
      if (!taken.ok) return countRefused(sizeBytes, [{ code: taken.error.code, count: 1 }], 0)
      const report = taken.value
      const { newEntries, duplicates, pending, waiting, refused } = report
      hub.entryBytes(newEntries, sizeBytes)
      countRefused(sizeBytes, refused, newEntries + duplicates + pending + waiting)
      takeHaves(delivery.haves, Number.MAX_SAFE_INTEGER)
      await hub.onArrival(deviceId, report)
    })

  const countRefused = (
    sizeBytes: number,
    refused: ReceiveReport['refused'],
    taken: number,
  ): void => {
    meter.refused(sizeBytes, refused, taken)
    if (meter.isFull()) endBy('refused')
  }

  const takeMessage = (message: PeerMessage, sizeBytes: number): Promise<void> | void => {
    if (message.kind === 'bye') return finish({ by: 'peer', reason: message.reason })
    if (message.kind === 'hello') return takeHello(message.protocol, message.oldest)
    if (peerSpeaks === null) return countMalformed()
    if (message.kind !== 'delivery') meter.vain(sizeBytes)
    switch (message.kind) {
      case 'reached':
        return takeReached(message.haves, message.upTo, !message.more)
      case 'delivery':
        return takeDelivery(message.number, message.delivery, sizeBytes)
      case 'request':
        return takeRequest(message.file)
      case 'cursor':
        if (cursors.admit(message)) hub.onCursor(message)
    }
  }

  const takeRequest = createRequestTaker(vault, {
    deviceId,
    isUnknown: () => standingNow() === 'unknown',
    isOver: () => isOver,
    onTaken: hub.onRequest,
    onMalformed: countMalformed,
  })

  const inbox = createPeerInbox({
    ports,
    meter,
    onMessage: takeMessage,
    mayBeNewer: () => peerSpeaks !== null && peerSpeaks > peerProtocol,
    onMalformed: countMalformed,
    onFlooded: () => endBy('flooded'),
    onDrained: () => finish({ by: 'link', reason: 'cut' }),
    onDefect: hub.onDefect,
  })

  channel.onFrame(inbox.take)
  channel.onClose(inbox.drain)
  void channel.send(
    encodePeerMessage({ kind: 'hello', protocol: peerProtocol, oldest: oldestUnderstood }),
  )
  const file = vault.joinRequest()
  if (file) void channel.send(encodePeerMessage({ kind: 'request', file }))

  return {
    deviceId,
    memberOfPeer,
    news: (spaces) => {
      const read = spaces.filter((space) => reads(board.get(space)))
      // Until the peer has told everything, what it lacks is not known: it is sent all of it then.
      if (hasToldAll && read.length > 0) outbox.news(read)
    },
    changed: (spaces) => {
      for (const space of spaces) {
        const sharing = board.get(space)
        if (reads(sharing)) {
          voice.tellLater(space)
          if (hasToldAll) catchUp.consider(sharing, 'in-need')
        } else if (sharing) {
          // Who reads it again some day is sent all of it.
          knowledge.drop(space)
          catchUp.drop(space)
          owesReceipt(sharing)
        }
        updateGap(space)
      }
    },
    showed: (space, logs) => {
      knowledge.showed(space, logs)
      updateGap(space)
    },
    reconsider: () => {
      if (isOver || peerSpeaks === null) return
      const before = standing
      standing = standingNow()
      if (standing === 'gone' && before !== 'gone') sayFarewell().catch(hub.onDefect)
      if (standing === 'current' && before === 'unknown') {
        voice.tellAll().catch(hub.onDefect)
        if (hasToldAll) considerAll('at-once')
      }
    },
    asides: outbox.asides,
    showCursor: cursors.show,
    replan: catchUp.replan,
    hasAllOf: (sharing) => reads(sharing) && knowledge.gapOf(sharing.space, sharing).toSend === 0,
    lacking: gaps.lacking,
    progress: () => {
      const { toSend, toReceive } = gaps.total()
      const mean = hub.meanEntryBytes()
      return {
        deviceId,
        memberId: memberOfPeer(),
        entriesToSend: toSend,
        bytesToSend: Math.round(toSend * mean),
        // As told: a peer that makes it up is not to spoil the sum of all.
        entriesToReceive: Math.min(toReceive, maxShown),
        bytesToReceive: Math.min(Math.round(toReceive * mean), maxShown),
        isUpToDate: hasToldAll && toSend + toReceive === 0,
      }
    },
    end: endBy,
  }
}

/** Programs that speak nothing newer than that are not understood. */
const oldestUnderstood = 1

/** Of entries or bytes of one peer; a hundred of them add up exactly. */
const maxShown = 2 ** 46
