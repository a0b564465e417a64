import { randomBytes } from 'node:crypto'
import bonjourService from 'bonjour-service'
import { err, ok, type Result } from '../../../shared/errors/result'
import { type Announcement, isAnnouncementText, serviceType, writeRecords } from './announcement'
import { GatedSocket, type Multicast } from './multicast-link'
import { type Search, type SearchOptions, startSearch } from './search'

/**
 * Meetings that announce themselves to the network, by mDNS (docs/meeting-network.md). What stands in an
 * announcement, and whose one is that was heard, is the vault's to say: main has no key for it.
 */
export interface Discovery {
  /** Resolves when the network was told, about a second later. */
  announce(announcement: Announcement): Promise<Result<Announced, AnnounceFailure>>
  search(options: SearchOptions): Search
  /** Ends announcements and searches, and leaves the network. */
  close(): Promise<void>
}

export interface Announced {
  /** Takes it back, as far as others listen. */
  stop(): Promise<void>
}

/** Someone on the network answers to every name, or it takes no packets. The code by hand works. */
export type AnnounceFailure = { readonly code: 'meeting/not-announced' }

export interface DiscoveryDeps {
  readonly multicast: Multicast
  readonly allowsLoopback: boolean
  /** Names of what this laptop announces now, shared by all that it searches with: none of it is heard. */
  readonly ownInstances: Set<string>
  /** A clock that only goes forward. */
  nowMs(): number
}

const { Bonjour } = bonjourService

/** The library asks thrice whether a name is taken, a quarter of a second each, before it announces. */
const announcedWithinMs = 3_000
/** To tell the network that a meeting is over; nobody waits longer for that. */
const goodbyeMs = 500

export const createDiscovery = (deps: DiscoveryDeps): Discovery => {
  const socket = new GatedSocket(deps.multicast, deps.nowMs)
  // `bind: false`: the socket is bound and in the group; the library is to do nothing to it.
  const options: object = { socket, bind: false }
  const bonjour = new Bonjour(options, () => {})
  const running = new Set<() => Promise<void>>()
  const { ownInstances } = deps

  const announce = async (
    announcement: Announcement,
  ): Promise<Result<Announced, AnnounceFailure>> => {
    if (!isAnnouncementText(announcement.text)) throw new Error('not the text of an announcement')
    const instance = randomBytes(8).toString('hex')
    const hostName = `${randomBytes(8).toString('hex')}.local`
    const service = bonjour.publish({
      name: instance,
      type: serviceType,
      port: announcement.port,
      host: hostName,
    })
    // The library would announce every address of this laptop. It asks for the records after its first probe.
    service.records = () => writeRecords(announcement, { instance, hostName })
    ownInstances.add(instance)
    const stop = async (): Promise<void> => {
      if (!running.delete(stop)) return
      await within(goodbyeMs, (done) => service.stop(done))
      ownInstances.delete(instance)
    }
    running.add(stop)
    if (await within(announcedWithinMs, (done) => service.once('up', done))) return ok({ stop })
    await stop()
    return err({ code: 'meeting/not-announced' })
  }

  const search = (options: SearchOptions): Search => {
    const own = startSearch(options, {
      allowsLoopback: deps.allowsLoopback,
      isOwn: (instance) => ownInstances.has(instance),
      find: () => bonjour.find({ type: serviceType, protocol: 'tcp' }),
    })
    const stop = async (): Promise<void> => {
      running.delete(stop)
      own.stop()
    }
    running.add(stop)
    return { stop: () => void stop() }
  }

  return {
    announce,
    search,
    close: async () => {
      await Promise.all([...running].map((stop) => stop()))
      await new Promise<void>((resolve) => bonjour.destroy(resolve))
    },
  }
}

/** @returns whether it was done within the time. */
const within = (limitMs: number, run: (done: () => void) => void): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), limitMs)
    run(() => {
      clearTimeout(timer)
      resolve(true)
    })
  })
