import { describe, expect, it } from 'vitest'
import { accessTokenOf } from '../../../../../electron/platform/meeting-access-token'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import { createFinder } from '../../../../../electron/vault/meeting/finder'
import { createNetworkService } from '../../../../../electron/vault/meeting/network-service'
import { announceTo, meetingKeyOf } from '../../../../../electron/vault/meeting/secrets/announcing'
import { codeOf } from '../../../../support/disk-vault'
import { FakeLan } from '../../../../support/meeting/fake-network'

await loadSodium()

const committee = 'c0'.repeat(16)
const key = (value: number) => new Uint8Array(32).fill(value)
const nonce = new Uint8Array(12).fill(3)
const heardAt = (host: string, port: number, ...keys: readonly number[]) => ({
  host,
  port,
  text: announceTo(keys.map(key), nonce, key(9), { host, port }),
})

const setup = ({ hasNetwork = true } = {}) => {
  const network = createNetworkService()
  const machine = new FakeLan().plugIn('192.168.7.2')
  if (hasNetwork) network.attach(machine.connect())
  let changes = 0
  const finder = createFinder({
    network,
    committee,
    rules: { allowsLoopback: false },
    discoveryKeys: () => [key(1), key(2)],
    onChanged: () => {
      changes += 1
    },
  })
  return { finder, machine, network, changes: () => changes }
}

describe('meetings that are heard of', () => {
  it('are found where one of our keys is meant, at an address of the local network', async () => {
    const { finder } = setup()
    await finder.want({ look: true })
    const ours = heardAt('192.168.7.3', 40_001, 2)
    finder.heard([
      ours,
      { ...ours, host: '192.168.7.4' },
      heardAt('192.168.7.5', 40_001, 3, 4),
      heardAt('203.0.113.5', 40_001, 1),
      heardAt('127.0.0.1', 40_001, 1),
      heardAt('192.168.7.6', 80, 1),
      { host: '192.168.7.7', port: 40_001, text: 'A'.repeat(187) },
    ])
    const token = accessTokenOf(meetingKeyOf(committee, nonce))
    expect(finder.found().map(({ host, url }) => [host, url])).toEqual([
      ['192.168.7.3', `ws://192.168.7.3:40001/${token}`],
    ])
  })

  it('keep their id while they are heard, and are told of when they change', async () => {
    const { finder, changes } = setup()
    finder.heard([heardAt('192.168.7.3', 40_001, 1)])
    expect([finder.found().length, changes()]).toEqual([0, 0])
    await finder.want({ look: true })
    finder.heard([heardAt('192.168.7.3', 40_001, 1)])
    const [first] = finder.found()
    finder.heard([heardAt('192.168.7.3', 40_001, 1)])
    expect(finder.found()[0]?.meetingId).toBe(first?.meetingId)
    expect(changes()).toBe(1)
    finder.heard([])
    expect(changes()).toBe(2)
  })

  it('are listened for while a member looks or a host is gone, and at a new service again', async () => {
    const { finder, machine, network } = setup()
    await finder.want({ follow: true })
    await finder.want({ look: true })
    await finder.want({ follow: false })
    await finder.want({ look: false })
    expect(machine.asked).toEqual(['search', 'stopSearch'])
    await finder.want({ look: true })
    network.attach(machine.connect())
    finder.renewed()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(machine.asked).toEqual(['search', 'stopSearch', 'search', 'search'])
  })

  it('cannot be looked for without a service', async () => {
    const { finder } = setup({ hasNetwork: false })
    expect(codeOf(await finder.want({ look: true }))).toBe('meeting/no-network')
    expect(finder.wanted().look).toBe(false)
    expect(codeOf(await finder.want({ look: false }))).toBeNull()
  })
})
