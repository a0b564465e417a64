import type { Page } from 'playwright-core'
import { blankUrl } from '../../main/renew-window'

export interface PageRenewal {
  /** See `renewWindow`: the page comes back in a process of its own. Asked again meanwhile, once. */
  renew(): Promise<void>
  /** The page is away from its address, and is meant to be. */
  isUnderWay(): boolean
}

export const createPageRenewal = (page: Page, pageUrl: string): PageRenewal => {
  let underWay: Promise<void> | null = null
  const leaveAndReturn = async (): Promise<void> => {
    try {
      await page.goto(blankUrl)
      await page.goto(pageUrl)
    } catch {
      // The page is being closed; there is nothing left to renew.
    }
  }
  return {
    renew: () => {
      underWay ??= leaveAndReturn().finally(() => {
        underWay = null
      })
      return underWay
    },
    isUnderWay: () => underWay !== null,
  }
}
