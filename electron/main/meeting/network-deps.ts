import type { NetworkInterfaceInfo } from 'node:os'
import type { Result } from '../../../shared/errors/result'
import type { SignallingLimits } from './limits'
import type { Multicast, MulticastFailure } from './multicast-link'

/** What a host lends main's network service. */
export interface NetworkDeps {
  /** The origins of sync pages, of both hosts: laptops that run either meet. */
  readonly origins: readonly string[]
  /** This machine's own address counts too: for several members on one machine, in tests and demos. */
  readonly allowsLoopback: boolean
  readonly limits?: Partial<SignallingLimits>
  networkInterfaces(): NodeJS.Dict<NetworkInterfaceInfo[]>
  /** @param address an IPv4 address of the interface. */
  openMulticast(address: string): Promise<Result<Multicast, MulticastFailure>>
  /** A clock that only goes forward. */
  nowMs(): number
  /** @returns a function that cancels. */
  startTimer(afterMs: number, run: () => void): () => void
}
