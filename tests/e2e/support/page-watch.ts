import type { Page } from 'playwright-core'

/** What a page did that it should not have, since it was last loaded. */
export interface PageWatch {
  /** `directive: blocked address` of every violation of the content security policy. */
  violations(): Promise<string[]>
  /** Uncaught errors and errors on the console. */
  readonly errors: readonly string[]
}

interface Watched {
  conclaveViolations?: string[]
}

/** Loads the page anew with eyes on it: what happens before the first script counts too. */
export const watchPage = async (page: Page): Promise<PageWatch> => {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.addInitScript(() => {
    const seen: string[] = []
    const watched = window as Watched
    watched.conclaveViolations = seen
    document.addEventListener('securitypolicyviolation', (event) => {
      seen.push(`${event.effectiveDirective}: ${event.blockedURI}`)
    })
  })
  await page.reload()
  return {
    errors,
    violations: () => page.evaluate(() => (window as Watched).conclaveViolations ?? []),
  }
}
