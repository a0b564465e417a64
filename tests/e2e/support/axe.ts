import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const sourcePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const source = readFile(sourcePath, 'utf8')

const wcagTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** WCAG 2.2 AA. */
export const wcag: RunOptions = { runOnly: wcagTags, resultTypes: ['violations'] }

/** WCAG 2.2 AA, and what axe's authors hold to be good beyond it. */
export const everything: RunOptions = {
  runOnly: [...wcagTags, 'best-practice'],
  // A dialog's heading stands in a header element, which is no banner there; axe takes it for one.
  rules: {
    'landmark-no-duplicate-banner': { enabled: false },
    'landmark-unique': { enabled: false },
  },
  resultTypes: ['violations'],
}

/** What another theme or size can change on a page that is judged by every rule already. */
export const looksOnly: RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block', 'target-size'] },
  resultTypes: ['violations'],
}

/** Until nothing on the page fades any more: what does has the contrast of neither its beginning nor its end. */
const settle = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let still = 0; still < 2; ) {
      const running = document
        .getAnimations()
        .filter(
          ({ playState, effect }) =>
            playState === 'running' &&
            effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY,
        )
      still = running.length === 0 ? still + 1 : 0
      await Promise.allSettled(running.map(({ finished }) => finished))
      await new Promise((done) => requestAnimationFrame(done))
    }
  })

/**
 * Everything that axe finds on the page as it stands, as lines `rule: help (element)`. Injected by
 * the debugger, which the page's policy does not bind.
 */
export const findAxeViolations = async (
  page: Page,
  options: RunOptions = everything,
): Promise<string[]> => {
  const isThere = await page.evaluate(() => 'axe' in window)
  if (!isThere) await page.evaluate(await source)
  await settle(page)
  const results = await page.evaluate(async (given) => {
    const axe = Reflect.get(window, 'axe') as {
      run(root: Document, options: object): Promise<AxeResults>
    }
    return axe.run(document, given)
  }, options as object)
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${help} (${target.join(' ')}) ${any[0]?.message ?? ''}`),
  )
}
