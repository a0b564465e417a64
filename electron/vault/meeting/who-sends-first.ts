/** 32 bits of an id that are spread well: ids are random or hashes. */
const bitsOf = (id: string): number => Number.parseInt(id.slice(0, 8), 16) | 0

/** Mixes two words (the finaliser of MurmurHash3): only evenness matters, nothing is proven by it. */
const mix = (a: number, b: number): number => {
  let mixed = Math.imul(a ^ b, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/**
 * How many of the others come before this device in bringing a space to someone who lacks it: all who have it work
 * that out alike, space by space, so that each brings a share of them (rendezvous hashing, Thaler and Ravishankar,
 * 1998). Where they are mistaken about each other the next one comes after a wait.
 */
export const placeInLine = (
  space: string,
  ownDevice: string,
  others: readonly string[],
): number => {
  const weightOf = (device: string): number => mix(bitsOf(space), bitsOf(device))
  const own = weightOf(ownDevice)
  return others.filter((device) => {
    const weight = weightOf(device)
    return weight < own || (weight === own && device < ownDevice)
  }).length
}
