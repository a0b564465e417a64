import type { SpaceSharing } from '../ledger/ledger-port'
import { kindsInOrder } from '../ledger/space-rows'
import { type ExchangeVault, exchangeLimits } from './exchange-ports'

/**
 * Who reads each space and what is here of it, kept beside the ledger so that nothing is looked up for spaces that
 * did not change. A hint of what to ask the ledger for: what is sent and told is asked of the ledger itself.
 */
export interface SharingBoard {
  readonly get: (space: string) => SpaceSharing | undefined
  readonly all: () => Iterable<SpaceSharing>
  /** Looks spaces up anew, with the cases that they announce. @returns all of them, also those that are gone */
  readonly refresh: (spaces: Iterable<string>) => readonly string[]
  /** Looks everything up, in turns that are short. */
  readonly fill: (isWanted: () => boolean) => Promise<void>
}

export const createSharingBoard = ({ ledger, inTurn }: ExchangeVault): SharingBoard => {
  const board = new Map<string, SpaceSharing>()

  const lookUp = (spaces: readonly string[]): void => {
    for (const space of spaces) board.delete(space)
    for (const sharing of ledger.sharingOf(spaces)) board.set(sharing.space, sharing)
  }

  return {
    get: (space) => board.get(space),
    all: () => board.values(),
    refresh: (spaces) => {
      const concerned = new Set<string>()
      for (const space of spaces) {
        concerned.add(space)
        for (const narrower of ledger.spacesOf('case', space)) concerned.add(narrower)
      }
      lookUp([...concerned])
      return [...concerned]
    },
    fill: async (isWanted) => {
      const owed = await inTurn(() =>
        isWanted() ? kindsInOrder.flatMap((kind) => ledger.spacesOf(kind)) : [],
      )
      for (let at = 0; at < owed.length; at += exchangeLimits.spacesPerTurn) {
        const some = owed.slice(at, at + exchangeLimits.spacesPerTurn)
        await inTurn(() => {
          if (isWanted()) lookUp(some)
        })
      }
    },
  }
}
