import type { BrowserContext } from 'playwright-core'
import type { Browser } from './launch-browser'

/** The browser that sync pages are in, and nothing else. */
export interface SyncBrowser {
  /** Starts the browser if there is none, or none any more. Fails when it cannot be started. */
  openContext(): Promise<BrowserContext>
  close(): Promise<void>
}

export const createSyncBrowser = (launch: () => Promise<Browser>): SyncBrowser => {
  let current: Promise<Browser | null> = Promise.resolve(null)
  let isClosed = false

  const ensure = async (before: Browser | null): Promise<Browser> => {
    if (isClosed) throw new Error('the host has stopped')
    if (before?.isOpen()) return before
    // Its files are still there.
    await before?.close()
    return launch()
  }

  const take = (): Promise<Browser> => {
    const own = current.catch(() => null).then(ensure)
    current = own
    return own
  }

  return {
    openContext: async () => {
      const browser = await take()
      try {
        return await browser.openContext()
      } catch {
        // Its pages close before it says that it was killed.
        await browser.close()
        return (await take()).openContext()
      }
    },
    close: async () => {
      isClosed = true
      const last = await current.catch(() => null)
      await last?.close()
    },
  }
}
