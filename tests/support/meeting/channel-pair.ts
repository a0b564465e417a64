import type { ExchangeChannel, ExchangePorts } from '../../../electron/vault/meeting/exchange-ports'
import { type PeerMessage, parsePeerMessage } from '../../../shared/formats/meeting-message'
export interface Party {
  readonly deviceId: string
  readonly memberId: string
}

export interface LinkOptions {
  /** From sending to arriving. */
  readonly delayMs?: number
  /** What may wait on the way before `send` makes its caller wait. */
  readonly roomBytes?: number
}

/** One message on a link, as it was sent. */
export interface Sent {
  readonly from: string
  readonly to: string
  readonly bytes: Uint8Array
  readonly message: PeerMessage | null
}

class End implements ExchangeChannel {
  isClosed = false
  onWay = 0
  /** While it is set nothing arrives here any more: the other side waits. */
  isDeaf = false
  #take: ((frame: Uint8Array) => void) | null = null
  #closed: (() => void) | null = null
  #early: Uint8Array[] = []
  #waiting: (() => void)[] = []

  constructor(
    readonly peer: Party,
    readonly carry: (frame: Uint8Array) => Promise<boolean>,
    readonly hangUp: () => void,
  ) {}

  send = (frame: Uint8Array): Promise<boolean> =>
    this.isClosed ? Promise.resolve(false) : this.carry(frame.slice())

  onFrame = (take: (frame: Uint8Array) => void): void => {
    this.#take = take
    for (const frame of this.#early.splice(0)) take(frame)
  }

  onClose = (closed: () => void): void => {
    this.#closed = closed
    if (this.isClosed) closed()
  }

  close = (): void => {
    if (this.isClosed) return
    this.end()
    this.hangUp()
  }

  arrive(frame: Uint8Array): void {
    if (this.isClosed) return
    if (this.#take) this.#take(frame)
    else this.#early.push(frame)
  }

  end(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.letGo()
    this.#closed?.()
  }

  wait(): Promise<boolean> {
    return new Promise((resolve) => this.#waiting.push(() => resolve(!this.isClosed)))
  }

  letGo(): void {
    for (const go of this.#waiting.splice(0)) go()
  }
}

export interface ChannelPair {
  readonly a: ExchangeChannel
  readonly b: ExchangeChannel
  readonly sent: readonly Sent[]
  /** The link breaks: what is on its way is lost. */
  readonly cut: () => void
  /** The receiver's side stops reading; what was sent waits on the way. */
  readonly stopReading: (deviceId: string) => void
  readonly readAgain: (deviceId: string) => void
  /** What waits on the way to one side. */
  readonly waitingBytes: (deviceId: string) => number
}

/**
 * Two ends of a sealed channel without the seal: in order, late, with little room, until it is cut.
 *
 * @param log of several links, in the order of sending
 */
export const createChannelPair = (
  clock: Pick<ExchangePorts, 'startTimer'>,
  a: Party,
  b: Party,
  { delayMs = 1, roomBytes = 4_194_304 }: LinkOptions = {},
  log: Sent[] = [],
): ChannelPair => {
  const sent: Sent[] = []
  let isCut = false
  const note = (from: Party, to: Party, bytes: Uint8Array): void => {
    const parsed = parsePeerMessage(bytes)
    const message = parsed.ok ? parsed.value : null
    const one = { from: from.deviceId, to: to.deviceId, bytes, message }
    sent.push(one)
    log.push(one)
  }
  const carryTo =
    (from: Party, to: Party, ends: () => readonly [End, End]) =>
    (frame: Uint8Array): Promise<boolean> => {
      const [sender, receiver] = ends()
      note(from, to, frame)
      sender.onWay += frame.length
      const arrive = (): void => {
        if (isCut) return
        if (receiver.isDeaf) {
          clock.startTimer(delayMs, arrive)
          return
        }
        sender.onWay -= frame.length
        receiver.arrive(frame)
        if (sender.onWay <= roomBytes) sender.letGo()
      }
      clock.startTimer(delayMs, arrive)
      return sender.onWay <= roomBytes ? Promise.resolve(true) : sender.wait()
    }
  const hangUp = (other: () => End) => () => void clock.startTimer(delayMs, () => other().end())
  const atA: End = new End(
    b,
    carryTo(a, b, () => [atA, atB]),
    hangUp(() => atB),
  )
  const atB: End = new End(
    a,
    carryTo(b, a, () => [atB, atA]),
    hangUp(() => atA),
  )
  const endOf = (deviceId: string): End => (deviceId === a.deviceId ? atA : atB)
  return {
    a: atA,
    b: atB,
    sent,
    cut: () => {
      isCut = true
      atA.end()
      atB.end()
    },
    stopReading: (deviceId) => {
      endOf(deviceId).isDeaf = true
    },
    readAgain: (deviceId) => {
      endOf(deviceId).isDeaf = false
    },
    waitingBytes: (deviceId) => endOf(deviceId === a.deviceId ? b.deviceId : a.deviceId).onWay,
  }
}
