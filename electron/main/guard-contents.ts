import type { WebContents } from 'electron'
import { isNavigationAllowed } from './policy/navigation'
import { webrtcPolicy } from './policy/network'

export interface ContentsRules {
  readonly pageUrl: string
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
  contents.setWebRTCIPHandlingPolicy(webrtcPolicy)
}
