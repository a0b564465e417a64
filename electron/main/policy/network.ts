import type { ProxyConfig } from 'electron'
import type { WindowKind } from './window-options'

/**
 * Requests of a window that are answered at all: its own files, from inside the app, and of the
 * sync window a web socket, by which it reaches the signalling server.
 */
export const isRequestAllowed = (kind: WindowKind, url: string, ownOrigin: string): boolean =>
  url.startsWith(`${ownOrigin}/`) || (kind === 'sync' && /^wss?:/.test(url))

/**
 * Where anything that got past would be sent: the discard port of this machine, where nothing
 * listens. Needed because WebRTC asks neither the CSP nor a request filter.
 */
export const deadProxy = 'http://127.0.0.1:9'

/**
 * What goes past the dead proxy: of the sync window, web sockets. All else of it goes nowhere, so
 * that not even the connection is opened that Chromium makes ahead of a navigation, which no filter
 * of requests sees (measured).
 */
export const socketSchemes = 'ws://*,wss://*'

/** `<-loopback>`: not even this machine is reached without the proxy that is not there. */
export const proxyOf: Readonly<Record<WindowKind, ProxyConfig>> = {
  ui: { mode: 'fixed_servers', proxyRules: deadProxy, proxyBypassRules: '<-loopback>' },
  sync: {
    mode: 'fixed_servers',
    proxyRules: deadProxy,
    proxyBypassRules: `<-loopback>,${socketSchemes}`,
  },
}

/** No UDP but through a proxy, and there is none that speaks it. */
const noUdp = 'disable_non_proxied_udp'

/** Links between laptops are UDP. */
export const webrtcPolicyOf = { ui: noUdp, sync: 'default' } as const satisfies Record<
  WindowKind,
  string
>

/**
 * What else Chromium would do in the background by itself. These hold for every window alike, so
 * that even the sync window resolves no name and sends no UDP by WebRTC's own settings.
 */
export const quietSwitches: readonly (readonly [name: string, value?: string])[] = [
  ['disable-background-networking'],
  ['disable-breakpad'],
  ['disable-client-side-phishing-detection'],
  ['disable-component-update'],
  ['disable-default-apps'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['force-webrtc-ip-handling-policy', noUdp],
  ['host-resolver-rules', 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  ['metrics-recording-only'],
  ['no-first-run'],
  ['no-pings'],
]
