import type { Result } from '../../../shared/errors/result'
import type { Delivery } from '../../../shared/formats/delivery'
import type { ByeReason, TextCursor } from '../../../shared/formats/meeting-message'
import type { ReceiveReport, SpaceSharing } from '../ledger/ledger-port'
import type { ExchangeEnd, ExchangePorts, ExchangeVault, PeerProgress } from './exchange-ports'
import type { JunkMeter } from './junk-meter'
import type { SharingBoard } from './sharing-board'

/** What the exchange with one peer asks of the exchange with all of them. */
export interface PeerHub {
  readonly vault: ExchangeVault
  readonly ports: ExchangePorts
  readonly board: SharingBoard
  /** What the device sends in vain, on this channel and those before. */
  readonly meter: JunkMeter
  /** Devices that have all of a space, but for one. */
  readonly othersWith: (sharing: SpaceSharing, but: string) => readonly string[]
  /** In the turn of the arrival. */
  readonly onArrival: (from: string, report: ReceiveReport) => Promise<void>
  /** The peer's word on how far it has what is here, to be kept. */
  readonly onTold: (from: string, space: string, logs: Delivery['haves'][number]['logs']) => void
  readonly onProgress: () => void
  /** A join request was looked at. */
  readonly onRequest: (taken: Result<unknown>) => void
  /** A cursor in a text that both read. */
  readonly onCursor: (cursor: TextCursor) => void
  readonly onEnd: (end: ExchangeEnd) => void
  readonly onDefect: (thrown: unknown) => void
  /** The mean of what went over this vault's channels. */
  readonly entryBytes: (entries: number, bytes: number) => void
  readonly meanEntryBytes: () => number
}

/** What two vaults say to each other over one channel, from hello to bye. */
export interface PeerExchange {
  readonly deviceId: string
  /** Whose device it is; empty while the committee does not know it. */
  readonly memberOfPeer: () => string
  /** This device entered something in these spaces. */
  readonly news: (spaces: readonly string[]) => void
  /** Something changed here in these spaces, by whomever; some may be gone. */
  readonly changed: (spaces: readonly string[]) => void
  /** The peer itself brought this far. */
  readonly showed: (space: string, logs: SpaceSharing['reaches']) => void
  /** Who belongs to the committee may have changed. */
  readonly reconsider: () => void
  /** Spaces were left here. */
  readonly asides: () => void
  /** Where this member is in a text, for a peer who may read it. */
  readonly showCursor: (cursor: TextCursor) => void
  /** Who else is there changed. */
  readonly replan: () => void
  readonly hasAllOf: (sharing: SpaceSharing) => boolean
  /** Spaces of which the peer is not known to have everything. */
  readonly lacking: () => readonly string[]
  readonly progress: () => PeerProgress
  readonly end: (reason: ByeReason) => void
}
