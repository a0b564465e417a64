import './shut-channels'
import { serveContract } from '../../shared/contracts/rpc'
import { syncContract, syncPortMessage } from '../../shared/contracts/sync'
import { pagePort } from './page-port'
import { createMeeting } from './rooms/meeting'
import { type LinkService, serveLink } from './serve-link'
import { installLine } from './signalling/line'
import { createSyncHandlers } from './sync-handlers'

// The hidden page: the one place that may touch the network. It waits for its ports, is in the rooms that the vault names, and
// can read nothing of what it carries.

const canLink = typeof RTCPeerConnection === 'function'
const OwnSocket = WebSocket
const line = installLine(globalThis)

const serveVault = (port: MessagePort): LinkService =>
  serveLink(pagePort(port), {
    canLink,
    createMeeting: (events) =>
      createMeeting({
        ...events,
        line,
        browser: { RTCPeerConnection, RTCSessionDescription, RTCIceCandidate },
        openSocket: (url) => new OwnSocket(url),
        nowMs: () => performance.now(),
        random: Math.random,
      }),
  })

addEventListener('message', ({ source, data, ports: [control, link] }) => {
  if (source !== window || data !== syncPortMessage || control === undefined) return
  const service = link === undefined ? null : serveVault(link)
  const handlers = createSyncHandlers({ canLink, openLinks: () => service?.openLinks() ?? 0 })
  serveContract(syncContract, handlers, pagePort(control), {
    newIncidentId: () => crypto.randomUUID(),
    reportDefect: reportError,
  })
})
