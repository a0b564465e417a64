import { describe, expect, it } from 'vitest'
import { listMeetingHosts } from '../../../../../electron/main/meeting/meeting-hosts'

const at = (address: string, internal = false) => ({ address, internal })
const interfaces = {
  lo: [at('127.0.0.1', true), at('::1', true)],
  utun0: [at('fe80::1')],
  awdl0: [at('169.254.7.7')],
  en5: [at('FD00:0:0:0::5'), at('fe80::5')],
  en0: [at('192.168.1.23'), at('fd00::23'), at('2001:db8::23')],
  eth1: [at('8.8.4.4')],
  gone: undefined,
}

describe('the hosts of a meeting', () => {
  it('are the addresses of the local network, best first, each with the way to be found', () => {
    expect(listMeetingHosts(interfaces, { allowsLoopback: false })).toEqual([
      { interfaceName: 'en0', host: '192.168.1.23', discoveryAddress: '192.168.1.23' },
      { interfaceName: 'en5', host: 'fd00::5', discoveryAddress: null },
      { interfaceName: 'en0', host: 'fd00::23', discoveryAddress: '192.168.1.23' },
      { interfaceName: 'awdl0', host: '169.254.7.7', discoveryAddress: '169.254.7.7' },
    ])
  })

  it('are this machine too where that is asked for', () => {
    const hosts = listMeetingHosts(interfaces, { allowsLoopback: true }).map(({ host }) => host)
    expect(hosts.slice(0, 2)).toEqual(['127.0.0.1', '192.168.1.23'])
    expect(hosts).toContain('::1')
  })

  it('are none where there is no network', () => {
    expect(listMeetingHosts({}, { allowsLoopback: true })).toEqual([])
  })
})
