import { describe, expect, it } from 'vitest'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import { createHosting } from '../../../../../electron/vault/meeting/hosting'
import { createNetworkService } from '../../../../../electron/vault/meeting/network-service'
import { unwrap } from '../../../../../shared/errors/result'
import { codeOf } from '../../../../support/disk-vault'
import { createPortPair } from '../../../../support/fake-port'
import { FakeLan } from '../../../../support/meeting/fake-network'

await loadSodium()
const flush = () => new Promise((resolve) => setTimeout(resolve, 5))
const committee = 'c0'.repeat(16)

const setup = () => {
  const network = createNetworkService()
  const heard: string[] = []
  network.listen({
    onHeard: (meetings) => heard.push(`heard ${meetings.length}`),
    onHostingEnded: () => heard.push('ended'),
    onAttached: () => heard.push('attached'),
  })
  const machine = new FakeLan().plugIn('192.168.7.2')
  return { network, heard, machine }
}

describe('the network service', () => {
  it('answers what was asked when its port goes or is replaced, so that nobody waits', async () => {
    const { network, heard } = setup()
    expect(network.client()).toBeNull()
    const [first, mine] = createPortPair()
    network.attach(mine)
    const asked = network.client()?.['network.hosts']({})
    const [, other] = createPortPair()
    network.attach(other)
    expect(codeOf(await (asked as Promise<never>))).toBe('contract/closed')
    expect(heard).toEqual(['attached', 'heard 0', 'ended', 'attached'])
    first.close()
    expect(network.client()).not.toBeNull()
    const again = network.client()?.['network.hosts']({})
    other.other?.close()
    expect(codeOf(await (again as Promise<never>))).toBe('contract/closed')
    expect(network.client()).toBeNull()
  })
})

describe('hosting', () => {
  it('announces once for the same keys, anew for others, and says why it is not announced', async () => {
    const { network, machine } = setup()
    network.attach(machine.connect())
    const hosting = createHosting(network, committee, () => undefined)
    const keys = [new Uint8Array(32).fill(1)]
    hosting.announce(keys)
    expect(codeOf(await hosting.start('192.168.9.9'))).toBe('meeting/no-network')
    const { url, code } = unwrap(await hosting.start('192.168.7.2'))
    expect(url).toBe(machine.url)
    expect(code.length).toBeGreaterThan(20)
    hosting.announce(keys)
    hosting.announce(keys)
    await flush()
    const announced = () => machine.asked.filter((row) => row === 'announce').length
    expect(announced()).toBe(1)
    expect(hosting.notAnnounced()).toBeNull()
    machine.lan.isMulticastBlocked = true
    hosting.announce([...keys, new Uint8Array(32).fill(2)])
    await flush()
    expect(announced()).toBe(2)
    expect(hosting.notAnnounced()).toBe('meeting/discovery-blocked')
    machine.lan.isMulticastBlocked = false
    hosting.announce([...keys, new Uint8Array(32).fill(2)])
    await flush()
    expect(announced()).toBe(3)
    expect(hosting.notAnnounced()).toBeNull()
    hosting.stop()
    await flush()
    expect(machine.url).toBeNull()
    hosting.stop()
    await flush()
    expect(machine.asked.filter((row) => row === 'stopHosting')).toHaveLength(1)
  })

  it('is refused where there is no service', async () => {
    const { network } = setup()
    const hosting = createHosting(network, committee, () => undefined)
    expect(codeOf(await hosting.start('192.168.7.2'))).toBe('meeting/no-network')
  })
})
