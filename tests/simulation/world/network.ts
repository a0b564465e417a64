import type { MemberId } from '../../../shared/domain/terms'
import { type Delivery, encodeDelivery, parseDelivery } from '../../../shared/formats/delivery'
import type { Chance } from './chance'
import type { SimVault } from './sim-vault'
import { liveDevicesOf } from './standings'

interface Frame {
  readonly from: SimVault
  readonly to: SimVault
  readonly bytes: Uint8Array
}

/** Carries what was collected, and only when told: late, twice, in parts, in any order, damaged, or never. */
export interface Network {
  /** Collects for a member and hands it over for each of their live laptops. */
  readonly send: (from: SimVault, memberId: MemberId, everything?: boolean) => number
  /** Delivers one frame of those that can get through, as chance has it; tells what became of it. */
  readonly deliverOne: (chance: Chance) => Promise<string | null>
  /** From now on frames pass only within a group; `null`: between all. */
  readonly partition: (groups: ReadonlyMap<SimVault, number> | null) => void
  /** Loses what is under way. */
  readonly clear: () => void
  readonly waiting: () => number
}

const decode = (bytes: Uint8Array): Delivery => {
  const delivery = parseDelivery(bytes)
  if (!delivery) throw new Error('a delivery of our own does not parse')
  return delivery
}

/** Two deliveries that say together what one said, in another order. */
const split = ({ spaces, haves, receipts }: Delivery, chance: Chance): [Delivery, Delivery] => {
  const sides = [0, 1].map(() => new Map<string, { entries: Uint8Array[]; parts: Uint8Array[] }>())
  const add = (space: string, what: 'entries' | 'parts', bytes: Uint8Array): void => {
    const side = sides[chance.below(2)] as (typeof sides)[number]
    const known = side.get(space) ?? { entries: [], parts: [] }
    side.set(space, known)
    known[what].push(bytes)
  }
  for (const { space, entries, parts } of spaces) {
    for (const entry of chance.shuffle(entries)) add(space, 'entries', entry)
    for (const part of chance.shuffle(parts)) add(space, 'parts', part)
  }
  const [first, second] = sides.map((side) =>
    [...side].map(([space, content]) => ({ space, ...content })),
  ) as unknown as [Delivery['spaces'], Delivery['spaces']]
  return [
    { spaces: first, haves: [], receipts },
    { spaces: second, haves, receipts: [] },
  ]
}

/** One entry or part with one bit changed, or cut short. */
const damage = (delivery: Delivery, chance: Chance): Delivery => {
  const space = chance.pickAny(delivery.spaces)
  if (!space) return delivery
  const all = [...space.entries, ...space.parts]
  const at = chance.below(all.length)
  const hurt = (bytes: Uint8Array): Uint8Array => {
    if (chance.happens(0.2)) return bytes.slice(0, 1 + chance.below(bytes.length))
    const copy = bytes.slice()
    const place = chance.below(copy.length)
    copy[place] = (copy[place] as number) ^ (1 << chance.below(8))
    return copy
  }
  const count = space.entries.length
  const changed = {
    space: space.space,
    entries: space.entries.map((bytes, index) => (index === at ? hurt(bytes) : bytes)),
    parts: space.parts.map((bytes, index) => (index + count === at ? hurt(bytes) : bytes)),
  }
  return { ...delivery, spaces: delivery.spaces.map((one) => (one === space ? changed : one)) }
}

export const createNetwork = (vaults: readonly SimVault[]): Network => {
  let queue: Frame[] = []
  let groups: ReadonlyMap<SimVault, number> | null = null

  const passes = ({ from, to }: Frame): boolean => !groups || groups.get(from) === groups.get(to)

  return {
    send: (from, memberId, everything = false) => {
      const delivery = everything ? from.collect(memberId, new Map()) : from.collect(memberId)
      const live = new Set(liveDevicesOf(from, memberId))
      const bytes = encodeDelivery(delivery)
      const targets = vaults.filter((to) => to !== from && live.has(to.deviceId))
      queue.push(...targets.map((to) => ({ from, to, bytes })))
      return targets.length
    },
    deliverOne: async (chance) => {
      const frame = chance.pickAny(queue.filter(passes))
      if (!frame) return null
      const { from, to, bytes } = frame
      const way = `${from.name} to ${to.name}`
      const fate = chance.below(20)
      if (fate !== 0) queue = queue.filter((one) => one !== frame)
      if (fate === 1) return `${way}: lost`
      let delivery = decode(bytes)
      let how = fate === 0 ? 'delivered, and once more later' : 'delivered'
      if (fate >= 2 && fate <= 4) {
        const [now, later] = split(delivery, chance)
        delivery = now
        queue.push({ from, to, bytes: encodeDelivery(later) })
        how = 'a part delivered'
      } else if (fate === 5 || fate === 6) {
        delivery = damage(delivery, chance)
        how = 'delivered with damage'
      }
      const { newEntries, duplicates, pending, waiting, refused } = await to.receive(
        delivery,
        from.deviceId,
      )
      const counts = { newEntries, duplicates, pending, waiting }
      return `${way}: ${how} ${JSON.stringify({ ...counts, refused: refused.map(({ code }) => code) })}`
    },
    partition: (next) => {
      groups = next
    },
    clear: () => {
      queue = []
    },
    waiting: () => queue.length,
  }
}
