import type { NetworkInterfaceInfo } from 'node:os'
import { type HostRules, isMeetingHost } from '../../../shared/formats/meeting-address'
import { bytesToIp, ipToBytes } from '../../../shared/util/ip-address'

/** One address of this laptop that a meeting can be hosted on. */
export interface MeetingHost {
  /** As the system calls it (`en0`, `WLAN`): for the member who chooses. */
  readonly interfaceName: string
  readonly host: string
  /** An IPv4 address of the same interface, by which mDNS goes; `null` when it has none. */
  readonly discoveryAddress: string | null
}

/**
 * Best first: private IPv4, IPv6, then what a laptop gives itself where nobody gives addresses (169.254).
 *
 * @param interfaces what `os.networkInterfaces()` says.
 */
export const listMeetingHosts = (
  interfaces: NodeJS.Dict<readonly Pick<NetworkInterfaceInfo, 'address' | 'internal'>[]>,
  rules: HostRules,
): readonly MeetingHost[] =>
  Object.entries(interfaces)
    .flatMap(([interfaceName, infos = []]) => {
      const addresses = infos
        .filter(({ internal }) => rules.allowsLoopback || !internal)
        .flatMap(({ address }) => toHost(address, rules))
      const discoveryAddress = addresses.find(isIpv4) ?? null
      return [...new Set(addresses)].map((host) => ({ interfaceName, host, discoveryAddress }))
    })
    .sort((a, b) => rank(a.host) - rank(b.host))

const toHost = (address: string, rules: HostRules): readonly string[] => {
  const bytes = ipToBytes(address)
  const host = bytes && bytesToIp(bytes)
  return host !== null && isMeetingHost(host, rules) ? [host] : []
}

const isIpv4 = (host: string): boolean => host.includes('.')

const rank = (host: string): number => (host.startsWith('169.254.') ? 2 : isIpv4(host) ? 0 : 1)
