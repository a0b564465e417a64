import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where the built app and its resources lie, from source, from `out` and inside a package alike. */
export interface AppFiles {
  readonly page: string
  readonly uiPreload: string
  readonly pageScript: string
  readonly syncPage: string
  readonly syncPreload: string
  readonly syncPageScript: string
  readonly vaultScript: string
  readonly wasm: string
  /** What hand-off packages are made of. */
  readonly handoffPage: string
  readonly resources: string
  readonly manifest: string
}

/** @param from a folder of the app: the first one above it with a manifest is the app's own. */
export const findAppFiles = (from: string): AppFiles => {
  let folder = from
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error('the app has no manifest')
    folder = parent
  }
  return {
    page: join(folder, 'out', 'renderer'),
    uiPreload: join(folder, 'out', 'preload', 'ui.cjs'),
    pageScript: join(folder, 'out', 'preload', 'page.cjs'),
    syncPage: join(folder, 'out', 'sync'),
    syncPreload: join(folder, 'out', 'preload', 'sync.cjs'),
    syncPageScript: join(folder, 'out', 'preload', 'sync-page.cjs'),
    vaultScript: join(folder, 'out', 'main', 'vault.js'),
    wasm: join(folder, 'out', 'wasm', 'sql-wasm.wasm'),
    handoffPage: join(folder, 'out', 'handoff', 'page.html'),
    resources: join(folder, 'resources'),
    manifest: join(folder, 'package.json'),
  }
}
