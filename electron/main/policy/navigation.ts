/**
 * The window shows one document and never leaves it. Loading that document anew is what a lock
 * does; all else (links, redirects, frames, a dropped file) is refused.
 */
export const isNavigationAllowed = (url: string, isMainFrame: boolean, pageUrl: string): boolean =>
  isMainFrame && url === pageUrl
