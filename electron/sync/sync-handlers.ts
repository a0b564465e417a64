import { type SyncHandlers, syncProtocolVersion } from '../../shared/contracts/sync'
import { ok } from '../../shared/errors/result'

/** What the page finds in its browser. */
export interface SyncFacts {
  readonly canLink: boolean
}

/** The sync window's side of its contract. The page opens no link by itself. */
export const createSyncHandlers = ({ canLink }: SyncFacts): SyncHandlers => ({
  'sync.about': () => ok({ protocolVersion: syncProtocolVersion, canLink, openLinks: 0 }),
})
