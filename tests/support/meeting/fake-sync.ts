import { randomBytes } from '../../../electron/vault/crypto/keys'
import { type FromSync, type MeetingRoom, ToSync } from '../../../shared/contracts/sync-link'
import { createPortPair, type FakePort } from '../fake-port'
import { type FakeLan, randomId } from './fake-network'

interface Link {
  readonly id: string
  readonly room: string
  readonly a: FakeWindow
  readonly b: FakeWindow
}

/** A frame from window to window, as a network sees it. */
export interface CarriedFrame {
  readonly from: string
  readonly to: string
  readonly bytes: Uint8Array
}

/** What y-webrtc does, without it: windows in one room, by one server, get a link to each other. */
export class Switchboard {
  readonly windows: FakeWindow[] = []
  readonly links = new Set<Link>()
  readonly carried: CarriedFrame[] = []
  /** Links that ever stood. */
  linked = 0
  #apart = new Set<string>()
  #isDue = false

  constructor(readonly lan: FakeLan) {
    lan.onServers = () => this.due()
  }

  window(name: string, attach: (port: FakePort) => void): FakeWindow {
    const window = new FakeWindow(this, name, attach)
    this.windows.push(window)
    return window
  }

  /** No link between the two stands or comes about. */
  keepApart(a: string, b: string): void {
    this.#apart.add([a, b].sort().join())
    this.cut(a, b)
  }

  letMeet(a: string, b: string): void {
    this.#apart.delete([a, b].sort().join())
    this.due()
  }

  /** Every link between the two breaks; others come about. */
  cut(a: string, b: string): void {
    for (const link of [...this.links])
      if ([link.a.name, link.b.name].sort().join() === [a, b].sort().join()) this.end(link)
  }

  linksOf(window: FakeWindow): readonly Link[] {
    return [...this.links].filter(({ a, b }) => a === window || b === window)
  }

  due(): void {
    if (this.#isDue) return
    this.#isDue = true
    setTimeout(() => {
      this.#isDue = false
      this.#work()
    }, 10)
  }

  end(link: Link): void {
    if (!this.links.delete(link)) return
    for (const window of [link.a, link.b]) window.tell({ kind: 'closed', link: link.id })
    this.due()
  }

  #work(): void {
    for (const window of this.windows) window.tellServers()
    for (const link of [...this.links])
      if (!link.a.room(link.room) || !link.b.room(link.room)) this.end(link)
    this.windows.forEach((a, at) => {
      for (const b of this.windows.slice(at + 1)) this.#link(a, b)
    })
    for (const window of this.windows) window.tellLobby()
  }

  #link(a: FakeWindow, b: FakeWindow): void {
    if (this.#apart.has([a.name, b.name].sort().join())) return
    const servers = a.servers().filter((url) => b.servers().includes(url))
    if (servers.length === 0) return
    for (const { name, password } of a.rooms()) {
      if (b.room(name)?.password !== password) continue
      if ([...this.links].some((one) => one.room === name && one.a === a && one.b === b)) continue
      const link = { id: randomId(), room: name, a, b }
      this.links.add(link)
      this.linked += 1
      const fingerprints = [randomBytes(32), randomBytes(32)] as const
      const said = { kind: 'linked', link: link.id, room: name } as const
      const [atA, atB] = fingerprints
      a.tell({ ...said, localFingerprint: atA, remoteFingerprint: atB })
      b.tell({ ...said, localFingerprint: atB, remoteFingerprint: atA })
    }
  }
}

/** A sync window as the vault sees it, and everything that entered it. */
export class FakeWindow {
  readonly entered: ToSync[] = []
  #port: FakePort | null = null
  #plan: Extract<ToSync, { kind: 'be' }> | null = null
  #said = new Map<string, string>()
  isHung = false

  constructor(
    readonly board: Switchboard,
    readonly name: string,
    readonly attach: (port: FakePort) => void,
  ) {}

  open(): void {
    const [mine, theirs] = createPortPair()
    this.#port = mine
    this.#said.clear()
    mine.on((message) => this.#take(message))
    this.attach(theirs)
    this.tell({ kind: 'ready', canLink: true })
  }

  /** Ends without a word. */
  crash(): void {
    for (const link of this.board.linksOf(this)) this.board.end(link)
    this.#plan = null
    const port = this.#port
    this.#port = null
    port?.close()
  }

  rooms(): readonly MeetingRoom[] {
    return this.#plan?.rooms ?? []
  }

  room(name: string): MeetingRoom | undefined {
    return this.rooms().find((room) => room.name === name)
  }

  /** Servers that it reaches now. */
  servers(): readonly string[] {
    return (this.#plan?.signalling ?? []).filter((url) => this.board.lan.isUp(url))
  }

  tell(message: FromSync | unknown): void {
    if (!this.isHung) this.#port?.post(message)
  }

  tellServers(): void {
    for (const url of this.#plan?.signalling ?? []) {
      const state = this.board.lan.isUp(url) ? 'open' : 'lost'
      this.#tellOnce(url, state, { kind: 'server', url, state })
    }
  }

  tellLobby(): void {
    for (const { name, presence } of this.rooms()) {
      if (presence === null) continue
      const others = this.board
        .linksOf(this)
        .filter(({ room }) => room === name)
        .flatMap(({ a, b }) => (a === this ? b : a).room(name)?.presence ?? [])
      const presences = [presence, ...others]
      this.#tellOnce(`lobby ${name}`, presences.map(String).join('|'), {
        kind: 'lobby',
        room: name,
        presences,
      })
    }
  }

  #tellOnce(about: string, word: string, message: FromSync): void {
    if (this.#said.get(about) === word) return
    this.#said.set(about, word)
    this.tell(message)
  }

  #take(message: unknown): void {
    const parsed = ToSync.safeParse(message)
    if (!parsed.success) throw new Error(`a message that is none: ${parsed.error.message}`)
    const said = parsed.data
    this.entered.push(said)
    if (this.isHung) return
    if (said.kind === 'be') {
      this.#plan = said
      this.board.due()
      return
    }
    const link = [...this.board.links].find(({ id }) => id === said.link)
    if (!link || said.kind === 'taken') return
    if (said.kind === 'close') {
      // What was handed over before still arrives.
      queueMicrotask(() => this.board.end(link))
      return
    }
    const other = link.a === this ? link.b : link.a
    this.board.carried.push({ from: this.name, to: other.name, bytes: said.bytes })
    other.tell({ kind: 'frame', link: link.id, bytes: said.bytes })
    this.tell({ kind: 'sent', link: link.id, bytes: said.bytes.length })
  }
}
