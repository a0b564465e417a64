import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildWithFakeBridge, type UiMode } from '../../support/fake-bridge/build'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folders that hold the UI, built with the fake bridge. */
    readonly fakeUiDirs: Readonly<Record<UiMode, string>>
  }
}

/** Builds the UI over a made-up vault once for all files. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const dir = await mkdtemp(join(tmpdir(), 'conclave-fake-ui-'))
  const dirs = { development: join(dir, 'development'), production: join(dir, 'production') }
  await buildWithFakeBridge(dirs.development, 'development')
  await buildWithFakeBridge(dirs.production, 'production')
  project.provide('fakeUiDirs', dirs)
  return () => rm(dir, { recursive: true, force: true })
}
