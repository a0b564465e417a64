import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron'

/** What people see, and the hidden page that alone may touch the network. */
export type WindowKind = 'ui' | 'sync'

export interface WindowFacts {
  readonly kind: WindowKind
  readonly preloadPath: string
  readonly isProduction: boolean
}

/** In memory only: a name without `persist:`. One a kind, so that windows share nothing. */
export const partitionOf = (kind: WindowKind): string => `conclave-${kind}`

/**
 * What every page of the app may do. Settings that would weaken a page (`webSecurity`,
 * `allowRunningInsecureContent`, `experimentalFeatures`, `enableBlinkFeatures`, `webviewTag`,
 * `navigateOnDragDrop`) are not named, so that nobody finds a switch to turn.
 */
export const buildWebPreferences = (facts: WindowFacts): WebPreferences => ({
  preload: facts.preloadPath,
  partition: partitionOf(facts.kind),
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  devTools: !facts.isProduction,
  // Dictionaries come from a content network, and words would go through the system's checker.
  spellcheck: false,
  // A page that is never shown would be given its timers once a minute, and links need them.
  ...(facts.kind === 'sync' && { backgroundThrottling: false }),
})

export const buildWindowOptions = (facts: WindowFacts): BrowserWindowConstructorOptions => ({
  title: 'Conclave',
  show: false,
  ...placeOf[facts.kind],
  webPreferences: buildWebPreferences(facts),
})

const placeOf: Readonly<Record<WindowKind, BrowserWindowConstructorOptions>> = {
  ui: { width: 1_280, height: 860, minWidth: 360, minHeight: 480, autoHideMenuBar: true },
  // Never shown; should a desktop list windows that are not, this one takes no focus.
  sync: { focusable: false, skipTaskbar: true },
}
