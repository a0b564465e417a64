import { err } from '../../../shared/errors/result'
import type { Delivery } from '../../../shared/formats/delivery'
import { isHeard, noteArrivals, settleArrivals } from '../exchange/settle-arrivals'
import { readWaiting } from '../join/join-row'
import { takeJoinRequest } from '../members/take-request'
import type { UnlockedVault } from '../session/unlocked-vault'
import type { ExchangeVault } from './exchange-ports'

/** A laptop that waits to be let in takes what its inviter brings alone, as it does with bundles. */
const mayBring = (vault: UnlockedVault, fromDevice: string, delivery: Delivery): boolean => {
  const waiting = readWaiting(vault.store.db)
  return waiting ? fromDevice === waiting.inviterDevice : isHeard(vault, fromDevice, [delivery])
}

/** An unlocked vault, for the exchange with others. */
export const exchangeVaultOf = (
  vault: UnlockedVault,
  inTurn: ExchangeVault['inTurn'],
): ExchangeVault => ({
  deviceId: vault.ownDeviceId,
  committeeSpace: vault.committeeSpace,
  ledger: vault.ledger,
  inTurn,
  takeIn: async (delivery, fromDevice) => {
    if (!mayBring(vault, fromDevice, delivery)) return err({ code: 'bundle/sender-not-a-member' })
    const received = await vault.ledger.receive(delivery, fromDevice)
    if (received.ok) noteArrivals(vault, [received.value])
    return received
  },
  settle: (reports, heard) =>
    settleArrivals(vault, reports, new Map([...heard].map((device) => [device, vault.now()]))),
  joinRequest: () => readWaiting(vault.store.db)?.request ?? null,
  takeRequest: (file, fromDevice) => takeJoinRequest(vault, file, fromDevice),
})
