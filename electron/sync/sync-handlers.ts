import { type SyncHandlers, syncProtocolVersion } from '../../shared/contracts/sync'
import { ok } from '../../shared/errors/result'

export interface SyncFacts {
  /** Whether the browser has WebRTC. */
  readonly canLink: boolean
  openLinks(): number
}

/** The sync window's side of what main asks. The page opens no link by itself. */
export const createSyncHandlers = ({ canLink, openLinks }: SyncFacts): SyncHandlers => ({
  'sync.about': () => ok({ protocolVersion: syncProtocolVersion, canLink, openLinks: openLinks() }),
})
