import { authorOf } from '../../../shared/domain/committee/selectors'
import { encodePeerMessage, type TextCursor } from '../../../shared/formats/meeting-message'
import { createTokenBucket } from '../../../shared/util/token-bucket'
import type { ExchangeChannel, ExchangePorts, ExchangeVault } from './exchange-ports'

/** Cursors on one channel: to a peer who may read the text's space, and from one who may. */
export interface PeerCursors {
  readonly show: (cursor: TextCursor) => void
  /** @returns whether it counts: for both sides the space is one to read. */
  readonly admit: (cursor: TextCursor) => boolean
  readonly stop: () => void
}

export interface PeerCursorsDeps {
  readonly vault: ExchangeVault
  readonly ports: ExchangePorts
  readonly channel: ExchangeChannel
  /** Whether the peer's device is one of the committee now, and has said hello. */
  readonly isCurrent: () => boolean
}

export const cursorTimes = {
  /** Ten a second to each peer: of one text the newest goes. */
  betweenMs: 100,
} as const
/** What is taken of a peer; the rest is dropped: the next one says it better. */
export const cursorPace = { burst: 40, perSecond: 20 } as const

export const createPeerCursors = (deps: PeerCursorsDeps): PeerCursors => {
  const { vault, ports, channel } = deps
  const waiting = new Map<string, TextCursor>()
  let cancelTimer: (() => void) | null = null
  let isStopped = false
  const allowance = createTokenBucket(cursorPace, ports.now)

  /** Asked of the ledger when it goes out and when it comes in: access may have ended a moment ago. */
  const areBothReaders = (space: string): boolean => {
    const own = authorOf(vault.ledger.committee(), vault.deviceId)
    const [sharing] = vault.ledger.sharingOf([space])
    return (
      own !== null &&
      sharing?.readers.includes(own) === true &&
      sharing.readers.includes(channel.peer.memberId)
    )
  }

  const send = async (): Promise<void> => {
    const cursors = [...waiting.values()]
    waiting.clear()
    for (const cursor of cursors) {
      if (!deps.isCurrent() || !areBothReaders(cursor.space)) continue
      // Nothing piles up behind a link that carries nothing.
      await channel.send(encodePeerMessage({ kind: 'cursor', ...cursor }))
    }
    wait()
  }
  const wait = (): void => {
    if (isStopped) return
    cancelTimer = ports.startTimer(cursorTimes.betweenMs, () => {
      cancelTimer = null
      if (waiting.size > 0) start()
    })
  }
  let isSending = false
  const start = (): void => {
    isSending = true
    send()
      .catch(ports.reportDefect)
      .finally(() => {
        isSending = false
      })
  }

  return {
    show: (cursor) => {
      if (isStopped) return
      waiting.set(`${cursor.space}/${cursor.name}`, cursor)
      if (!isSending && cancelTimer === null) start()
    },
    admit: ({ space }) => allowance.take(1) && deps.isCurrent() && areBothReaders(space),
    stop: () => {
      isStopped = true
      waiting.clear()
      cancelTimer?.()
    },
  }
}
