import type { WindowKind } from './window-options'

/**
 * The UI window may write plain text to the clipboard. The sync window may reach machines of the
 * LAN, under the name of the permission that Chromium has now and the one it had before.
 */
const grantedTo: Readonly<Record<WindowKind, readonly string[]>> = {
  ui: ['clipboard-sanitized-write'],
  sync: ['local-network', 'local-network-access'],
}

/**
 * Whether a page of Conclave has a permission. Everything else that a browser may ask for, by
 * whatever name, now or in a later version, is denied, and so is every other origin.
 */
export const isPermissionGranted = (
  kind: WindowKind,
  permission: string,
  requestingOrigin: string,
  ownOrigin: string,
): boolean => grantedTo[kind].includes(permission) && requestingOrigin === ownOrigin

/** The origin of an address, or `null` where it has none. Custom schemes count, unlike in `URL`. */
export const originOf = (url: string): string | null => {
  if (!URL.canParse(url)) return null
  const { protocol, host } = new URL(url)
  return host === '' ? null : `${protocol}//${host}`
}
