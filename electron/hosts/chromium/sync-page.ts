import { readFile } from 'node:fs/promises'
import type { BrowserContext, Page } from 'playwright-core'
import { createClient } from '../../../shared/contracts/rpc'
import { syncContract } from '../../../shared/contracts/sync'
import { createPageServer } from '../../main/serve-page'
import type { SyncPage } from '../../main/sync-supervisor'
import { hostBindingName, syncOrigin } from '../../preload/page-host'
import type { AppFiles } from '../app-files'
import { type GuardDeps, guardPage, guardRequests } from './page-guard'
import { createSyncBinding } from './sync-binding'

export interface ChromiumSyncPage extends SyncPage {
  /** The page once it has loaded; fails when it could not be opened. */
  readonly opened: Promise<Page>
}

export interface SyncPageDeps {
  readonly files: AppFiles
  openContext(): Promise<BrowserContext>
  readonly onRefused: GuardDeps['onRefused']
  /** See `createSyncBinding`. */
  onText(text: string): void
}

/** Opens the hidden sync page in a context of its own, which nothing of the window's is in. */
export const openSyncPage = (deps: SyncPageDeps): ChromiumSyncPage => {
  const pageUrl = `${syncOrigin}/`
  const guard: GuardDeps = {
    kind: 'sync',
    origin: syncOrigin,
    pageUrl,
    servePage: createPageServer({ kind: 'sync', folder: deps.files.syncPage, origin: syncOrigin }),
    onRefused: deps.onRefused,
  }
  const binding = createSyncBinding({ pageUrl, onText: deps.onText })
  let tellGone = (): void => {}
  const goneFromItsSide = (): void => {
    binding.end()
    tellGone()
  }

  const openIn = async (context: BrowserContext): Promise<Page> => {
    const page = await context.newPage()
    page.on('crash', goneFromItsSide)
    page.on('close', goneFromItsSide)
    await hideWindow(page)
    await guardRequests(page, guard)
    await context.grantPermissions(['local-network-access'], { origin: syncOrigin })
    await context.exposeBinding(hostBindingName, ({ frame }, text) =>
      binding.answer({ isMainFrame: frame === page.mainFrame(), url: frame.url() }, text),
    )
    const pageScript = await readFile(deps.files.syncPageScript, 'utf8')
    await context.addInitScript({ content: `(() => {${pageScript}\n})()` })
    await page.goto(pageUrl)
    guardPage(page, guard)
    return page
  }

  const context = deps.openContext()
  const opened = context.then(openIn)
  opened.catch(goneFromItsSide)
  return {
    client: createClient(syncContract, binding.port),
    opened,
    onGone: (listener) => {
      tellGone = listener
    },
    close: () => {
      binding.port.close()
      // Closing a context that is gone with its browser is no failure.
      context.then((each) => each.close()).catch(() => {})
    },
  }
}

/** A page in a context of its own is a window of its own, and a driven browser can only minimise it. */
const hideWindow = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  const { windowId } = await session.send('Browser.getWindowForTarget')
  await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'minimized' } })
  await session.detach()
}
