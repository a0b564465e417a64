import type { WindowKind } from './window-options'

/**
 * The UI window: nothing is allowed but the app's own scripts, styles, fonts and images; there is no
 * network, no frame, no worker, no form target.
 *
 * One nonce a document covers the style elements that Mantine and Tiptap make; with it, style
 * attributes can stay forbidden (measured: no violation over the whole app). Chromium does not know
 * `webrtc 'block'`, so WebRTC is taken out of the page instead.
 */
const uiSources = (nonce: string): readonly string[] => [
  "script-src 'self'",
  `style-src 'self' 'nonce-${nonce}'`,
  "style-src-attr 'none'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
]

/** The sync window shows nothing: scripts of its own, and web sockets to the signalling server. */
const syncSources = (): readonly string[] => ["script-src 'self'", 'connect-src ws: wss:']

const sourcesOf: Readonly<Record<WindowKind, (nonce: string) => readonly string[]>> = {
  ui: uiSources,
  sync: syncSources,
}

/** The content security policy of a window. */
export const buildContentPolicy = (kind: WindowKind, nonce: string): string =>
  [
    "default-src 'none'",
    ...sourcesOf[kind](nonce),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** Stands in the built page where the nonce goes. */
export const noncePlaceholder = '__CSP_NONCE__'

const featuresOff = [
  'camera',
  'display-capture',
  'geolocation',
  'hid',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
  'bluetooth',
  'idle-detection',
  'local-fonts',
  'publickey-credentials-get',
  'clipboard-read',
]

/** Headers of every response of a page's origin. */
export const buildHeaders = (
  kind: WindowKind,
  contentType: string,
  nonce: string,
): Record<string, string> => ({
  'content-type': contentType,
  'content-security-policy': buildContentPolicy(kind, nonce),
  'permissions-policy': featuresOff.map((feature) => `${feature}=()`).join(', '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
})
