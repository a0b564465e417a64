import { maxRooms } from '../../../shared/contracts/sync-link'
import { z } from '../../../shared/util/schema'
import { connectServer, type ServerSocket, type ServerSocketDeps } from './server-socket'

/** The signalling servers of a meeting. Which they are changes without the rooms noticing. */
export interface Servers {
  /** What is no longer named is left; a server that stays keeps its connection. */
  use(urls: readonly string[]): void
  enter(topic: string): void
  leave(topic: string): void
  /** To everyone in the room, by every server that is there. */
  publish(topic: string, sealed: string): void
}

export interface ServersDeps extends Pick<ServerSocketDeps, 'openSocket' | 'nowMs' | 'random'> {
  onState(url: string, state: 'connecting' | 'open' | 'lost'): void
  /** A server is there that was not: everyone in it has to hear of this laptop. */
  onOpen(): void
  onPublish(topic: string, sealed: string): void
}

/** Every other frame says nothing to us: pongs, and what else a server may make up. */
const Publish = z.strictObject({
  type: z.literal('publish'),
  topic: z.string().max(64),
  data: z.string(),
})

export const createServers = (deps: ServersDeps): Servers => {
  const sockets = new Map<string, ServerSocket>()
  const topics = new Set<string>()

  const sendAll = (frame: object): void => {
    const text = JSON.stringify(frame)
    for (const socket of sockets.values()) socket.send(text)
  }

  const hear = (text: string): void => {
    const frame = Publish.safeParse(parseJson(text)).data
    if (frame !== undefined && topics.has(frame.topic)) deps.onPublish(frame.topic, frame.data)
  }

  const open = (url: string): void => {
    const socket = connectServer({
      ...deps,
      url,
      onText: hear,
      onState: (state) => {
        deps.onState(url, state)
        if (state !== 'open') return
        for (const topic of topics)
          socket.send(JSON.stringify({ type: 'subscribe', topics: [topic] }))
        deps.onOpen()
      },
    })
    sockets.set(url, socket)
  }

  return {
    use: (urls) => {
      const wanted = new Set(urls)
      for (const [url, socket] of sockets) {
        if (wanted.has(url)) continue
        socket.close()
        sockets.delete(url)
      }
      for (const url of wanted) if (!sockets.has(url)) open(url)
    },
    enter: (topic) => {
      if (topics.size >= maxRooms || topics.has(topic)) return
      topics.add(topic)
      sendAll({ type: 'subscribe', topics: [topic] })
    },
    leave: (topic) => {
      if (topics.delete(topic)) sendAll({ type: 'unsubscribe', topics: [topic] })
    },
    publish: (topic, data) => sendAll({ type: 'publish', topic, data }),
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
