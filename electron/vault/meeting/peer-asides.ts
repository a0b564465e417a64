import type { Result } from '../../../shared/errors/result'
import type { SpaceSharing } from '../ledger/ledger-port'
import type { ExchangeVault } from './exchange-ports'

/** How far the peer's own log is here, in spaces that its member reads no more: told once for each end of that log. */
export const createOwedReceipts = (
  deviceId: string,
  onOwed: () => void,
): ((sharing: SpaceSharing) => void) => {
  const told = new Map<string, string>()
  return ({ space, reaches }) => {
    const last = reaches.find(({ device }) => device === deviceId)?.last
    if (last === undefined || told.get(space) === last) return
    told.set(space, last)
    onOwed()
  }
}

export interface AskingPeer {
  readonly deviceId: string
  /** The committee does not know the device. */
  readonly isUnknown: () => boolean
  readonly isOver: () => boolean
  readonly onTaken: (taken: Result<unknown>) => void
  readonly onMalformed: () => void
}

/** Takes the one request of a peer that asks to be let in. */
export const createRequestTaker = (
  { inTurn, takeRequest }: Pick<ExchangeVault, 'inTurn' | 'takeRequest'>,
  peer: AskingPeer,
): ((file: Uint8Array) => Promise<void> | void) => {
  let hasAsked = false
  return (file) => {
    // Who is known asks for nothing; who was let in just now may not have heard of it.
    if (!peer.isUnknown()) return
    if (hasAsked) return peer.onMalformed()
    hasAsked = true
    return inTurn(async () => {
      if (!peer.isOver()) peer.onTaken(await takeRequest(file, peer.deviceId))
    })
  }
}
