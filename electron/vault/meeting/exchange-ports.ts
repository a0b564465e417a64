import type { FramePipe } from '../../../shared/contracts/frame-pipe'
import type { Result } from '../../../shared/errors/result'
import type { Delivery } from '../../../shared/formats/delivery'
import type { ByeReason, TextCursor } from '../../../shared/formats/meeting-message'
import type { Ledger, ReceiveReport } from '../ledger/ledger-port'

/** A sealed channel to a device that proved itself, as far as the exchange needs it. */
export interface ExchangeChannel extends FramePipe {
  readonly peer: {
    readonly deviceId: string
    /** Whose device it is, as far as the committee says now; empty while it does not know the device. */
    readonly memberId: string
  }
}

/** This vault, as the exchange works with it. */
export interface ExchangeVault {
  readonly deviceId: string
  readonly committeeSpace: string
  readonly ledger: Ledger
  /** Runs when no command does: what one decided on still holds when its entries are made. */
  readonly inTurn: <T>(work: () => Promise<T> | T) => Promise<T>
  /** Takes in what a device sent, and forgets what was folded of it before. */
  readonly takeIn: (delivery: Delivery, fromDevice: string) => Promise<Result<ReceiveReport>>
  /**
   * What follows from many arrivals; see `settleArrivals`.
   *
   * @param heard devices that brought them
   */
  readonly settle: (
    reports: readonly ReceiveReport[],
    heard: ReadonlySet<string>,
  ) => Promise<Result<null>>
  /** The file by which this laptop asks to be let in; `null` for one that is in. */
  readonly joinRequest: () => Uint8Array | null
  /** Takes a request of a device that the committee does not know. In a turn. */
  readonly takeRequest: (file: Uint8Array, fromDevice: string) => Promise<Result<unknown>>
}

export interface ExchangePorts {
  /** Milliseconds of a clock that nobody sets: for how long something takes, and never a date. */
  readonly now: () => number
  /** @returns what cancels it. */
  readonly startTimer: (afterMs: number, run: () => void) => () => void
  readonly emit: (event: ExchangeEvent) => void
  /** A mistake of the program; every channel was ended. */
  readonly reportDefect: (thrown: unknown) => void
}

/** How far this vault and a peer's laptop are. Of spaces that both may read, as far as each told the other. */
export interface PeerProgress {
  readonly deviceId: string
  readonly memberId: string
  /** Not known to have arrived there. */
  readonly entriesToSend: number
  /** Bytes are estimated from the entries that went over this channel. */
  readonly bytesToSend: number
  readonly entriesToReceive: number
  readonly bytesToReceive: number
  /** Both have told everything, and neither lacks anything of the other. */
  readonly isUpToDate: boolean
}

/** Why an exchange is over: what a side said at its end, or that the link broke. */
export type ExchangeEnd =
  | { readonly by: 'us' | 'peer'; readonly reason: ByeReason }
  | { readonly by: 'link'; readonly reason: 'cut' }

export type ExchangeEvent =
  /** At most four times a second. */
  | { readonly kind: 'progress'; readonly peers: readonly PeerProgress[] }
  | ({
      readonly kind: 'ended'
      readonly deviceId: string
      readonly memberId: string
    } & ExchangeEnd)
  /** Somebody is somewhere in a text that both read, or nowhere any more. */
  | ({ readonly kind: 'cursor'; readonly deviceId: string } & TextCursor)
  /** A device asked to be let in, and why its request was not taken. */
  | { readonly kind: 'request-refused'; readonly deviceId: string }
  /** What others have is known anew, and kept: on how many laptops a case is. At most every `tellAfterMs`. */
  | { readonly kind: 'haves-kept' }

export const exchangeTimes = {
  /** Typing is acknowledged in batches; short enough that a person sees no delay. */
  ackAfterMs: 200,
  /** How often those who sent nothing are told what arrived here: well before their `graceMs` is over. */
  tellAfterMs: 2_000,
  /** What is not the sender's own goes out only when the peer reported nothing new for so long. */
  graceMs: 4_000,
  /** The next one who has it waits so much longer: longer than it takes to be told that it arrived. */
  stepMs: 3_000,
  /** What was offered and not taken is offered again, each time after four times as long. */
  maxRetryMs: 600_000,
  settleAfterMs: 200,
  settleWithinMs: 2_000,
  /** Four times a second. */
  progressMs: 250,
} as const

export const exchangeLimits = {
  /** Of one delivery: a turn is short, so that commands and typing go between. */
  pieceBytes: 262_144,
  /** Sent and not acknowledged. */
  windowBytes: 4_194_304,
  /** What waits here of one peer: its window, its last message, and all that it tells of 10,000 spaces. */
  waitingBytes: 50_331_648,
  /** Messages that wait here, beside their bytes: empty ones cost too. */
  waitingMessages: 4_096,
  /** Collected at once; the rest stays on the disk until it is its turn. */
  batchEntries: 2_000,
  /** Logs that a peer may tell of: 20 devices in each of 10,000 spaces. */
  logsTold: 200_000,
  /** Spaces that a peer may tell of, or be owed an answer on: five for each of 10,000 cases. */
  spacesTold: 50_000,
  /** Spaces that are looked up in one turn. */
  spacesPerTurn: 200,
} as const
