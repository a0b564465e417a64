/** Requests of the UI window that are answered at all: its own files, from inside the app. */
export const isRequestAllowed = (url: string, ownOrigin: string): boolean =>
  url.startsWith(`${ownOrigin}/`)

/**
 * Where anything that got past would be sent: the discard port of this machine, where nothing
 * listens. Needed because WebRTC asks neither the CSP nor a request filter.
 */
export const deadProxy = 'http://127.0.0.1:9'

/** No UDP but through a proxy, and there is none that speaks it. */
export const webrtcPolicy = 'disable_non_proxied_udp'

/** What else Chromium would do in the background by itself. */
export const quietSwitches: readonly (readonly [name: string, value?: string])[] = [
  ['disable-background-networking'],
  ['disable-breakpad'],
  ['disable-client-side-phishing-detection'],
  ['disable-component-update'],
  ['disable-default-apps'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['force-webrtc-ip-handling-policy', webrtcPolicy],
  ['host-resolver-rules', 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  ['metrics-recording-only'],
  ['no-first-run'],
  ['no-pings'],
]
