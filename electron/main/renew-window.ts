import type { WebContents } from 'electron'

/** Belongs to no site. For the page that comes after it Chromium starts another process. */
export const blankUrl = 'about:blank'

/**
 * Opens the page in a fresh renderer process and lets the old one end. Loading it anew would keep the
 * process, and in its freed memory what was on screen can be read for as long as it runs.
 */
export const renewWindow = async (contents: WebContents, pageUrl: string): Promise<void> => {
  const before = contents.getOSProcessId()
  try {
    await contents.loadURL(blankUrl)
    await contents.loadURL(pageUrl)
  } catch {
    // Overtaken by another load, which is judged by what follows.
  }
  // Whoever loses its process is loaded anew, see `render-process-gone`.
  if (!contents.isDestroyed() && contents.getOSProcessId() === before) {
    contents.forcefullyCrashRenderer()
  }
}
