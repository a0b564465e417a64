import { afterEach } from 'vitest'
import type { MeetingTime } from '../../../electron/vault/meeting/meeting-time'
import { unwrap } from '../../../shared/errors/result'
import { setupCommittee } from '../disk-committee'
import type { DiskMember } from '../disk-members'
import { FakeLan, type FakeMachine } from './fake-network'
import { type FakeWindow, Switchboard } from './fake-sync'

type Laptop = Pick<DiskMember, 'name' | 'handlers' | 'attachSync' | 'attachNetwork' | 'defects'>

export interface Place {
  readonly laptop: Laptop
  readonly window: FakeWindow
  readonly machine: FakeMachine
}

/** Time in meetings goes ten times as fast: nobody waits for what a meeting waits for. */
export const fastTime: MeetingTime = {
  nowMs: () => performance.now() * 10,
  startTimer: (afterMs, run) => {
    const timer = setTimeout(run, afterMs / 10)
    return () => clearTimeout(timer)
  },
}

/** Makes halls with a committee each for the tests of a file; the laptops stop after each test. */
export const setupHalls = (newHome: () => string) => {
  const members: DiskMember[] = []
  afterEach(async () => {
    for (const member of members.splice(0)) await member.stop()
  })
  return async <N extends readonly string[]>(...names: readonly [...N]) => {
    const committee = await setupCommittee(newHome, names, 'elastic', fastTime)
    members.push(...(committee.members as readonly DiskMember[]))
    return { hall: new MeetingHall(), ...committee }
  }
}

/** A hall with a network, and laptops in it whose vaults are real. */
export class MeetingHall {
  readonly lan = new FakeLan()
  readonly board = new Switchboard(this.lan)
  readonly #places = new Map<string, Place>()

  bring(laptop: Laptop): Place {
    const machine = this.lan.plugIn(`192.168.7.${this.#places.size + 2}`)
    const window = this.board.window(laptop.name, laptop.attachSync)
    const place = { laptop, window, machine }
    this.#places.set(laptop.name, place)
    laptop.attachNetwork(machine.connect())
    window.open()
    return place
  }

  place({ name }: Pick<Laptop, 'name'>): Place {
    const place = this.#places.get(name)
    if (!place) throw new Error(`${name} is not here`)
    return place
  }

  async host(laptop: Laptop): Promise<void> {
    const { machine } = this.place(laptop)
    await until('a window', async () => (await viewOf(laptop)).ability === 'ready')
    unwrap(await laptop.handlers['meeting.start']({ host: machine.host }))
  }

  /** Looks, finds the one meeting, and joins it. */
  async join(laptop: Laptop): Promise<void> {
    await until('a window', async () => (await viewOf(laptop)).ability === 'ready')
    unwrap(await laptop.handlers['meeting.look']({ on: true }))
    await until(`${laptop.name} finds the meeting`, async () => {
      const { found } = await viewOf(laptop)
      return found.length === 1
    })
    const [found] = (await viewOf(laptop)).found
    const meetingId = found?.meetingId as never
    unwrap(await laptop.handlers['meeting.join']({ by: 'found', meetingId }))
  }

  async meet(host: Laptop, ...others: readonly Laptop[]): Promise<void> {
    for (const laptop of [host, ...others]) if (!this.#places.has(laptop.name)) this.bring(laptop)
    await this.host(host)
    for (const other of others) await this.join(other)
  }

  /** Mistakes of the programs. */
  defects(): readonly unknown[] {
    return [...this.#places.values()].flatMap(({ laptop }) => laptop.defects)
  }
}

export const viewOf = async ({ handlers }: Pick<Laptop, 'handlers'>) =>
  unwrap(await handlers['meeting.view']({}))

/** Who is here beside oneself, by name and state. */
export const presentAt = async (laptop: Laptop) =>
  ((await viewOf(laptop)).meeting?.present ?? [])
    .map(({ name, state }) => `${name} ${state}`)
    .sort()

export const areUpToDate = async (laptop: Laptop, ...names: readonly string[]): Promise<boolean> =>
  (await presentAt(laptop)).join() ===
  names
    .map((name) => `${name} up-to-date`)
    .sort()
    .join()

/** Looks again and again, as a person would. */
export const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  // Far longer than it takes, for a machine that is busy with other tests.
  const endMs = performance.now() + 60_000
  while (performance.now() < endMs) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`never came: ${what}`)
}
