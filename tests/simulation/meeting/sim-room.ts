import type { Ledger } from '../../../electron/vault/ledger/ledger-port'
import { ok, unwrap } from '../../../shared/errors/result'
import { MeetingRoom, type Participant } from '../../support/meeting/meeting-room'
import { commandCase } from '../world/actions-case'
import { newId } from '../world/committee'
import type { SimVault } from '../world/sim-vault'
import type { World } from '../world/world'

/** A simulated laptop at the table: whatever goes out to others is watched. */
export const partyOf = (world: World, vault: SimVault): Participant => {
  const ledger: Ledger = vault.ledger()
  const watched: Ledger = {
    ...ledger,
    collectOnly: (memberId, known, only) => {
      const delivery = ledger.collectOnly(memberId, known, only)
      world.watch.collected(vault, memberId, delivery)
      return delivery
    },
  }
  return {
    name: vault.name,
    deviceId: vault.deviceId,
    memberId: vault.memberId,
    signKeys: vault.device.signKeys,
    committeeSpace: vault.committee.space,
    ledger: watched,
    takeIn: async (delivery, from) => ok(await vault.receive(delivery, from)),
    leave: async (space) => void unwrap(await ledger.leave(space)),
  }
}

/** Everyone of a committee in one room, not linked yet. */
export const sitDown = (world: World) => {
  const room = new MeetingRoom()
  const parties = world.vaults.map((vault) => partyOf(world, vault))
  for (const party of parties) room.sit(party)
  return { room, parties }
}

export const writeIn = (room: MeetingRoom, vault: SimVault, space: string): Promise<string> =>
  room.seat(vault).inTurn(() =>
    commandCase(vault, space, {
      do: 'add-task',
      taskId: newId(),
      title: 'Call back',
      detail: '',
    }),
  )

/** Ids of a space's entries at one laptop, in order. */
export const idsIn = (vault: SimVault, space: string): readonly string[] =>
  vault
    .ledger()
    .entriesOf(space)
    .map(({ id }) => id)

/** What one laptop makes of everything that it has. */
export const holdings = (vault: SimVault): ReadonlyMap<string, readonly string[]> => {
  const ledger = vault.ledger()
  const spaces = (['committee', 'notice', 'matter', 'case'] as const).flatMap((kind) =>
    ledger.spacesOf(kind),
  )
  return new Map(spaces.map((space) => [space, idsIn(vault, space)]))
}
