import type { BrowserContext, Page } from 'playwright-core'
import { err, ok } from '../../../shared/errors/result'
import { type Clipboard, createClipboardKeeper } from '../../main/clipboard-keeper'
import type { OfferedFiles } from '../../main/offered-files'
import { saveFile } from '../../main/save-file'
import type { Desktop } from '../../main/shell-handlers'
import { createNodeDisk } from '../../platform/node-disk'
import { pageOrigin } from '../../preload/page-host'
import { startTimer } from '../timers'

// What the functions below find on the page that they are sent to.
declare const navigator: {
  readonly clipboard: { readText(): Promise<string>; writeText(text: string): Promise<void> }
}
declare const print: () => void

/**
 * The clipboard through the page. It may write by the policy; reading, to see whether our text still
 * stands there, is granted for that moment alone.
 */
const pageClipboard = (context: BrowserContext, page: Page): Clipboard => {
  const grant = (permissions: string[]): Promise<void> =>
    context
      .clearPermissions()
      .then(() => context.grantPermissions(permissions, { origin: pageOrigin }))
  return {
    write: async (text) => {
      await grant(['clipboard-write'])
      await page.evaluate((given) => navigator.clipboard.writeText(given), text)
    },
    read: async () => {
      await grant(['clipboard-read', 'clipboard-write'])
      try {
        return await page.evaluate(() => navigator.clipboard.readText())
      } finally {
        await grant(['clipboard-write'])
      }
    },
  }
}

export interface PageDesktopFacts {
  readonly appVersion: string
  readonly headless: boolean
  readonly offered: OfferedFiles
  renew(): void
  /** Where files for others are put: there is no dialog to ask in. */
  readonly outgoingFolder: string
}

/** What of a desktop a driven browser has: no folder dialog, no say over the system's idle lock. */
export const createPageDesktop = (
  context: BrowserContext,
  page: Page,
  facts: PageDesktopFacts,
): Desktop => ({
  host: 'chromium',
  appVersion: facts.appVersion,
  platform: process.platform,
  offered: facts.offered,
  clipboard: createClipboardKeeper({ clipboard: pageClipboard(context, page), startTimer }),
  chooseFolder: null,
  saveFile: async (fileName, bytes) => {
    const disk = createNodeDisk()
    const made = await disk.makeFolder(facts.outgoingFolder)
    if (!made.ok && made.error.code !== 'disk/exists') return err({ code: 'shell/save-failed' })
    const folder = await saveFile(disk, `${facts.outgoingFolder}/${fileName}`, bytes)
    return folder === null ? err({ code: 'shell/save-failed' }) : ok(folder)
  },
  print: async () => {
    if (facts.headless) return false
    // The dialog holds its caller up until it is closed.
    await page.evaluate(() => void setTimeout(() => print()))
    return true
  },
  renew: facts.renew,
  setBusy: () => {},
})
