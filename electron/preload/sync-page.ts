import { createJsonCodec } from '../../shared/contracts/json-codec'
import { readAnswer } from '../../shared/contracts/rpc'
import { syncPortMessage } from '../../shared/contracts/sync'
import { FromSync } from '../../shared/contracts/sync-link'
import { fromSyncCodec, toSyncCodec } from '../../shared/contracts/sync-link-codec'
import { pageBase64 } from './page-base64'
import { type HostBinding, syncOrigin } from './page-host'
import { takeHost } from './take-host'

// The sync page's preload in a driven Chromium: carries the messages of main's port as text through the one function
// that the host exposes, those of the vault's port as bytes through a web socket of this machine, and gives the page
// the other ends of both.

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

const carryControl = (host: HostBinding): MessagePort => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }) => {
    // A host that is gone takes the page with it; there is nobody left to tell.
    host(codec.encode({ to: 'host', message: data })).catch(() => {})
  }
  pumpMessages(host, port1).catch(() => {})
  return port2
}

const askLinkUrl = async (host: HostBinding): Promise<string | null> => {
  const decoded = codec.decode(await host(codec.encode({ to: 'link' })))
  const answer = readAnswer(decoded.ok ? decoded.value : null)
  return answer.ok && typeof answer.value === 'string' ? answer.value : null
}

/** What the page says before there is a connection waits in its port. */
const carryLink = (host: HostBinding): MessagePort => {
  const { port1, port2 } = new MessageChannel()
  const connect = async (): Promise<void> => {
    const url = await askLinkUrl(host)
    if (url === null) return port1.close()
    const socket = new WebSocket(url)
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => {
      port1.onmessage = ({ data }) => {
        const message = FromSync.safeParse(data)
        if (message.success) socket.send(fromSyncCodec.encode(message.data))
      }
    }
    socket.onmessage = ({ data }) => {
      const message = toSyncCodec.decode(new Uint8Array(data as ArrayBuffer))
      if (message.ok) port1.postMessage(message.value)
    }
    socket.onclose = () => port1.close()
    port1.addEventListener('close', () => socket.close())
  }
  connect().catch(() => port1.close())
  return port2
}

const carryPorts = (host: HostBinding): void => {
  const ports = [carryControl(host), carryLink(host)]
  // By then the page's own script listens.
  addEventListener('load', () => window.postMessage(syncPortMessage, location.origin, ports), {
    once: true,
  })
}

const host = takeHost()
if (host !== null && window.top === window && location.origin === syncOrigin) carryPorts(host)
