import { serveContract } from '../../shared/contracts/rpc'
import { syncContract, syncPortMessage } from '../../shared/contracts/sync'
import { pagePort } from './page-port'
import { createSyncHandlers } from './sync-handlers'

// The hidden page: the one place that may touch the network. It waits for its port, answers what it
// is asked, and can read nothing of what it will carry.

addEventListener('message', ({ source, data, ports: [port] }) => {
  if (source !== window || data !== syncPortMessage || port === undefined) return
  const handlers = createSyncHandlers({ canLink: typeof RTCPeerConnection === 'function' })
  serveContract(syncContract, handlers, pagePort(port), {
    newIncidentId: () => crypto.randomUUID(),
    reportDefect: reportError,
  })
})
