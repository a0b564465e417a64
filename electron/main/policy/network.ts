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

type Switches = readonly (readonly [name: string, value?: string])[]

/** Off whatever the page: what would call home, ask the network around, or hide a laptop's address on its own LAN. */
const featuresOff = [
  'AimEnabled',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PreconnectToSearch',
  // Without it a link needs multicast to resolve the names that stand for addresses; many networks have none.
  'WebRtcHideLocalIpsWithMdns',
]

/** What Chromium would do in the background by itself, whatever the page. */
const alwaysQuiet: Switches = [
  ['disable-background-networking'],
  ['disable-breakpad'],
  ['disable-client-side-phishing-detection'],
  ['disable-component-update'],
  ['disable-default-apps'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['metrics-recording-only'],
  ['no-first-run'],
  ['no-pings'],
]

/**
 * What Chromium looks up for itself at its start, past every switch above and past a proxy (measured:
 * accounts.google.com, android.clients.google.com). Left out are the STUN servers that a committee may name.
 */
const makersHosts = [
  'MAP *.google.com ~NOTFOUND',
  'MAP *.googleapis.com ~NOTFOUND',
  'MAP *.gstatic.com ~NOTFOUND',
  'MAP *.gvt1.com ~NOTFOUND',
  'EXCLUDE *.l.google.com',
]

/**
 * For a browser in which the sync page may be. It resolves names, since a committee may name servers of its own. A page
 * behind the dead proxy has nothing looked up by what it requests; a hint in its HTML (`dns-prefetch`) is no request, so
 * hints are off.
 */
export const linkingSwitches: Switches = [
  ...alwaysQuiet,
  ['blink-settings', 'dnsPrefetchingEnabled=false'],
  ['disable-features', featuresOff.join(',')],
  ['host-resolver-rules', makersHosts.join(', ')],
]

/** For a browser of the UI page alone: it resolves no name and sends no UDP, by WebRTC's own settings too. */
export const silentSwitches: Switches = [
  ...alwaysQuiet,
  ['force-webrtc-ip-handling-policy', noUdp],
  ['host-resolver-rules', 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
]
