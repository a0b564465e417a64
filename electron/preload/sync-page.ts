import { createJsonCodec } from '../../shared/contracts/json-codec'
import { syncPortMessage } from '../../shared/contracts/sync'
import { pageBase64 } from './page-base64'
import { type HostBinding, syncOrigin } from './page-host'
import { takeHost } from './take-host'

// The sync page's preload in a driven Chromium: carries the messages of its port as text through
// the one function that the host exposes, and gives the page the port's other end.

const codec = createJsonCodec(pageBase64)

/** Asks for messages as long as there is a host: each question is answered when there are some. */
const pumpMessages = async (host: HostBinding, port: MessagePort): Promise<void> => {
  const question = codec.encode({ to: 'events' })
  for (;;) {
    const decoded = codec.decode(await host(question))
    if (!decoded.ok || !Array.isArray(decoded.value)) return
    for (const message of decoded.value) port.postMessage(message)
  }
}

const carryPort = (host: HostBinding): void => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }) => {
    // A host that is gone takes the page with it; there is nobody left to tell.
    host(codec.encode({ to: 'host', message: data })).catch(() => {})
  }
  pumpMessages(host, port1).catch(() => {})
  // By then the page's own script listens.
  addEventListener('load', () => window.postMessage(syncPortMessage, location.origin, [port2]), {
    once: true,
  })
}

const host = takeHost()
if (host !== null && window.top === window && location.origin === syncOrigin) carryPort(host)
