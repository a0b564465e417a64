import type { Browser, Service } from 'bonjour-service'
import { type Announcement, readService } from './announcement'

/** A meeting of the committee that someone on this network hosts. */
export interface FoundMeeting {
  readonly host: string
  readonly port: number
  readonly accessToken: string
}

export interface SearchOptions {
  /**
   * Asks the vault. The text has to be the committee's for exactly this host and port: whoever repeats a text that
   * they heard, with an address of their own, would otherwise be shown the meeting's token.
   *
   * @returns the meeting's access token, or `null` for a text that is not the committee's.
   */
  recognise(announcement: Announcement): Promise<string | null>
  /** All that are there now; called whenever that changes. */
  onFound(meetings: readonly FoundMeeting[]): void
}

export interface Search {
  stop(): void
}

export interface SearchDeps {
  readonly allowsLoopback: boolean
  isOwn(instance: string): boolean
  find(): Browser
}

export const searchLimits = {
  /** The library never forgets and never asks again, so each round begins anew; who left is gone two rounds later. */
  roundMs: 10_000,
  /** Asked anew within a round, since any packet may be lost (RFC 6762, section 5.2: a second, then longer). */
  askAgainMs: [1_000, 4_000],
  /** Services that one round looks at; every committee of a large conference at once. */
  servicesPerRound: 64,
  /** Services that the library keeps in a round: more than any one sender's pace allows (`multicastLimits`: 240). */
  keptPerRound: 512,
  /** One laptop announces one meeting; it may have begun another since. */
  servicesPerSender: 4,
} as const

interface Heard {
  round: number
  meeting: FoundMeeting | null
}

export const startSearch = (
  { recognise, onFound }: SearchOptions,
  { allowsLoopback, isOwn, find }: SearchDeps,
): Search => {
  const heardByText = new Map<string, Heard>()
  let isOver = false
  let round = 0
  let endRound = (): void => {}
  let lastTold = ''

  const tell = (): void => {
    const meetings = [...heardByText.values()].flatMap(({ meeting }) => meeting ?? [])
    const told = JSON.stringify(meetings)
    if (isOver || told === lastTold) return
    lastTold = told
    onFound(meetings)
  }

  const hear = async ({ host, port, text }: Announcement): Promise<void> => {
    const key = JSON.stringify([text, host, port])
    const known = heardByText.get(key)
    if (known) {
      known.round = round
      return
    }
    const heard: Heard = { round, meeting: null }
    heardByText.set(key, heard)
    // A vault that cannot answer (it was locked meanwhile) recognises nothing.
    const accessToken = await recognise({ host, port, text }).catch(() => null)
    if (accessToken === null) return
    heard.meeting = { host, port, accessToken }
    tell()
  }

  const startRound = (): void => {
    endRound()
    round += 1
    for (const [key, heard] of heardByText) if (heard.round < round - 1) heardByText.delete(key)
    tell()
    endRound = listen(find(), (service) => {
      const announcement = readService(service, { allowsLoopback })
      if (announcement && !isOwn(announcement.instance)) void hear(announcement)
    })
  }

  startRound()
  const rounds = setInterval(startRound, searchLimits.roundMs)
  rounds.unref()
  return {
    stop: () => {
      isOver = true
      clearInterval(rounds)
      endRound()
    },
  }
}

/** Looks at as many services as a round may. @returns what ends it. */
const listen = (browser: Browser, take: (service: Service) => void): (() => void) => {
  const countBySender = new Map<string, number>()
  let kept = 0
  let taken = 0
  const consider = (service: Service): void => {
    kept += 1
    // The library stops listening and keeps no more.
    if (kept >= searchLimits.keptPerRound) browser.stop()
    const sender = service.referer?.address ?? ''
    const sent = (countBySender.get(sender) ?? 0) + 1
    countBySender.set(sender, sent)
    if (sent > searchLimits.servicesPerSender || taken >= searchLimits.servicesPerRound) return
    taken += 1
    take(service)
  }
  browser.on('up', consider)
  browser.on('srv-update', consider)
  browser.on('txt-update', consider)
  const timers = searchLimits.askAgainMs.map((afterMs) =>
    setTimeout(() => browser.update(), afterMs).unref(),
  )
  return () => {
    for (const timer of timers) clearTimeout(timer)
    browser.stop()
  }
}
