/**
 * Takes WebRTC out of a page before its scripts run. Neither `connect-src 'none'` nor the CSP's
 * `webrtc 'block'` keeps STUN and TURN packets in (w3c/webappsec-csp#92), and the window has no
 * network at all. Self-contained: it is handed to another world as source.
 */
export const removeWebrtc = (): void => {
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (/^(webkit|moz)?RTC/.test(name)) Reflect.deleteProperty(globalThis, name)
  }
}
