/** Choices that are the same again for the same seed. Fast, and never secret. */
export interface Chance {
  /** From 0 up to and without `limit`. */
  readonly below: (limit: number) => number
  /** Happens so often, from 0 to 1. */
  readonly happens: (share: number) => boolean
  readonly pick: <T>(items: readonly T[]) => T
  /** One item, or `null` where there is none. */
  readonly pickAny: <T>(items: readonly T[]) => T | null
  readonly shuffle: <T>(items: readonly T[]) => T[]
  readonly bytes: (length: number) => Uint8Array<ArrayBuffer>
}

type State = [number, number, number, number]

/** Spreads a text over the 128 bits of a generator (cyrb128). */
const stateOf = (text: string): State => {
  const state: State = [1779033703, 3144134277, 1013904242, 2773480762]
  const factors = [597399067, 2869860233, 951274213, 2716044179] as const
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    for (let i = 0; i < 4; i++) {
      const next = state[(i + 1) % 4] as number
      state[i] = next ^ Math.imul((state[i] as number) ^ code, factors[i] as number)
    }
  }
  return state
}

/** sfc32 (PractRand): 128 bits of state, uniform 32-bit numbers. */
const generate = (state: State) => {
  let [a, b, c, d] = state
  const next = (): number => {
    const sum = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let warmUp = 0; warmUp < 12; warmUp++) next()
  return next
}

export const createChance = (...seed: readonly (string | number)[]): Chance => {
  const next = generate(stateOf(seed.join('/')))
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit)
  const pickAny = <T>(items: readonly T[]): T | null =>
    items.length === 0 ? null : (items[below(items.length)] as T)
  return {
    below,
    happens: (share) => next() < share * 2 ** 32,
    pick: (items) => {
      if (items.length === 0) throw new Error('nothing to choose from')
      return items[below(items.length)] as (typeof items)[number]
    },
    pickAny,
    shuffle: (items) => {
      const shuffled = [...items]
      for (let at = shuffled.length - 1; at > 0; at--) {
        const other = below(at + 1)
        const kept = shuffled[at] as (typeof items)[number]
        shuffled[at] = shuffled[other] as (typeof items)[number]
        shuffled[other] = kept
      }
      return shuffled
    },
    bytes: (length) => {
      const bytes = new Uint8Array(length)
      for (let at = 0; at < length; at += 4) {
        const word = next()
        for (let i = 0; i < 4 && at + i < length; i++) bytes[at + i] = word >>> (8 * i)
      }
      return bytes
    },
  }
}
