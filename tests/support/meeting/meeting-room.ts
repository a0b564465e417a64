import type { KeyPair } from '../../../electron/vault/crypto/keys'
import type { Ledger } from '../../../electron/vault/ledger/ledger-port'
import type {
  ExchangeChannel,
  ExchangeEvent,
  ExchangeVault,
} from '../../../electron/vault/meeting/exchange-ports'
import {
  createMeetingExchange,
  type MeetingExchange,
} from '../../../electron/vault/meeting/meeting-exchange'
import { ok } from '../../../shared/errors/result'
import type { Delivery } from '../../../shared/formats/delivery'
import {
  type ChannelPair,
  createChannelPair,
  type LinkOptions,
  type Party,
  type Sent,
} from './channel-pair'
import { MeetingClock } from './meeting-clock'
import { sealLink } from './seal-link'

/** A laptop's vault, whatever it is kept in. */
export interface Participant extends Party {
  readonly name: string
  readonly committeeSpace: string
  readonly ledger: Ledger
  /** Takes in; leaves what has to be left. Absent: as the ledger does. */
  readonly takeIn?: ExchangeVault['takeIn']
  readonly leave?: (space: string) => Promise<void>
  /** Absent: this laptop's links cannot be sealed. */
  readonly signKeys?: KeyPair
}

export interface Seat {
  readonly party: Participant
  readonly exchange: MeetingExchange
  readonly events: ExchangeEvent[]
  /** Commands of this laptop's member, in turn with what arrives. */
  readonly inTurn: ExchangeVault['inTurn']
  /** How often arrivals were settled, and how many in all. */
  readonly settled: { calls: number; reports: number }
}

export interface RoomLinkOptions extends LinkOptions {
  /** With the handshake, and every message sealed: what is sent is not read any more. */
  readonly isSealed?: boolean
}

const createTurns = (): ExchangeVault['inTurn'] => {
  let turn: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }
}

/** Laptops in one room; links between them are made and cut by the test. */
export class MeetingRoom {
  readonly clock: MeetingClock
  readonly seats = new Map<string, Seat>()
  readonly #sent: Sent[] = []
  readonly #open = new Map<string, ChannelPair>()

  constructor(clock = new MeetingClock()) {
    this.clock = clock
  }

  sit(party: Participant): Seat {
    const events: ExchangeEvent[] = []
    const settled = { calls: 0, reports: 0 }
    const inTurn = createTurns()
    const { ledger, deviceId, committeeSpace } = party
    const vault: ExchangeVault = {
      deviceId,
      committeeSpace,
      ledger,
      inTurn,
      takeIn: party.takeIn ?? ((delivery, from) => ledger.receive(delivery, from)),
      settle: async (reports) => {
        settled.calls += 1
        settled.reports += reports.length
        for (const space of ledger.toLeave())
          if (space !== committeeSpace) await (party.leave ?? ledger.leave)(space)
        return ok(null)
      },
      joinRequest: () => null,
      takeRequest: async () => ok(null),
    }
    const exchange = createMeetingExchange(vault, {
      now: this.clock.now,
      startTimer: this.clock.startTimer,
      emit: (event) => events.push(event),
      reportDefect: (thrown) => {
        throw thrown
      },
    })
    const seat = { party, exchange, events, inTurn, settled }
    this.seats.set(party.name, seat)
    return seat
  }

  seat({ name }: { readonly name: string }): Seat {
    const seat = this.seats.get(name)
    if (!seat) throw new Error(`${name} is not here`)
    return seat
  }

  /** A link between two who sit here. */
  link(a: Participant, b: Participant, options: RoomLinkOptions = {}): ChannelPair {
    const pair = createChannelPair(this.clock, a, b, options, this.#sent)
    this.#open.set(keyOf(a, b), pair)
    const open = (party: Party, channel: ExchangeChannel): void =>
      [...this.seats.values()]
        .find((seat) => seat.party.deviceId === party.deviceId)
        ?.exchange.open(channel)
    if (options.isSealed === true) sealLink(this.clock, pair, a, b, open)
    else {
      open(a, pair.a)
      open(b, pair.b)
    }
    return pair
  }

  linkAll(parties: readonly Participant[], options: RoomLinkOptions = {}): void {
    parties.forEach((a, at) => {
      for (const b of parties.slice(at + 1)) this.link(a, b, options)
    })
  }

  cut(a: Participant, b: Participant): void {
    this.#open.get(keyOf(a, b))?.cut()
    this.#open.delete(keyOf(a, b))
  }

  hasLink(a: Participant, b: Participant): boolean {
    return this.#open.has(keyOf(a, b))
  }

  /** Everything that was sent over any link, in order. */
  sent(): readonly Sent[] {
    return this.#sent
  }

  /** Deliveries with entries, sent so far. */
  deliveries(): readonly (Sent & { readonly delivery: Delivery })[] {
    return this.sent().flatMap((one) =>
      one.message?.kind === 'delivery' && one.message.delivery.spaces.length > 0
        ? [{ ...one, delivery: one.message.delivery }]
        : [],
    )
  }
}

const keyOf = (a: Party, b: Party): string => [a.deviceId, b.deviceId].sort().join()

/** What one laptop was sent of a space, by anybody. */
export const sentTo = (room: MeetingRoom, { deviceId }: Party, space: string): number =>
  room
    .deliveries()
    .filter(({ to }) => to === deviceId)
    .flatMap(({ delivery }) => delivery.spaces)
    .filter((one) => one.space === space)
    .reduce((sum, { entries }) => sum + entries.length, 0)
