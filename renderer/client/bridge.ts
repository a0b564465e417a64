import { createContext, use } from 'react'
import type { Bridge } from '../../shared/contracts/bridge'

declare global {
  interface Window {
    /** Put here by preload, or by a host that drives the page. */
    readonly conclave: Bridge
  }
}

export const BridgeContext = createContext<Bridge | null>(null)

/** The bridge itself. For reads and commands inside components prefer the hooks of `client.ts`. */
export const useClient = (): Bridge => {
  const bridge = use(BridgeContext)
  if (bridge === null) throw new Error('no bridge is provided')
  return bridge
}
