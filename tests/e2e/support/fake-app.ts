import { afterAll, beforeAll, expect } from 'vitest'
import type { UiMode } from '../../support/fake-bridge/build'
import {
  type FakeApp,
  type OpenedPage,
  type PageOptions,
  startFakeApp,
} from '../../support/fake-bridge/open-page'

/** Opens a page of the fake app for one test, which ends without a trouble in the page, and closes it. */
export type Within = (query: string, run: (opened: OpenedPage) => Promise<void>) => Promise<void>

interface FakeAppOptions extends Pick<PageOptions, 'isLastOfPage'> {
  readonly mode?: UiMode
}

/** One fake app for all tests of a file. */
export const setupFakeApp = ({ mode, ...options }: FakeAppOptions = {}): Within => {
  let app: FakeApp
  beforeAll(async () => {
    app = await startFakeApp(mode)
  })
  afterAll(async () => {
    await app.close()
  })
  return async (query, run) => {
    const opened = await app.open({ query, ...options })
    try {
      await run(opened)
      expect(opened.troubles).toEqual([])
    } finally {
      await opened.close()
    }
  }
}
