import { hostname, networkInterfaces, userInfo } from 'node:os'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Announcement } from '../../../../../electron/main/meeting/announcement'
import { createDiscovery } from '../../../../../electron/main/meeting/discovery'
import { createMulticastGate } from '../../../../../electron/main/meeting/multicast-gate'
import { type Multicast, openMulticast } from '../../../../../electron/main/meeting/multicast-link'
import { unwrap } from '../../../../../shared/errors/result'
import { createLink } from './multicast-rig'

const nowMs = () => performance.now()
const textOf = (letter: string) => letter.repeat(43)
const meeting = (): Announcement => ({ host: '10.0.0.7', port: 50_123, text: textOf('A') })

const discoveryOn = (multicast: Multicast, allowsLoopback = false) => {
  const discovery = createDiscovery({ multicast, allowsLoopback, ownInstances: new Set(), nowMs })
  onTestFinished(() => discovery.close())
  return discovery
}

/** @returns what was told, each time. */
const searchOn = (discovery: ReturnType<typeof createDiscovery>) => {
  const heard: (readonly Announcement[])[] = []
  discovery.search({ onHeard: (announcements) => heard.push(announcements) })
  return heard
}

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

  it('is heard by everyone, whether they searched before or come later', async () => {
    const link = createLink()
    const early = searchOn(discoveryOn(link.plug('10.0.0.8')))
    await announce(discoveryOn(link.plug('10.0.0.7')), meeting())
    const late = searchOn(discoveryOn(link.plug('10.0.0.9')))
    for (const heard of [early, late]) {
      await passTime(200)
      expect(heard).toEqual([[], [meeting()]])
    }
  })

  it('of an IPv6 address is heard too', async () => {
    const link = createLink()
    const announced = { ...meeting(), host: 'fd00::7' }
    await announce(discoveryOn(link.plug('10.0.0.7')), announced)
    const heard = searchOn(discoveryOn(link.plug('10.0.0.8')))
    await passTime(200)
    expect(heard.at(-1)).toEqual([announced])
  })

  it('is not heard by who announced it, on this network or another', async () => {
    const link = createLink()
    const ownInstances = new Set<string>()
    const discoveries = ['10.0.0.7', '10.0.1.7'].map((address) => {
      const multicast = link.plug(address)
      const own = createDiscovery({ multicast, allowsLoopback: false, ownInstances, nowMs })
      onTestFinished(() => own.close())
      return own
    })
    const heard = discoveries.map(searchOn)
    await announce(discoveries[0] as (typeof discoveries)[0], meeting())
    await passTime(200)
    expect(heard).toEqual([[[]], [[]]])
  })

  it('says nothing that is of the laptop, its member or another network, nor the same name twice', async () => {
    const link = createLink()
    for (const text of [textOf('A'), textOf('B')]) {
      const discovery = createDiscovery({
        multicast: link.plug('10.0.0.7'),
        allowsLoopback: false,
        ownInstances: new Set(),
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
    const heard = searchOn(discoveryOn(link.plug('10.0.0.8')))
    await passTime(200)
    expect(heard.at(-1)).toHaveLength(1)
    await announced.stop()
    await passTime(20_000)
    expect(heard).toEqual([[], [meeting()], []])
  })

  it('stays as long as it is heard', async () => {
    const link = createLink()
    await announce(discoveryOn(link.plug('10.0.0.7')), meeting())
    const heard = searchOn(discoveryOn(link.plug('10.0.0.8')))
    await passTime(200)
    expect(heard.at(-1)).toHaveLength(1)
    await passTime(30_000)
    expect(heard).toHaveLength(2)
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

  it('who repeat a text are heard with the address of their own, beside the one that they repeat', async () => {
    const link = createLink()
    const copy = { ...meeting(), host: '10.0.0.66' }
    await announce(discoveryOn(link.plug('10.0.0.66')), copy)
    await announce(discoveryOn(link.plug('10.0.0.7')), meeting())
    const heard = searchOn(discoveryOn(link.plug('10.0.0.8')))
    await passTime(200)
    expect(heard.at(-1)).toHaveLength(2)
    expect(heard.at(-1)).toEqual(expect.arrayContaining([copy, meeting()]))
  })

  it.each([
    ['an address of the internet', { host: '8.8.8.8' }],
    ['this machine', { host: '127.0.0.1' }],
    ['a port of the system', { port: 22 }],
  ])('are not believed with %s', async (_what, wrong) => {
    const link = createLink()
    await announce(discoveryOn(link.plug('10.0.0.66')), { ...meeting(), ...wrong })
    const heard = searchOn(discoveryOn(link.plug('10.0.0.8')))
    await passTime(200)
    expect(heard).toEqual([[]])
  })

  it('who announce a thousand meetings have a few of them looked at, and the honest one is heard', async () => {
    const link = createLink()
    const heard = searchOn(discoveryOn(link.plug('10.0.0.8')))
    for (let i = 0; i < 1_000; i++) {
      const text = `${textOf('Z')}${i}`
      link.deliver(packetOf({ ...meeting(), text }, i), '10.0.0.66')
    }
    expect(heard.at(-1)).toHaveLength(4)
    await announce(discoveryOn(link.plug('10.0.0.7')), meeting())
    await passTime(200)
    expect(heard.at(-1)).toHaveLength(5)
    expect(heard.at(-1)).toContainEqual(meeting())
  })

  it('who announce from many addresses keep no more than 64 in sight, those of this round first', async () => {
    const link = createLink()
    const heard = searchOn(discoveryOn(link.plug('10.0.0.8')))
    const flood = async (letter: string) => {
      for (let i = 0; i < 80; i++) {
        link.deliver(packetOf({ ...meeting(), text: `${textOf(letter)}${i}` }, i), `10.0.1.${i}`)
        // At the pace that the gate lets all senders keep together.
        await passTime(50)
      }
    }
    await flood('Y')
    expect(heard.at(-1)).toHaveLength(64)
    await passTime(8_000)
    await flood('Z')
    expect(heard.at(-1)).toHaveLength(64)
    const ofThisRound = heard.at(-1)?.filter(({ text }) => text.includes('Z')).length
    expect(ofThisRound).toBeGreaterThan(30)
  })

  it('send anything at all, and the next meeting is heard', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {})
    const link = createLink()
    // Without the gate's limits on pace, which would keep nearly all of this out.
    const allOf = { now: 0 }
    const discovery = createDiscovery({
      multicast: link.plug('10.0.0.8'),
      allowsLoopback: false,
      ownInstances: new Set(),
      nowMs: () => {
        allOf.now += 1_000
        return allOf.now
      },
    })
    onTestFinished(() => discovery.close())
    const heard = searchOn(discovery)
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
    expect(heard.at(-1)).toContainEqual(meeting())
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
  it('a meeting is announced and heard, where multicast works', async ({ skip }) => {
    const open = () => openMulticast('127.0.0.1')
    const [first, second] = [await open(), await open()]
    if (!first.ok || !second.ok) return skip('this machine gives no multicast')
    const announced = { ...meeting(), host: '127.0.0.1' }
    const host = discoveryOn(first.value, true)
    const arrives = new Promise<boolean>((resolve) => {
      second.value.onPacket(() => resolve(true))
      setTimeout(() => resolve(false), 2_500)
    })
    const heard = searchOn(discoveryOn(second.value, true))
    const outcome = await host.announce(announced)
    if (!(await arrives)) return skip('no multicast packet arrives on this machine')
    expect(outcome.ok).toBe(true)
    await vi.waitFor(() => expect(heard.at(-1)).toContainEqual(announced))
  })

  it('an address that this laptop does not have gives no discovery', async () => {
    expect(await openMulticast('10.254.253.252')).toEqual({
      ok: false,
      error: { code: 'meeting/discovery-blocked' },
    })
  })
})
