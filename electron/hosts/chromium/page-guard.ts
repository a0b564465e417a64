import type { Page, Request, Route } from 'playwright-core'
import { isNavigationAllowed } from '../../main/policy/navigation'
import { isRequestAllowed } from '../../main/policy/network'
import type { WindowKind } from '../../main/policy/window-options'
import type { ServePage } from '../../main/serve-page'

export interface GuardDeps {
  readonly kind: WindowKind
  readonly origin: string
  readonly pageUrl: string
  readonly servePage: ServePage
  onRefused(what: 'request' | 'navigation' | 'window'): void
}

/** A window that is only coming into being has no frame yet: it is not ours. */
const isOfMainFrame = (request: Request, page: Page): boolean => {
  try {
    return request.frame() === page.mainFrame()
  } catch {
    return false
  }
}

/**
 * The same rules that Electron's windows have, in a driven browser: requests are answered from the
 * app's own files, all others end here, the page stays where it is, and there is one page in its
 * context. A web socket is no request here; those of the sync page are let through.
 */
export const guardRequests = async (page: Page, deps: GuardDeps): Promise<void> => {
  const context = page.context()
  const answer = async (route: Route): Promise<void> => {
    const request = route.request()
    const url = request.url()
    if (request.isNavigationRequest()) {
      if (!isNavigationAllowed(url, isOfMainFrame(request, page), deps.pageUrl)) {
        deps.onRefused('navigation')
        // "No content" leaves the document in place; an aborted navigation shows an error page.
        return route.fulfill({ status: 204 })
      }
    }
    if (!isRequestAllowed(deps.kind, url, deps.origin)) {
      deps.onRefused('request')
      return route.abort('blockedbyclient')
    }
    const { status, headers, body } = await deps.servePage(request.method(), url)
    return route.fulfill({ status, headers, body: Buffer.from(body) })
  }
  await context.route('**/*', answer)
  if (deps.kind === 'sync') return
  await context.routeWebSocket(/.*/, (socket) => {
    deps.onRefused('request')
    void socket.close()
  })
}

/**
 * Closes every other page, and brings the page back should it have been moved.
 * @param isMeantToLeave whether the page is being moved by ourselves
 */
export const guardPage = (
  page: Page,
  deps: GuardDeps,
  isMeantToLeave: () => boolean = () => false,
): void => {
  page.context().on('page', (other) => {
    if (other === page) return
    deps.onRefused('window')
    void other.close()
  })
  page.on('framenavigated', (frame) => {
    if (frame !== page.mainFrame() || frame.url() === deps.pageUrl || isMeantToLeave()) return
    deps.onRefused('navigation')
    void page.goto(deps.pageUrl).catch(() => {})
  })
}
