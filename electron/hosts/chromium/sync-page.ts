import { readFile } from 'node:fs/promises'
import type { BrowserContext, Page } from 'playwright-core'
import type { Port } from '../../../shared/contracts/ports'
import { createClient } from '../../../shared/contracts/rpc'
import { syncContract } from '../../../shared/contracts/sync'
import { createPageServer } from '../../main/serve-page'
import type { SyncPage } from '../../main/sync-supervisor'
import { hostBindingName, syncOrigin } from '../../preload/page-host'
import type { AppFiles } from '../app-files'
import { startLinkServer } from './link-server'
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
  /** Gives the vault that runs now a channel, once the page has one. @returns its other end. */
  connectVault(): Port
  /** See `createSyncBinding`. */
  onText(text: string): void
  /** See `startLinkServer`. */
  onBytes(bytes: Uint8Array): void
}

/** Opens the sync page in a context of its own, in a browser that has no window. */
export const openSyncPage = (deps: SyncPageDeps): ChromiumSyncPage => {
  const pageUrl = `${syncOrigin}/`
  const guard: GuardDeps = {
    kind: 'sync',
    origin: syncOrigin,
    pageUrl,
    servePage: createPageServer({ kind: 'sync', folder: deps.files.syncPage, origin: syncOrigin }),
    onRefused: deps.onRefused,
  }
  const linkServer = startLinkServer({
    origin: syncOrigin,
    openPort: deps.connectVault,
    onBytes: deps.onBytes,
    onBroken: () => goneFromItsSide(),
  })
  const closeLink = (): void => {
    linkServer.then((server) => server.close()).catch(() => {})
  }
  const binding = createSyncBinding({
    pageUrl,
    linkUrl: async () => (await linkServer).url,
    onText: deps.onText,
  })
  let tellGone = (): void => {}
  const goneFromItsSide = (): void => {
    binding.end()
    closeLink()
    tellGone()
  }

  const openIn = async (context: BrowserContext): Promise<Page> => {
    const page = await context.newPage()
    page.on('crash', goneFromItsSide)
    page.on('close', goneFromItsSide)
    await guardRequests(page, guard)
    // The second lets WebRTC list addresses (see `isPermissionShown`); to record, the page's own policy forbids.
    await context.grantPermissions(['local-network-access', 'microphone'], { origin: syncOrigin })
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
  const opened = Promise.all([context, linkServer]).then(([each]) => openIn(each))
  opened.catch(goneFromItsSide)
  return {
    client: createClient(syncContract, binding.port),
    opened,
    onGone: (listener) => {
      tellGone = listener
    },
    close: () => {
      binding.port.close()
      closeLink()
      // Closing a context that is gone with its browser is no failure.
      context.then((each) => each.close()).catch(() => {})
    },
  }
}
