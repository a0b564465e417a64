import { Server } from 'node:http'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { createMeetingNetwork } from '../../../../../electron/main/meeting/meeting-network'
import type { NetworkDeps } from '../../../../../electron/main/meeting/network-deps'
import { NetworkEvent, networkContract } from '../../../../../shared/contracts/network'
import { createClient } from '../../../../../shared/contracts/rpc'
import { err, ok } from '../../../../../shared/errors/result'
import { createPortPair } from '../../../../support/fake-port'
import { createTimers, settle } from '../main-rig'
import { createLink } from './multicast-rig'
import { statusOf, syncOrigin, token } from './signalling-rig'

const text = (letter: string) => letter.repeat(43)
const blocked = err({ code: 'meeting/discovery-blocked' as const })

const addressesOf = (...addresses: readonly string[]) => ({
  eth0: addresses.map((address) => ({ address, internal: false }) as never),
})

type Link = ReturnType<typeof createLink>

/** Main's service on a laptop with these addresses, and the client of a vault. */
const setup = (
  options: { addresses?: readonly string[]; link?: Link; deps?: Partial<NetworkDeps> } = {},
) => {
  const { link = createLink() } = options
  const state = { addresses: options.addresses ?? ['127.0.0.1'] }
  const timers = createTimers()
  const opened: string[] = []
  const defects: unknown[] = []
  const network = createMeetingNetwork(
    {
      origins: [syncOrigin],
      allowsLoopback: true,
      networkInterfaces: () => addressesOf(...state.addresses),
      openMulticast: async (address) => {
        opened.push(address)
        return ok(link.plug(address))
      },
      nowMs: () => performance.now(),
      startTimer: timers.startTimer,
      ...options.deps,
    },
    {
      newIncidentId: () => '',
      reportDefect: (defect) => defects.push(defect),
      checkAnswers: true,
    },
  )
  onTestFinished(() => network.stop())
  const serve = () => {
    const [near, far] = createPortPair()
    const events: NetworkEvent[] = []
    const client = createClient(networkContract, near, {
      schema: NetworkEvent,
      listener: (event) => events.push(event),
    })
    network.serve(far)
    return { client, events, port: near }
  }
  return { ...serve(), serve, network, state, timers, link, opened, defects }
}

const host = { host: '127.0.0.1', accessToken: token }
const hostOn = async ({ client }: Pick<ReturnType<typeof setup>, 'client'>) => {
  const hosted = await client['network.host'](host)
  return hosted.ok ? hosted.value.port : 0
}
/** 101 when the server of this laptop takes a sync page, 0 when there is none. */
const call = (port: number, origin = syncOrigin): Promise<number> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${token}`, { origin })
  onTestFinished(() => socket.terminate())
  return statusOf(socket)
}
const heardBy = ({ events }: Pick<ReturnType<typeof setup>, 'events'>) =>
  events.flatMap((event) => (event.kind === 'heard' ? [event.meetings] : [])).at(-1) ?? []

describe('where a meeting can be hosted', () => {
  it('is on the addresses of the local network that the laptop has now', async () => {
    const laptop = setup({ addresses: ['8.8.8.8', '10.0.0.7'] })
    expect(await laptop.client['network.hosts']({})).toEqual(
      ok([{ interfaceName: 'eth0', host: '10.0.0.7' }]),
    )
    laptop.state.addresses = []
    expect(await laptop.client['network.hosts']({})).toEqual(ok([]))
  })

  it('is said within the limits of the contract, whatever the system has', async () => {
    const deps = {
      networkInterfaces: () =>
        Object.fromEntries(
          Array.from({ length: 100 }, (_, i) => [
            `${i}`.padEnd(300, 'x'),
            [{ address: `10.0.0.${i}`, internal: false } as never],
          ]),
        ),
    }
    const { client, defects } = setup({ deps })
    const hosts = await client['network.hosts']({})
    expect(hosts.ok && hosts.value).toHaveLength(64)
    expect(defects).toEqual([])
  })
})

describe('a meeting that this laptop hosts', () => {
  it('takes sync pages of known origins at a free port', async () => {
    const port = await hostOn(setup())
    expect(await call(port)).toBe(101)
    expect(await call(port, 'https://evil.example')).toBe(403)
  })

  it('takes the place of the one before', async () => {
    const laptop = setup()
    const [first, second] = [await hostOn(laptop), await hostOn(laptop)]
    expect([await call(first), await call(second)]).toEqual([0, 101])
  })

  it('has limits that its host may set', async () => {
    const port = await hostOn(setup({ deps: { limits: { sockets: 0, connectionsPerAddress: 1 } } }))
    expect([await call(port), await call(port)]).toEqual([101, 0])
  })

  it.each([
    ['8.8.8.8', 'meeting/address-not-local'],
    ['10.254.253.252', 'meeting/no-network'],
  ])('is refused on %s: %s', async (address, code) => {
    const { client } = setup()
    expect(await client['network.host']({ ...host, host: address })).toEqual(err({ code }))
  })

  it.each([
    [
      'is told to',
      async (laptop: ReturnType<typeof setup>) => laptop.client['network.stopHosting']({}),
    ],
    ['loses its vault', async (laptop: ReturnType<typeof setup>) => laptop.port.close()],
    ['has a new vault', async (laptop: ReturnType<typeof setup>) => void laptop.serve()],
    ['ends', async (laptop: ReturnType<typeof setup>) => laptop.network.stop()],
  ])('ends with its announcement when main %s', async (_what, end) => {
    const laptop = setup()
    const port = await hostOn(laptop)
    expect(await laptop.client['network.announce']({ text: text('A') })).toEqual(ok(null))
    await end(laptop)
    expect(await call(port)).toBe(0)
    const other = setup({ addresses: ['10.0.0.8'], link: laptop.link })
    await other.client['network.search']({ on: true })
    await settle()
    expect(heardBy(other)).toEqual([])
  })

  it('that is stopped while it begins does not stay', async () => {
    const laptop = setup()
    const started = vi.spyOn(Server.prototype, 'listen')
    const begun = laptop.client['network.host'](host)
    // As far as it gets without the system: the server is asked for, and not there yet.
    for (let i = 0; i < 100; i++) await Promise.resolve()
    expect(started).toHaveBeenCalled()
    laptop.serve()
    expect(await begun).toEqual(err({ code: 'contract/closed' }))
    const [server] = started.mock.contexts as Server[]
    await vi.waitFor(() => expect(server?.listening).toBe(false))
    started.mockRestore()
  })

  it('ends by itself when the address is gone, and says so once', async () => {
    const laptop = setup()
    const port = await hostOn(laptop)
    await laptop.timers.pass(3_000)
    expect(laptop.events).toEqual([])
    laptop.state.addresses = ['10.0.0.7']
    await laptop.timers.pass(3_000)
    await laptop.timers.pass(3_000)
    expect(laptop.events).toEqual([{ kind: 'hosting-ended' }])
    expect(await call(port)).toBe(0)
    expect(await laptop.client['network.announce']({ text: text('A') })).toEqual(
      err({ code: 'meeting/not-hosting' }),
    )
  })
})

describe('the announcement of a meeting', () => {
  it('is heard by others, with the port that the server has', async () => {
    const laptop = setup()
    const other = setup({ addresses: ['10.0.0.8'], link: laptop.link })
    expect(await other.client['network.search']({ on: true })).toEqual(ok(null))
    const port = await hostOn(laptop)
    await laptop.client['network.announce']({ text: text('A') })
    await vi.waitFor(() =>
      expect(heardBy(other)).toEqual([{ host: '127.0.0.1', port, text: text('A') }]),
    )
  })

  it('is followed by another text, which is the only one from then on', async () => {
    const laptop = setup()
    await hostOn(laptop)
    for (const letter of ['A', 'B']) {
      expect(await laptop.client['network.announce']({ text: text(letter) })).toEqual(ok(null))
    }
    const other = setup({ addresses: ['10.0.0.8'], link: laptop.link })
    await other.client['network.search']({ on: true })
    await vi.waitFor(() => expect(heardBy(other).map((each) => each.text)).toEqual([text('B')]))
  })

  it('is not heard by its own laptop', async () => {
    const laptop = setup()
    await laptop.client['network.search']({ on: true })
    await hostOn(laptop)
    await laptop.client['network.announce']({ text: text('A') })
    await settle()
    expect(heardBy(laptop)).toEqual([])
  })

  it('needs a server, and a network that takes it', async () => {
    const laptop = setup({ deps: { openMulticast: async () => blocked } })
    const announce = () => laptop.client['network.announce']({ text: text('A') })
    expect(await announce()).toEqual(err({ code: 'meeting/not-hosting' }))
    const port = await hostOn(laptop)
    expect(await announce()).toEqual(blocked)
    expect(await call(port)).toBe(101)
  })
})

describe('the search for meetings', () => {
  it('goes on several networks, and hears each meeting once', async () => {
    const laptop = setup()
    await hostOn(laptop)
    await laptop.client['network.announce']({ text: text('A') })
    const two = setup({
      link: laptop.link,
      deps: {
        networkInterfaces: () => ({
          eth0: [{ address: '10.0.0.8', internal: false } as never],
          wlan0: [{ address: '10.0.1.8', internal: false } as never],
        }),
      },
    })
    await two.client['network.search']({ on: true })
    expect(two.opened).toEqual(['10.0.0.8', '10.0.1.8'])
    await vi.waitFor(() => expect(heardBy(two)).toHaveLength(1))
  })

  it('ends when it is told to: nothing is heard afterwards', async () => {
    const laptop = setup()
    const other = setup({ addresses: ['10.0.0.8'], link: laptop.link })
    await other.client['network.search']({ on: true })
    expect(await other.client['network.search']({ on: false })).toEqual(ok(null))
    await hostOn(laptop)
    await laptop.client['network.announce']({ text: text('A') })
    await settle()
    expect(other.events.filter(({ kind }) => kind === 'heard')).toEqual([])
  })

  it('goes with the laptop to another network', async () => {
    const laptop = setup()
    await hostOn(laptop)
    await laptop.client['network.announce']({ text: text('A') })
    const other = setup({ addresses: ['10.0.0.8'], link: laptop.link })
    await other.client['network.search']({ on: true })
    await vi.waitFor(() => expect(heardBy(other)).toHaveLength(1))
    other.state.addresses = []
    await other.timers.pass(3_000)
    await vi.waitFor(() => expect(heardBy(other)).toEqual([]))
    other.state.addresses = ['10.0.9.9']
    await other.timers.pass(3_000)
    await vi.waitFor(() => expect(heardBy(other)).toHaveLength(1))
    expect(other.opened).toEqual(['10.0.0.8', '10.0.9.9'])
  })

  it.each([
    ['meeting/no-network', { addresses: [] }],
    ['meeting/discovery-blocked', { deps: { openMulticast: async () => blocked } }],
  ])('is refused: %s', async (code, options) => {
    const { client } = setup(options)
    expect(await client['network.search']({ on: true })).toEqual(err({ code }))
  })
})
