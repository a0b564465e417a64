import type { WebContents } from 'electron'
import { isNavigationAllowed } from './policy/navigation'
import { webrtcPolicyOf } from './policy/network'
import type { WindowKind } from './policy/window-options'

export interface ContentsRules {
  readonly kind: WindowKind
  /** The document that may be loaded anew, if any. */
  readonly pageUrl: string | null
  /** What to do with a link that wants a window of its own; no window is opened in any case. */
  openLink(url: string): void
}

/** Keeps whatever web contents come into being where they are, alone and without frames of others. */
export const guardContents = (contents: WebContents, rules: ContentsRules): void => {
  contents.on('will-frame-navigate', (event) => {
    if (!isNavigationAllowed(event.url, event.isMainFrame, rules.pageUrl)) event.preventDefault()
  })
  contents.on('will-navigate', (event) => {
    if (!isNavigationAllowed(event.url, event.isMainFrame, rules.pageUrl)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    rules.openLink(url)
    return { action: 'deny' }
  })
  contents.setWebRTCIPHandlingPolicy(webrtcPolicyOf[rules.kind])
}
