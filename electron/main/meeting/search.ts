import type { Browser, Service } from 'bonjour-service'
import { type Announcement, readService } from './announcement'

export interface SearchOptions {
  /**
   * Everything that is announced now, by anyone; called whenever that changes. Whose it is, and whether
   * somebody repeats a text with an address of their own, is the vault's to find out.
   */
  onHeard(announcements: readonly Announcement[]): void
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
  /** Services that one round looks at, and announcements that are handed on; every committee of a large conference at once. */
  servicesPerRound: 64,
  /** Services that the library keeps in a round: more than any one sender's pace allows (`multicastLimits`: 240). */
  keptPerRound: 512,
  /** One laptop announces one meeting; it may have begun another since. */
  servicesPerSender: 4,
} as const

interface Heard {
  round: number
  readonly announcement: Announcement
}

export const startSearch = (
  { onHeard }: SearchOptions,
  { allowsLoopback, isOwn, find }: SearchDeps,
): Search => {
  const heardByText = new Map<string, Heard>()
  let isOver = false
  let round = 0
  let endRound = (): void => {}
  let lastTold = ''

  const tell = (): void => {
    const announcements = keepLatest([...heardByText.values()])
    const told = JSON.stringify(announcements)
    if (isOver || told === lastTold) return
    lastTold = told
    onHeard(announcements)
  }

  const hear = ({ host, port, text }: Announcement): void => {
    const key = JSON.stringify([text, host, port])
    const known = heardByText.get(key)
    if (known) known.round = round
    else heardByText.set(key, { round, announcement: { host, port, text } })
    tell()
  }

  const startRound = (): void => {
    endRound()
    round += 1
    for (const [key, heard] of heardByText) if (heard.round < round - 1) heardByText.delete(key)
    tell()
    endRound = listen(find(), (service) => {
      const announcement = readService(service, { allowsLoopback })
      if (announcement && !isOwn(announcement.instance)) hear(announcement)
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

/** Drops what was not heard in this round, should there be too many, and leaves the rest in its order. */
const keepLatest = (heard: readonly Heard[]): readonly Announcement[] => {
  const latestFirst = [...heard].sort((a, b) => b.round - a.round)
  const kept = new Set(latestFirst.slice(0, searchLimits.servicesPerRound))
  return heard.filter((each) => kept.has(each)).map(({ announcement }) => announcement)
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
