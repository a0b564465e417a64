import * as Y from 'yjs'
import { maxPresenceBytes, maxPresences } from '../../../shared/contracts/sync-link'
import { createTokenBucket, type TokenBucket } from '../../../shared/util/token-bucket'
import { lobbyMapName, maxLobbyBytes, readLobbyMessage, writeQuestion } from './lobby-message'

/**
 * The lobby of a room: a small Yjs document that y-webrtc syncs, in which every laptop shows one sealed presence under a random
 * key. Everyone in the room can write, delete and fill it, so nothing else depends on it: one's own presence is entered
 * again, a document that is too large is replaced by a new one, and what the others show comes back from them.
 */
export interface Lobby {
  show(presence: Uint8Array): void
  /**
   * Looks at what came on y-webrtc's channel.
   * @param pass hands it to y-webrtc
   */
  receive(from: LobbyPeer, bytes: Uint8Array, pass: () => void): void
  stop(): void
}

/** What is remembered of one connection. */
export interface LobbyPeer {
  readonly pace: TokenBucket
  deafUntilMs: number
  deafForMs: number
}

export interface LobbyDeps {
  /** y-webrtc syncs this document from now on. */
  syncDocument(doc: Y.Doc): void
  /** Asks who is linked what they have that is not here: all of them, or one of them. */
  ask(question: Uint8Array, whom: 'all' | 'one'): void
  /** At most twice a second. At most `maxPresences`, one's own among them. */
  onShown(presences: readonly Uint8Array[]): void
  nowMs(): number
  readonly key: string
}

export const lobbyLimits = {
  /** A presence changes now and then; a lobby that is emptied again and again is not worth the network. */
  ownWrites: { burst: 4, perSecond: 0.5 },
  /** Shown again so often, whether or not it changed. */
  refreshMs: 25_000,
  /** Not shown again for so long: it left, or its program ended. */
  staleMs: 80_000,
  /** One other laptop is asked so often: y-webrtc syncs once, and what was lost then stays lost. */
  askMs: 8_000,
  tellMs: 500,
  sweepMs: 5_000,
  rebuildMs: 5_000,
  /** What comes after 20 others at once. */
  messages: { burst: 60, perSecond: 5 },
  /** For who filled it; twice as long each time. */
  firstDeafMs: 20_000,
  keys: maxPresences * 2,
} as const

export const createLobbyPeer = (nowMs: () => number): LobbyPeer => ({
  pace: createTokenBucket(lobbyLimits.messages, nowMs),
  deafUntilMs: 0,
  deafForMs: lobbyLimits.firstDeafMs,
})

export const createLobby = ({ syncDocument, ask, onShown, nowMs, key }: LobbyDeps): Lobby => {
  const writes = createTokenBucket(lobbyLimits.ownWrites, nowMs)
  const changedAtMs = new Map<string, number>()
  let own: Uint8Array | null = null
  let doc = new Y.Doc()
  let writtenAs = -1
  let rebuiltAtMs = Number.NEGATIVE_INFINITY
  let tellTimer: ReturnType<typeof setTimeout> | undefined
  let writeTimer: ReturnType<typeof setTimeout> | undefined

  const presences = (): Y.Map<unknown> => doc.getMap(lobbyMapName)

  const tell = (): void => {
    tellTimer = undefined
    const others = [...presences()].filter(([each]) => each !== key).map(([, value]) => value)
    const shown = [own, ...others].filter(isPresence)
    onShown(shown.slice(0, maxPresences))
  }
  const tellSoon = (): void => {
    tellTimer ??= setTimeout(tell, lobbyLimits.tellMs)
  }

  /** Also when another page wrote under this document's number: Yjs then takes a new one, and others know only the old. */
  const isShown = (): boolean => {
    const shown = presences().get(key)
    return shown === own && writtenAs === doc.clientID
  }

  const write = (): void => {
    if (own === null) return
    if (!writes.take(1)) {
      writeTimer ??= setTimeout(() => {
        writeTimer = undefined
        if (!isShown()) write()
      }, 1_000)
      return
    }
    writtenAs = doc.clientID
    presences().set(key, own)
  }

  const watch = (): void => {
    const watched = doc
    presences().observe(({ keysChanged }) => {
      for (const each of keysChanged) if (each !== null) changedAtMs.set(each, nowMs())
      tellSoon()
    })
    watched.on('afterAllTransactions', () => {
      if (watched === doc && own !== null && !isShown()) write()
    })
    syncDocument(doc)
  }

  const rebuild = (): void => {
    rebuiltAtMs = nowMs()
    doc = new Y.Doc()
    changedAtMs.clear()
    watch()
    write()
    tellSoon()
    ask(writeQuestion(doc), 'all')
  }

  const refuse = (from: LobbyPeer): void => {
    from.deafUntilMs = nowMs() + from.deafForMs
    from.deafForMs *= 2
    if (nowMs() - rebuiltAtMs > lobbyLimits.rebuildMs) rebuild()
  }

  const sweep = (): void => {
    const oldestMs = nowMs() - lobbyLimits.staleMs
    const stale = [...presences().keys()].filter(
      (each) => each !== key && (changedAtMs.get(each) ?? nowMs()) < oldestMs,
    )
    doc.transact(() => {
      for (const each of stale) presences().delete(each)
    })
  }

  watch()
  const timers = [
    setInterval(sweep, lobbyLimits.sweepMs),
    setInterval(write, lobbyLimits.refreshMs),
    setInterval(() => ask(writeQuestion(doc), 'one'), lobbyLimits.askMs),
  ]

  return {
    show: (presence) => {
      own = presence
      write()
      tellSoon()
    },
    receive: (from, bytes, pass) => {
      if (nowMs() < from.deafUntilMs || !from.pace.take(1)) return
      const message = readLobbyMessage(bytes)
      if (message === null) {
        from.deafUntilMs = Number.POSITIVE_INFINITY
        return
      }
      if (message.kind === 'update' && !hasRoom(doc, message.update)) return refuse(from)
      pass()
      if (presences().size > lobbyLimits.keys) refuse(from)
    },
    stop: () => {
      for (const timer of timers) clearInterval(timer)
      clearTimeout(tellTimer)
      clearTimeout(writeTimer)
      own = null
    },
  }
}

const isPresence = (value: unknown): value is Uint8Array =>
  value instanceof Uint8Array && value.length <= maxPresenceBytes

/** What waits for a part that never comes counts as well. */
const hasRoom = (doc: Y.Doc, update: Uint8Array): boolean => {
  const state = Y.encodeStateAsUpdate(doc)
  if (state.length + update.length <= maxLobbyBytes) return true
  return Y.mergeUpdates([state, update]).length <= maxLobbyBytes
}
