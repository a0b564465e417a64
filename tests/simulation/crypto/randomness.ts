import type { Bytes } from '../../../shared/util/bytes'
import { createChance } from '../world/chance'

let source = createChance('not seeded')

/** From here on every key, nonce and id that is drawn follows from these words. */
export const seedRandomness = (...seed: readonly (string | number)[]): void => {
  source = createChance('randomness', ...seed)
}

export const drawBytes = (length: number): Bytes => source.bytes(length)
