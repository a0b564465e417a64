import { hostname, networkInterfaces, userInfo } from 'node:os'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Announcement } from '../../../../../electron/main/meeting/announcement'
import { createDiscovery } from '../../../../../electron/main/meeting/discovery'
import { createMulticastGate } from '../../../../../electron/main/meeting/multicast-gate'
import { type Multicast, openMulticast } from '../../../../../electron/main/meeting/multicast-link'
import type { FoundMeeting } from '../../../../../electron/main/meeting/search'
import { unwrap } from '../../../../../shared/errors/result'
import { createLink } from './multicast-rig'

const nowMs = () => performance.now()
const textOf = (letter: string) => letter.repeat(43)
const meeting = (): Announcement => ({ host: '10.0.0.7', port: 50_123, text: textOf('A') })

const discoveryOn = (multicast: Multicast, allowsLoopback = false) => {
  const discovery = createDiscovery({ multicast, allowsLoopback, nowMs })
  onTestFinished(() => discovery.close())
  return discovery
}

/** A vault that knows these texts, each for one host and port. */
const vaultOf = (...known: readonly Announcement[]) =>
  vi.fn(async ({ text, host, port }: Announcement) =>
    known.some((each) => each.text === text && each.host === host && each.port === port)
      ? `token of ${text}`
      : null,
  )

const searchOn = (
  discovery: ReturnType<typeof createDiscovery>,
  recognise: (found: Announcement) => Promise<string | null>,
) => {
  const found: (readonly FoundMeeting[])[] = []
  discovery.search({ recognise, onFound: (meetings) => found.push(meetings) })
  return found
}

const asFound = ({ host, port, text }: Announcement): FoundMeeting => ({
  host,
  port,
  accessToken: `token of ${text}`,
})

const fakeTime = () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
}

/** Lets the library's time pass, and each packet arrive, a moment at a time. */
const passTime = async (ms: number): Promise<void> => {
  for (let passed = 0; passed < ms; passed += 50) {
    await vi.advanceTimersByTimeAsync(50)
    for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve))
  }
}

const announce = async (discovery: ReturnType<typeof createDiscovery>, announced: Announcement) => {
  const outcome = discovery.announce(announced)
  await passTime(1_500)
  return unwrap(await outcome)
}

describe('an announced meeting', () => {
  fakeTime()

  it('is found by the committee, whether it searched before or comes later', async () => {
    const link = createLink()
    const vault = vaultOf(meeting())
    const early = searchOn(discoveryOn(link.plug('10.0.0.8')), vault)
    await announce(discoveryOn(link.plug('10.0.0.7')), meeting())
    const late = searchOn(discoveryOn(link.plug('10.0.0.9')), vault)
    for (const found of [early, late]) {
      await passTime(200)
      expect(found).toEqual([[], [asFound(meeting())]])
    }
  })

  it('of an IPv6 address is found too', async () => {
    const link = createLink()
    const announced = { ...meeting(), host: 'fd00::7' }
    await announce(discoveryOn(link.plug('10.0.0.7')), announced)
    const found = searchOn(discoveryOn(link.plug('10.0.0.8')), vaultOf(announced))
    await passTime(200)
    expect(found.at(-1)).toEqual([asFound(announced)])
  })

  it('is nothing to another committee, and to who announced it', async () => {
    const link = createLink()
    const own = discoveryOn(link.plug('10.0.0.7'))
    const ownVault = vaultOf(meeting())
    const ownFound = searchOn(own, ownVault)
    await announce(own, meeting())
    const vault = vaultOf()
    const found = searchOn(discoveryOn(link.plug('10.0.0.8')), vault)
    await passTime(200)
    expect(vault).toHaveBeenCalledWith(meeting())
    expect([found, ownFound]).toEqual([[[]], [[]]])
    expect(ownVault).not.toHaveBeenCalled()
  })

  it('says nothing that is of the laptop, its member or another network, nor the same name twice', async () => {
    const link = createLink()
    for (const text of [textOf('A'), textOf('B')]) {
      const discovery = createDiscovery({
        multicast: link.plug('10.0.0.7'),
        allowsLoopback: false,
        nowMs,
      })
      await announce(discovery, { ...meeting(), text })
      await discovery.close()
    }
    const said = Buffer.concat(link.packets)
    const addresses = Object.values(networkInterfaces()).flatMap((infos = []) => infos)
    const telling = [hostname(), userInfo().username, ...addresses.map(({ mac }) => mac)]
    for (const text of telling.filter((each) => each.length > 2)) {
      expect(said.includes(text)).toBe(false)
    }
    for (const { address, family } of addresses) {
      if (family === 'IPv4') {
        expect(said.includes(Buffer.from(address.split('.').map(Number)))).toBe(false)
      }
    }
    const labels = [...said.toString('latin1').matchAll(/[0-9a-f]{16}/g)].map(([label]) => label)
    // An instance and a host name each day, each in several packets.
    expect(new Set(labels).size).toBe(4)
  })

  it('is gone when it is over', async () => {
    const link = createLink()
    const host = discoveryOn(link.plug('10.0.0.7'))
    const announced = await announce(host, meeting())
    const found = searchOn(discoveryOn(link.plug('10.0.0.8')), vaultOf(meeting()))
    await passTime(200)
    expect(found.at(-1)).toHaveLength(1)
    await announced.stop()
    await passTime(20_000)
    expect(found).toEqual([[], [asFound(meeting())], []])
  })

  it('stays as long as it is heard', async () => {
    const link = createLink()
    await announce(discoveryOn(link.plug('10.0.0.7')), meeting())
    const vault = vaultOf(meeting())
    const found = searchOn(discoveryOn(link.plug('10.0.0.8')), vault)
    await passTime(200)
    expect(found.at(-1)).toHaveLength(1)
    await passTime(30_000)
    expect(found).toHaveLength(2)
    expect(vault).toHaveBeenCalledTimes(1)
  })

  it('is refused with a word where someone answers to every name', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {})
    const link = createLink()
    const network = link.plug('10.0.0.66')
    network.onPacket((packet) => {
      const isProbe = (packet[2] as number) < 0x80
      if (!isProbe) return
      // The question's name, given an address.
      const name = packet.subarray(12, packet.length - 4)
      const answer = Buffer.from([0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 10, 0, 0, 66])
      const head = Buffer.from([0, 0, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0])
      network.send(Buffer.concat([head, name, answer]), () => {})
    })
    const outcome = discoveryOn(link.plug('10.0.0.7')).announce(meeting())
    await passTime(3_000)
    expect(await outcome).toEqual({
      ok: false,
      error: { code: 'meeting/not-announced' },
    })
  })

  it.each(['', 'committee of Ada', 'A'.repeat(21), 'A'.repeat(254)])(
    'is a defect of ours with a text that is none: %s',
    async (text) => {
      const discovery = discoveryOn(createLink().plug('10.0.0.7'))
      await expect(discovery.announce({ ...meeting(), text })).rejects.toThrow('not the text')
    },
  )
})

describe('strangers on the network', () => {
  fakeTime()

  it('who repeat a text with an address of their own are not shown the token', async () => {
    const link = createLink()
    const copy = { ...meeting(), host: '10.0.0.66', text: textOf('A') }
    const vault = vaultOf(meeting())
    await announce(discoveryOn(link.plug('10.0.0.66')), copy)
    const found = searchOn(discoveryOn(link.plug('10.0.0.8')), vault)
    await passTime(200)
    expect(vault).toHaveBeenCalledWith(copy)
    expect(found).toEqual([[]])
  })

  it.each([
    ['an address of the internet', { host: '8.8.8.8' }],
    ['this machine', { host: '127.0.0.1' }],
    ['a port of the system', { port: 22 }],
  ])('are not believed with %s: the vault is not even asked', async (_what, wrong) => {
    const link = createLink()
    await announce(discoveryOn(link.plug('10.0.0.66')), { ...meeting(), ...wrong })
    const vault = vaultOf(meeting())
    searchOn(discoveryOn(link.plug('10.0.0.8')), vault)
    await passTime(200)
    expect(vault).not.toHaveBeenCalled()
  })

  it('make a vault that cannot answer no trouble', async () => {
    const link = createLink()
    await announce(discoveryOn(link.plug('10.0.0.7')), meeting())
    const asked = vi.fn(async () => Promise.reject(new Error('locked')))
    const found = searchOn(discoveryOn(link.plug('10.0.0.8')), asked)
    await passTime(200)
    expect(asked).toHaveBeenCalled()
    expect(found).toEqual([[]])
  })

  it('who announce a thousand meetings have a few of them looked at, and the honest one is found', async () => {
    const link = createLink()
    const vault = vaultOf(meeting())
    const found = searchOn(discoveryOn(link.plug('10.0.0.8')), vault)
    for (let i = 0; i < 1_000; i++) {
      const text = `${textOf('Z')}${i}`
      link.deliver(packetOf({ ...meeting(), text }, i), '10.0.0.66')
    }
    expect(vault).toHaveBeenCalledTimes(4)
    await announce(discoveryOn(link.plug('10.0.0.7')), meeting())
    await passTime(200)
    expect(found.at(-1)).toEqual([asFound(meeting())])
  })

  it('send anything at all, and the next meeting is found', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {})
    const link = createLink()
    // Without the gate's limits on pace, which would keep nearly all of this out.
    const allOf = { now: 0 }
    const discovery = createDiscovery({
      multicast: link.plug('10.0.0.8'),
      allowsLoopback: false,
      nowMs: () => {
        allOf.now += 1_000
        return allOf.now
      },
    })
    onTestFinished(() => discovery.close())
    const found = searchOn(discovery, vaultOf(meeting()))
    const whole = packetOf(meeting(), 1)
    const damaged = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 })
      .map((changes) => {
        const packet = Buffer.from(whole)
        for (const [at, byte] of changes) packet[at] = byte
        return packet
      })
    const cut = fc.nat(whole.length).map((length) => whole.subarray(0, length))
    const junk = fc.uint8Array({ maxLength: 300 }).map((bytes) => {
      const head = Buffer.from([0, 0, 0x84, 0, 0, 1, 0, 2, 0, 0, 0, 2])
      return Buffer.concat([head, bytes, Buffer.from('\x09_conclave\x04_tcp\x05local\0', 'latin1')])
    })
    fc.assert(
      fc.property(fc.oneof(damaged, cut, junk), (packet) => {
        link.deliver(packet, '10.0.0.66')
      }),
      { numRuns: 2_000 },
    )
    await announce(discoveryOn(link.plug('10.0.0.7')), meeting())
    await passTime(200)
    expect(found.at(-1)).toContainEqual(asFound(meeting()))
  })
})

/** An announcement as the library would send it, of a laptop that does not behave. */
const packetOf = ({ host, port, text }: Announcement, i: number): Buffer => {
  const name = (...labels: string[]): Buffer =>
    Buffer.concat([
      ...labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
      Buffer.from([0]),
    ])
  const type = name('_conclave', '_tcp', 'local')
  const instance = name(i.toString(16).padStart(16, '0'), '_conclave', '_tcp', 'local')
  const hostName = name('00'.repeat(8), 'local')
  const record = (owner: Buffer, kind: number, data: Buffer): Buffer => {
    const head = Buffer.alloc(10)
    head.writeUInt16BE(kind, 0)
    head.writeUInt16BE(1, 2)
    head.writeUInt32BE(120, 4)
    head.writeUInt16BE(data.length, 8)
    return Buffer.concat([owner, head, data])
  }
  const portBytes = Buffer.from([0, 0, 0, 0, port >> 8, port & 0xff])
  return Buffer.concat([
    Buffer.from([0, 0, 0x84, 0, 0, 0, 0, 4, 0, 0, 0, 0]),
    record(type, 12, instance),
    record(instance, 33, Buffer.concat([portBytes, hostName])),
    record(instance, 16, Buffer.concat([Buffer.from([text.length + 2]), Buffer.from(`t=${text}`)])),
    record(hostName, 1, Buffer.from(host.split('.').map(Number))),
  ])
}

describe('the gate', () => {
  const about = packetOf(meeting(), 1)
  const gate = () => createMulticastGate(() => 0)
  const withCount = (at: number, count: number) => {
    const packet = Buffer.from(about)
    packet.writeUInt16BE(count, at)
    return packet
  }

  it('lets in what is about meetings, from the local network', () => {
    expect(gate()(about, '10.0.0.7')).toBe(true)
    expect(gate()(about, '127.0.0.1')).toBe(true)
  })

  it.each([
    ['from elsewhere', about, '8.8.8.8'],
    ['from nowhere', about, 'localhost'],
    [
      'about printers',
      Buffer.from(about.toString('latin1').replaceAll('conclave', 'printers'), 'latin1'),
      '10.0.0.7',
    ],
    ['too large', Buffer.concat([about, Buffer.alloc(1_472)]), '10.0.0.7'],
    ['shorter than a header', Buffer.from('_conclave'), '10.0.0.7'],
    ['with many questions', withCount(4, 5), '10.0.0.7'],
    ['with many answers', withCount(6, 9), '10.0.0.7'],
    ['with many authorities', withCount(8, 9), '10.0.0.7'],
    ['with many additional records', withCount(10, 9), '10.0.0.7'],
  ])('lets in nothing %s', (_what, packet, sender) => {
    expect(gate()(packet, sender)).toBe(false)
  })

  it('keeps each sender to its pace, and all together', () => {
    const isLetIn = gate()
    const countOf = (sender: string) =>
      Array.from({ length: 100 }, () => isLetIn(about, sender)).filter(Boolean).length
    expect([countOf('10.0.0.1'), countOf('10.0.0.2')]).toEqual([20, 20])
    const others = Array.from({ length: 300 }, (_, i) => countOf(`10.0.1.${i % 250}`))
    expect(others.reduce((sum, count) => sum + count, 0)).toBe(80)
  })
})

describe('on the real network of this machine', () => {
  it('a meeting is announced and found, where multicast works', async ({ skip }) => {
    const open = () => openMulticast('127.0.0.1')
    const [first, second] = [await open(), await open()]
    if (!first.ok || !second.ok) return skip('this machine gives no multicast')
    const announced = { ...meeting(), host: '127.0.0.1' }
    const host = discoveryOn(first.value, true)
    const heard = new Promise<boolean>((resolve) => {
      second.value.onPacket(() => resolve(true))
      setTimeout(() => resolve(false), 2_500)
    })
    const found = searchOn(discoveryOn(second.value, true), vaultOf(announced))
    const outcome = await host.announce(announced)
    if (!(await heard)) return skip('no multicast packet arrives on this machine')
    expect(outcome.ok).toBe(true)
    await vi.waitFor(() => expect(found.at(-1)).toEqual([asFound(announced)]))
  })

  it('an address that this laptop does not have gives no discovery', async () => {
    expect(await openMulticast('10.254.253.252')).toEqual({
      ok: false,
      error: { code: 'meeting/discovery-blocked' },
    })
  })
})
