import type { Delivery } from '../../../shared/formats/delivery'
import { encodePeerMessage } from '../../../shared/formats/meeting-message'
import { splitDelivery } from '../../../shared/formats/split-delivery'
import {
  type ExchangeChannel,
  type ExchangePorts,
  type ExchangeVault,
  exchangeLimits,
  exchangeTimes,
} from './exchange-ports'
import type { SharingBoard } from './sharing-board'

/** What one peer is told of the logs here. */
export interface PeerVoice {
  /** Everything that the peer's member may read; what it lacks of that is its to say. */
  readonly tellAll: () => Promise<void>
  /** The peer sent something of these spaces: it hears soon how far they are here now. @returns of how many it is to hear */
  readonly answer: (spaces: readonly string[]) => number
  /** Something changed that the peer has no part in: it hears of it with the next telling. */
  readonly tellLater: (space: string) => void
  readonly stop: () => void
}

export interface PeerVoiceDeps {
  readonly vault: ExchangeVault
  readonly ports: ExchangePorts
  readonly channel: ExchangeChannel
  readonly board: SharingBoard
  /** Whether the peer's device may be told anything now. */
  readonly mayTell: () => boolean
  /** The last delivery of the peer that was taken in. */
  readonly takenUpTo: () => number
  readonly onDefect: (thrown: unknown) => void
}

export const createPeerVoice = (deps: PeerVoiceDeps): PeerVoice => {
  const { vault, ports, channel } = deps
  /** Named by the peer itself: told of even when nothing of them is here, or theirs to read. */
  const toAnswer = new Set<string>()
  const toTell = new Set<string>()
  let isAnswerOwed = false
  let timer: { readonly atMs: number; readonly cancel: () => void } | null = null
  let isSpeaking = false
  let isStopped = false

  /** In a turn. */
  const havesOf = (spaces: readonly string[]): Delivery['haves'] => {
    const read = deps.mayTell()
      ? vault.ledger
          .sharingOf(spaces)
          .filter(({ readers }) => readers.includes(channel.peer.memberId))
      : []
    const havesBySpace = new Map(read.map(({ space, haves }) => [space, haves]))
    return spaces.flatMap((space) => {
      const logs = havesBySpace.get(space) ?? (toAnswer.has(space) ? [] : null)
      return logs === null ? [] : [{ space, logs }]
    })
  }

  const say = async (spaces: readonly string[], more: boolean, isAnswer: boolean) => {
    const said = await vault.inTurn(() => {
      if (isStopped) return null
      const haves = havesOf(spaces)
      for (const space of spaces) {
        toAnswer.delete(space)
        toTell.delete(space)
      }
      if (haves.length === 0 && !isAnswer) return null
      const pieces = splitDelivery({ spaces: [], haves, receipts: [] }, exchangeLimits.pieceBytes)
      const upTo = deps.takenUpTo()
      const messages = pieces.map((piece, index) =>
        encodePeerMessage({
          kind: 'reached',
          upTo,
          more: more || index < pieces.length - 1,
          haves: piece.haves,
        }),
      )
      return { room: Promise.all(messages.map(channel.send)) }
    })
    await said?.room
  }

  /** One telling at a time: the pieces of one are not mixed with those of another. */
  const speak = async (tell: () => Promise<void>): Promise<void> => {
    if (isSpeaking) return
    isSpeaking = true
    try {
      await tell()
      while (!isStopped && (isAnswerOwed || toTell.size > 0)) {
        const some = new Set([...toAnswer, ...toTell].slice(0, exchangeLimits.spacesPerTurn))
        const isAnswer = isAnswerOwed
        isAnswerOwed = toAnswer.size > some.size
        await say([...some], false, isAnswer)
      }
    } finally {
      isSpeaking = false
    }
  }

  const speakWithin = (afterMs: number): void => {
    const atMs = ports.now() + afterMs
    if (isStopped || (timer !== null && timer.atMs <= atMs)) return
    timer?.cancel()
    const ring = (): void => {
      timer = null
      speak(async () => undefined).catch(deps.onDefect)
    }
    timer = { atMs, cancel: ports.startTimer(afterMs, ring) }
  }

  return {
    tellAll: () =>
      speak(async () => {
        const spaces = [...deps.board.all()]
          .filter(({ readers }) => readers.includes(channel.peer.memberId))
          .map(({ space }) => space)
        const size = exchangeLimits.spacesPerTurn
        // At least one message, which says that this was all.
        for (let at = 0; at === 0 || at < spaces.length; at += size)
          await say(spaces.slice(at, at + size), at + size < spaces.length, true)
      }),
    answer: (spaces) => {
      for (const space of spaces) toAnswer.add(space)
      isAnswerOwed = true
      speakWithin(exchangeTimes.ackAfterMs)
      return toAnswer.size
    },
    tellLater: (space) => {
      toTell.add(space)
      speakWithin(exchangeTimes.tellAfterMs)
    },
    stop: () => {
      isStopped = true
      timer?.cancel()
    },
  }
}
