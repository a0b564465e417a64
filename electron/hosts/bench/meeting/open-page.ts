import type { MessagePort } from 'node:worker_threads'
import type { Page } from 'playwright-core'
import type { AppFiles } from '../../app-files'
import { launchBrowser } from '../../chromium/launch-browser'
import { openSyncPage } from '../../chromium/sync-page'
import { nodePort } from '../../node-port'

export interface OpenedPage {
  readonly page: Page
  close(): Promise<void>
}

/**
 * A sync page in a browser of its own, as the app opens it.
 *
 * @param connectVault called once, when the page asks for the vault's channel. @returns our end of it
 */
export const openPageAlone = async (
  files: AppFiles,
  executablePath: string,
  connectVault: () => MessagePort,
): Promise<OpenedPage> => {
  const browser = await launchBrowser({
    kind: 'sync',
    executablePath,
    headless: true,
    linksOverLoopback: true,
    onSandboxRefused: () => {},
  })
  const opened = openSyncPage({
    files,
    openContext: browser.openContext,
    onRefused: (what) => console.error(`the page was refused a ${what}`),
    connectVault: () => nodePort(connectVault()),
    onText: () => {},
    onBytes: () => {},
  })
  return {
    page: await opened.opened,
    close: async () => {
      opened.close()
      await browser.close()
    },
  }
}
