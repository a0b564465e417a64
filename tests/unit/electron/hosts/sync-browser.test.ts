import { describe, expect, it } from 'vitest'
import type { Browser } from '../../../../electron/hosts/chromium/launch-browser'
import { createSyncBrowser } from '../../../../electron/hosts/chromium/sync-browser'

/** Browsers that only say which of them a context is of; the test ends them. */
const setup = ({ failures = 0 } = {}) => {
  const browsers: { isOpen: boolean; isDying: boolean; closed: number }[] = []
  let left = failures
  const launch = async (): Promise<Browser> => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (left > 0) {
      left -= 1
      throw new Error('no browser')
    }
    const browser = { isOpen: true, isDying: false, closed: 0 }
    const number = browsers.push(browser)
    return {
      openContext: async () => {
        if (browser.isDying) throw new Error('closed')
        return `context of ${number}` as never
      },
      isOpen: () => browser.isOpen,
      close: async () => {
        browser.isOpen = false
        browser.closed += 1
      },
    }
  }
  return { browsers, syncBrowser: createSyncBrowser(launch) }
}

describe('the browser of sync pages', () => {
  it('is started when the first page is opened, and stays for those after it', async () => {
    const { browsers, syncBrowser } = setup()
    expect(browsers).toHaveLength(0)
    const contexts = await Promise.all([syncBrowser.openContext(), syncBrowser.openContext()])
    expect(contexts).toEqual(['context of 1', 'context of 1'])
    expect(browsers).toHaveLength(1)
  })

  it('is started anew when it was killed, after the files of the one before are gone', async () => {
    const { browsers, syncBrowser } = setup()
    await syncBrowser.openContext()
    for (const browser of browsers) browser.isOpen = false
    expect(await syncBrowser.openContext()).toBe('context of 2')
    expect(browsers.map(({ closed }) => closed)).toEqual([1, 0])
  })

  it('is started anew when it was killed and does not say so yet', async () => {
    const { browsers, syncBrowser } = setup()
    await syncBrowser.openContext()
    for (const browser of browsers) browser.isDying = true
    expect(await syncBrowser.openContext()).toBe('context of 2')
    expect(browsers.map(({ isOpen }) => isOpen)).toEqual([false, true])
  })

  it('that could not be started is tried again for the next page', async () => {
    const { syncBrowser } = setup({ failures: 1 })
    await expect(syncBrowser.openContext()).rejects.toThrow('no browser')
    expect(await syncBrowser.openContext()).toBe('context of 1')
  })

  it('does not come back once it is closed, though a page is being opened', async () => {
    const { browsers, syncBrowser } = setup()
    const opening = syncBrowser.openContext()
    await new Promise((resolve) => setTimeout(resolve, 0))
    await syncBrowser.close()
    await opening
    await expect(syncBrowser.openContext()).rejects.toThrow('has stopped')
    expect(browsers.map(({ isOpen }) => isOpen)).toEqual([false])
  })
})
