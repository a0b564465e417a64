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

/**
 * What a page is told that it has when it looks, and may not use: nobody asks whether the sync page may record, and no
 * request of it is granted, nor does its own permissions policy let it. WebRTC looks here before it offers links
 * at all of the laptop's addresses; without it there are none on a network without a way to the internet, and on two
 * networks only those of one (measured).
 */
export const isPermissionShown = (
  kind: WindowKind,
  permission: string,
  requestingOrigin: string,
  ownOrigin: string,
): boolean =>
  isPermissionGranted(kind, permission, requestingOrigin, ownOrigin) ||
  (kind === 'sync' && permission === 'media' && requestingOrigin === ownOrigin)

/** The origin of an address, or `null` where it has none. Custom schemes count, unlike in `URL`. */
export const originOf = (url: string): string | null => {
  if (!URL.canParse(url)) return null
  const { protocol, host } = new URL(url)
  return host === '' ? null : `${protocol}//${host}`
}
