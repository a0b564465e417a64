import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildWithFakeBridge } from '../../support/fake-bridge/build'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder that holds the UI, built with the fake bridge. */
    readonly fakeUiDir: string
  }
}

/** Builds the UI over a made-up vault once for all files. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const dir = await mkdtemp(join(tmpdir(), 'conclave-fake-ui-'))
  await buildWithFakeBridge(dir)
  project.provide('fakeUiDir', dir)
  return () => rm(dir, { recursive: true, force: true })
}
