import { randomBytes } from '../../../electron/vault/crypto/keys'
import type { HeardMeeting, NetworkEvent, NetworkHandlers } from '../../../shared/contracts/network'
import { networkContract } from '../../../shared/contracts/network'
import { type Served, serveContract } from '../../../shared/contracts/rpc'
import { err, ok } from '../../../shared/errors/result'
import { bytesToHex } from '../../../shared/util/bytes'
import { createPortPair, type FakePort } from '../fake-port'

/** One local network: who hosts a signalling server, what is announced, who listens. */
export class FakeLan {
  readonly #machines = new Set<FakeMachine>()
  /** While it is set nobody hears anything announced. */
  isMulticastBlocked = false
  #nextPort = 40_000
  onServers: () => void = () => {}

  /** Main of one laptop. */
  plugIn(host: string): FakeMachine {
    const machine = new FakeMachine(this, host)
    this.#machines.add(machine)
    return machine
  }

  /** A server runs at this address, and lets in who has its token. */
  isUp(url: string): boolean {
    return [...this.#machines].some((machine) => machine.url === url)
  }

  newPort(): number {
    this.#nextPort += 1
    return this.#nextPort
  }

  changed(): void {
    for (const machine of this.#machines) machine.hear(this.announced(machine))
    this.onServers()
  }

  announced(but: FakeMachine): readonly HeardMeeting[] {
    if (this.isMulticastBlocked) return []
    return [...this.#machines].flatMap((machine) =>
      machine !== but && machine.announced ? [machine.announced] : [],
    )
  }
}

/** Main's network service of one laptop, as its vault sees it. */
export class FakeMachine {
  #hosted: { readonly port: number; readonly accessToken: string } | null = null
  #text: string | null = null
  #isSearching = false
  #served: Served<NetworkEvent> | null = null
  /** Everything that the vault asked, in order. */
  readonly asked: string[] = []

  constructor(
    readonly lan: FakeLan,
    readonly host: string,
  ) {}

  get url(): string | null {
    return this.#hosted && `ws://${this.host}:${this.#hosted.port}/${this.#hosted.accessToken}`
  }

  get announced(): HeardMeeting | null {
    return this.#hosted && this.#text !== null
      ? { host: this.host, port: this.#hosted.port, text: this.#text }
      : null
  }

  /** A new port for the vault, in place of the one before. */
  connect(): FakePort {
    const [mine, theirs] = createPortPair()
    this.#stop()
    this.#isSearching = false
    this.#served = serveContract<typeof networkContract, NetworkEvent>(
      networkContract,
      this.#handlers(),
      mine,
      {
        newIncidentId: () => 'test',
        reportDefect: ({ row, errorName }) => {
          throw new Error(`${row}: ${errorName}`)
        },
        checkAnswers: true,
      },
    )
    return theirs
  }

  hear(meetings: readonly HeardMeeting[]): void {
    if (this.#isSearching) this.#served?.emit({ kind: 'heard', meetings: [...meetings] })
  }

  /** The laptop loses its address. */
  loseAddress(): void {
    this.#stop()
    this.#served?.emit({ kind: 'hosting-ended' })
  }

  #stop(): void {
    this.#hosted = null
    this.#text = null
    this.lan.changed()
  }

  #handlers(): NetworkHandlers {
    const note = (row: string) => this.asked.push(row)
    return {
      'network.hosts': () => ok([{ interfaceName: 'en0', host: this.host }]),
      'network.host': ({ host, accessToken }) => {
        note('host')
        this.#stop()
        if (host !== this.host) return err({ code: 'meeting/no-network' })
        this.#hosted = { port: this.lan.newPort(), accessToken }
        this.#text = null
        this.lan.changed()
        return ok({ port: this.#hosted.port })
      },
      'network.announce': ({ text }) => {
        note('announce')
        if (!this.#hosted) return err({ code: 'meeting/not-hosting' })
        if (this.lan.isMulticastBlocked) return err({ code: 'meeting/discovery-blocked' })
        this.#text = text
        this.lan.changed()
        return ok(null)
      },
      'network.stopHosting': () => {
        note('stopHosting')
        this.#stop()
        return ok(null)
      },
      'network.search': ({ on }) => {
        note(on ? 'search' : 'stopSearch')
        this.#isSearching = on
        if (on) this.hear(this.lan.announced(this))
        return ok(null)
      },
    }
  }
}

export const randomId = (): string => bytesToHex(randomBytes(16))
