import type { MemberId } from '../../../shared/domain/terms'
import { type Delivery, emptyDelivery, measureDelivery } from '../../../shared/formats/delivery'
import { encodePeerMessage } from '../../../shared/formats/meeting-message'
import { splitDelivery } from '../../../shared/formats/split-delivery'
import type { HaveTable } from '../ledger/ledger-port'
import { kindsInOrder } from '../ledger/space-rows'
import { type ExchangeChannel, type ExchangeVault, exchangeLimits } from './exchange-ports'
import type { PeerKnowledge } from './peer-knowledge'
import { createSendWindow } from './send-window'
import type { SharingBoard } from './sharing-board'

/** Entries on their way to one peer: one delivery at a time, what was just entered here before everything else. */
export interface PeerOutbox {
  /** Spaces with entries of this device's own that the peer is not known to have. */
  readonly news: (spaces: readonly string[]) => void
  /** Spaces that the peer lacks something of, whoever entered it. */
  readonly due: (spaces: readonly string[]) => void
  /** Receipts and last bytes may have changed. */
  readonly asides: () => void
  /** The peer's member left: they are sent their farewell and nothing else. */
  readonly farewell: () => Promise<void>
  readonly acked: (upTo: number) => void
  readonly stop: () => void
}

export interface PeerOutboxDeps {
  readonly vault: ExchangeVault
  readonly channel: ExchangeChannel
  readonly board: SharingBoard
  readonly knowledge: PeerKnowledge
  /** Whether the peer's device is one of the committee now. */
  readonly isCurrent: () => boolean
  readonly onSent: (entries: number, bytes: number) => void
  readonly onDefect: (thrown: unknown) => void
}

/** What may go out at the moment of sending: access may have changed since it was collected. */
type Restrict = (delivery: Delivery) => Delivery

export const createPeerOutbox = (deps: PeerOutboxDeps): PeerOutbox => {
  const { vault, channel, knowledge } = deps
  const { deviceId } = channel.peer
  const memberOfPeer = (): MemberId => channel.peer.memberId as MemberId
  const window = createSendWindow()
  const news = new Set<string>()
  let due: string[] = []
  let areAsidesOwed = false
  let isSending = false
  let isStopped = false
  let lastNumber = 0
  let lastAsides = ''

  /** @returns the number of the last piece that went out */
  const send = async (delivery: Delivery, restrict: Restrict, isNews: boolean): Promise<number> => {
    for (const piece of splitDelivery(delivery, exchangeLimits.pieceBytes)) {
      const bytes = measureDelivery(piece)
      await window.room(bytes)
      if (!isNews) await sendNews()
      const sent = await vault.inTurn(() => {
        const allowed = isStopped ? null : restrict(piece)
        if (allowed === null || isEmpty(allowed)) return null
        lastNumber += 1
        window.add(lastNumber, bytes)
        deps.onSent(
          allowed.spaces.reduce((sum, { entries }) => sum + entries.length, 0),
          bytes,
        )
        const message = { kind: 'delivery', number: lastNumber, delivery: allowed } as const
        return { room: channel.send(encodePeerMessage(message)) }
      })
      await sent?.room
    }
    return lastNumber
  }

  const onlyReadable: Restrict = ({ spaces, ...rest }) => {
    const readable = new Set(
      deps.isCurrent()
        ? vault.ledger
            .sharingOf(spaces.map(({ space }) => space))
            .filter(({ readers }) => readers.includes(memberOfPeer()))
            .map(({ space }) => space)
        : [],
    )
    return { ...rest, spaces: spaces.filter(({ space }) => readable.has(space)) }
  }

  const knownOf = (spaces: readonly string[]): HaveTable =>
    new Map([[deviceId, new Map(spaces.map((space) => [space, knowledge.logsOf(space)]))]])

  /** Collects in a turn, marks what is on its way, and sends. */
  const sendSpaces = async (
    spaces: readonly string[],
    isNews: boolean,
    logs?: ReadonlySet<string>,
  ): Promise<void> => {
    const collected = await vault.inTurn(() => {
      if (isStopped || !deps.isCurrent()) return null
      const only = { device: deviceId, spaces, ...(logs && { logs }) }
      const delivery = vault.ledger.collectOnly(memberOfPeer(), knownOf(spaces), only)
      const going = delivery.spaces.map(({ space }) => space)
      for (const { space, reaches } of vault.ledger.sharingOf(going)) {
        const sent = reaches.filter(({ device }) => logs?.has(device) !== false)
        knowledge.sent(space, sent, Number.MAX_SAFE_INTEGER)
      }
      return { delivery, going }
    })
    if (!collected || collected.going.length === 0) return
    const number = await send(collected.delivery, onlyReadable, isNews)
    for (const space of collected.going) knowledge.sent(space, [], number)
  }

  const sendNews = async (): Promise<void> => {
    const spaces = [...news]
    news.clear()
    // Whoever has emptyDelivery of a space could not tell what it is from one log alone.
    const isNew = (space: string): boolean => knowledge.logsOf(space).size === 0
    const unknown = spaces.filter(isNew)
    const known = spaces.filter((space) => !isNew(space))
    if (unknown.length > 0) await sendSpaces(unknown, true)
    if (known.length > 0) await sendSpaces(known, true, new Set([vault.deviceId]))
  }

  const sendDue = async (): Promise<void> => {
    const batch: string[] = []
    let entries = 0
    while (due.length > 0 && entries < exchangeLimits.batchEntries) {
      const space = due.shift() as string
      batch.push(space)
      entries += knowledge.gapOf(space, deps.board.get(space)).toSend
    }
    await sendSpaces(batch, false)
  }

  const sendAsides = async (): Promise<void> => {
    areAsidesOwed = false
    const delivery = await vault.inTurn(() =>
      isStopped || !deps.isCurrent() ? null : vault.ledger.asidesFor(memberOfPeer(), deviceId),
    )
    if (!delivery) return
    // Of what was left, and of the peer's own log there: the same again says emptyDelivery.
    const digest = JSON.stringify([
      delivery.receipts,
      delivery.spaces.map(({ space, entries }) => [space, entries.length]),
    ])
    if (digest === lastAsides) return
    lastAsides = digest
    await send(delivery, (piece) => (deps.isCurrent() ? piece : emptyDelivery), false)
  }

  const work = async (): Promise<void> => {
    if (isSending) return
    isSending = true
    try {
      while (!isStopped && (news.size > 0 || areAsidesOwed || due.length > 0)) {
        if (news.size > 0) await sendNews()
        else if (areAsidesOwed) await sendAsides()
        else await sendDue()
      }
    } finally {
      isSending = false
    }
  }

  const start = (): void => {
    work().catch(deps.onDefect)
  }

  const rankOf = (space: string): number => {
    const kind = vault.ledger.spaceOf(space)?.kind
    return kind ? kindsInOrder.indexOf(kind) : kindsInOrder.length
  }

  return {
    news: (spaces) => {
      for (const space of spaces) news.add(space)
      start()
    },
    due: (spaces) => {
      const all = [...new Set([...due, ...spaces])].map((space) => [rankOf(space), space] as const)
      due = all.sort(([a], [b]) => a - b).map(([, space]) => space)
      start()
    },
    asides: () => {
      areAsidesOwed = true
      start()
    },
    farewell: async () => {
      news.clear()
      due = []
      areAsidesOwed = false
      const delivery = await vault.inTurn(() =>
        isStopped ? emptyDelivery : vault.ledger.farewell(memberOfPeer()),
      )
      await send(delivery, (piece) => piece, true)
    },
    acked: window.acked,
    stop: () => {
      isStopped = true
      news.clear()
      due = []
      window.stop()
    },
  }
}

const isEmpty = ({ spaces, haves, receipts }: Delivery): boolean =>
  spaces.length + haves.length + receipts.length === 0
