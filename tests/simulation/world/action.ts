import type { Chance } from './chance'
import type { SimVault } from './sim-vault'
import type { World } from './world'

/** Something that an honest member does, asked of the domain's rules before it is entered. */
export interface Action {
  readonly name: string
  /** How often it is tried, relative to others. */
  readonly weight: number
  /** What was done, for people; `null` when there was nothing to do it with. */
  readonly play: (stage: {
    readonly world: World
    readonly vault: SimVault
    readonly chance: Chance
  }) => Promise<string | null>
}

export const short = (id: string): string => id.slice(0, 6)
