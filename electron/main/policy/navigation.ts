/**
 * The window shows one document and never leaves it. Loading that document anew is what a lock
 * does; all else (links, redirects, frames, a dropped file) is refused.
 *
 * @param pageUrl `null` for a window that does not even load its own document anew.
 */
export const isNavigationAllowed = (
  url: string,
  isMainFrame: boolean,
  pageUrl: string | null,
): boolean => isMainFrame && url === pageUrl
