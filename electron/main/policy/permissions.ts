/**
 * The one permission that a page of Conclave has: writing plain text to the clipboard. Everything
 * else that a browser may ask for, by whatever name, now or in a later version, is denied.
 */
export const isPermissionGranted = (
  permission: string,
  requestingOrigin: string,
  ownOrigin: string,
): boolean => permission === 'clipboard-sanitized-write' && requestingOrigin === ownOrigin

/** The origin of an address, or `null` where it has none. Custom schemes count, unlike in `URL`. */
export const originOf = (url: string): string | null => {
  if (!URL.canParse(url)) return null
  const { protocol, host } = new URL(url)
  return host === '' ? null : `${protocol}//${host}`
}
